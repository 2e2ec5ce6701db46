package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictTransitions;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.pure.VerdictTransitions.Outcome;
import org.scangate.scan.Answer;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Has one file scanned and publishes what comes of it. */
final class FileScan implements Crew.Work {

  /** A file that breaks its scan so often is unscanned. */
  static final int MAX_TRIES = 3;

  private final WalkRun walk;
  private final StoredFile file;
  private final Before before;
  private final Room room;
  private final Semaphore turns;

  /**
   * @param room some was taken for it, and is given back when it is done
   * @param turns one is held during the scan
   */
  FileScan(WalkRun walk, StoredFile file, Before before, Room room, Semaphore turns) {
    this.walk = walk;
    this.file = file;
    this.before = before;
    this.room = room;
    this.turns = turns;
  }

  @Override
  public Object owner() {
    return walk;
  }

  @Override
  public void run() {
    walk.begins();
    try {
      if (!walk.stopping()) {
        scan();
      } else {
        file.revisit();
      }
    } catch (RuntimeException | Error e) {
      walk.outOfReach(file, "internal error, see the log: " + e);
      SweptStore.LOG.log(Level.ERROR, "sweeping " + Troubles.shown(file) + " failed", e);
    } finally {
      done(true);
    }
  }

  @Override
  public void drop() {
    walk.passedOver(file);
    done(false);
  }

  private void done(boolean begun) {
    room.giveBack();
    walk.done(file, begun);
  }

  private void scan() {
    if (!file.seemsUnchanged()) {
      changed();
      return;
    }
    turns.acquireUninterruptibly();
    ScanReport report;
    try {
      if (walk.beginsNothing()) {
        walk.passedOver(file);
        return;
      }
      report = walk.scans().scan(file.sample(), walk.settings().rules());
    } finally {
      turns.release();
    }
    if (walk.stopping()) {
      file.revisit(); // its verdict may have been torn by the stop
      return;
    }
    Progress progress = walk.progress();
    progress.scanned(file.size());
    if (!file.seemsUnchanged()) { // nobody knows what was scanned; publish looks closer
      changed();
      return;
    }
    Optional<String> unreadable = file.unreadable();
    if (unreadable.isPresent() && !(report.verdict() instanceof Verdict.Infected)) {
      progress.unscanned.increment();
      walk.outOfReach(file, "its content cannot be read: " + unreadable.get());
      return;
    }
    Outcome outcome = outcome(report);
    Optional<Status> status = VerdictTransitions.after(before, outcome);
    if (outcome == Outcome.UNSCANNED_PASSES) {
      progress.unscanned.increment();
      status.ifPresent(one -> publish(report, one));
      walk.passedOver(file);
      return;
    }
    progress.count(outcome);
    if (reason(report).equals(Reason.NOT_OPENED.key())) {
      notOpened(report, status);
    } else if (status.isPresent()) {
      publish(report, status.get());
    } else {
      SweptStore.LOG.log(
          Level.WARNING,
          "{0} could not be scanned again ({1}); its earlier {2} is kept, by signatures that may be"
              + " old. The line of scan {3} says why and what to do",
          Troubles.shown(file),
          reason(report),
          before,
          report.id());
    }
  }

  /** Of many files in a store this may be so at once, and the log is told of all together. */
  private void notOpened(ScanReport report, Optional<Status> status) {
    walk.progress().addNotOpened(report);
    if (walk.withdraws()) {
      if (publish(report, Status.UNSCANNED)) {
        walk.unopened().withdrawn(file, report);
      }
    } else if (status.isPresent()) {
      publish(report, status.get());
    } else {
      if (before == Before.OK) {
        walk.progress().keptUnopened.increment();
      }
      SweptStore.LOG.log(
          Level.DEBUG,
          "{0} was not opened; its earlier {1} is kept (scan {2})",
          Troubles.shown(file),
          before,
          report.id());
    }
  }

  /** A file that breaks its scan thrice is at fault itself; a scanner that is down is not. */
  private Outcome outcome(ScanReport report) {
    if (scannerWasMissing(report)) {
      return Outcome.UNSCANNED_PASSES;
    }
    Outcome outcome = Outcome.of(report.verdict());
    if (outcome != Outcome.UNSCANNED_PASSES) {
      walk.swept().tries().forget(file.place());
      return outcome;
    }
    if (!brokeOff(report)) {
      return outcome;
    }
    int failures = walk.swept().tries().failed(file.place(), walk.settings().interval());
    if (failures < MAX_TRIES) {
      return outcome;
    }
    walk.swept().tries().forget(file.place());
    SweptStore.LOG.log(
        Level.WARNING,
        "{0} could not be scanned {1} times ({2}), and is given up for now, so that no other file"
            + " waits for it. If it is only slow, raise scangate.pure.scan-timeout; if the scanner died"
            + " of it, its own log says why. See also the line of scan {3}",
        Troubles.shown(file),
        Integer.toString(failures),
        reason(report),
        report.id());
    return Outcome.UNSCANNED_STAYS;
  }

  /** Whether no scanner had the file, as none is ready: one may have lost its proof just now. */
  private boolean scannerWasMissing(ScanReport report) {
    return report.verdict() instanceof Verdict.Unscanned unscanned
        && unscanned.reason() != Reason.TOO_LARGE
        && report.answers().stream().allMatch(answer -> answer.engine().address().isEmpty())
        && !walk.swept().ready();
  }

  private static String reason(ScanReport report) {
    return report.verdict() instanceof Verdict.Unscanned unscanned ? unscanned.reason().key() : "";
  }

  /** Whether a scanner had the file, and gave no answer or went away. */
  private static boolean brokeOff(ScanReport report) {
    return report.answers().stream()
        .filter(answer -> !answer.engine().address().isEmpty())
        .map(Answer::verdict)
        .anyMatch(
            verdict ->
                verdict instanceof Verdict.Unscanned unscanned
                    && (unscanned.reason() == Reason.TIMED_OUT
                        || unscanned.reason() == Reason.UNREACHABLE));
  }

  /**
   * Writes the verdict.
   *
   * @return whether it is written, or would be
   */
  private boolean publish(ScanReport report, Status status) {
    if (!walk.mayWrite()) {
      SweptStore.LOG.log(
          Level.DEBUG,
          "dry run: {0} would get {1} (scan {2})",
          Troubles.shown(file),
          status,
          report.id());
      return true;
    }
    VerdictDocument document =
        new VerdictDocument(
            Provider.of(report, walk.scans()),
            Optional.of(report.ended()),
            Optional.of(report.id()),
            status);
    try {
      if (file.publish(document)) {
        walk.swept().outOfReach().forget(file.place());
        return true;
      }
      changed();
    } catch (IOException e) {
      walk.notWritten(file, e);
    }
    return false;
  }

  private void changed() {
    walk.progress().changed.increment();
    file.revisit();
  }
}
