package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictTransitions;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.pure.VerdictTransitions.Outcome;
import org.scangate.scan.Answer;
import org.scangate.scan.Engine;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Verdict;

/** Has one file scanned and publishes what comes of it. */
final class FileScan implements Crew.Work {

  private final Pass pass;
  private final StoredFile file;
  private final Before before;
  private final Semaphore turns;

  /**
   * @param turns one is held during the scan
   */
  FileScan(Pass pass, StoredFile file, Before before, Semaphore turns) {
    this.pass = pass;
    this.file = file;
    this.before = before;
    this.turns = turns;
  }

  @Override
  public void run() {
    try {
      if (!pass.stopping()) {
        scan();
      } else {
        file.revisit();
      }
    } catch (RuntimeException | Error e) {
      pass.outOfReach(file, "internal error, see the log: " + e);
      Pass.LOG.log(Level.ERROR, "sweeping " + Pass.shown(file) + " failed", e);
    } finally {
      pass.done(file);
    }
  }

  @Override
  public void drop() {
    file.revisit();
    pass.done(file);
  }

  private void scan() {
    if (!file.unchanged()) {
      changed();
      return;
    }
    turns.acquireUninterruptibly();
    ScanReport report;
    try {
      if (pass.beginsNothing()) {
        file.revisit();
        return;
      }
      report = pass.sweep().scans().scan(file.sample(), pass.settings().rules());
    } finally {
      turns.release();
    }
    if (pass.stopping()) {
      file.revisit(); // its verdict may have been torn by the stop
      return;
    }
    Figures figures = pass.figures();
    figures.scanned.increment();
    figures.bytes.add(file.size());
    if (!file.unchanged()) {
      changed(); // nobody knows what was scanned
      return;
    }
    Optional<String> unreadable = file.unreadable();
    if (unreadable.isPresent() && !(report.verdict() instanceof Verdict.Infected)) {
      figures.unscanned.increment();
      pass.outOfReach(file, "its content cannot be read: " + unreadable.get());
      return;
    }
    Outcome outcome = outcome(report);
    Optional<Status> status = VerdictTransitions.after(before, outcome);
    if (outcome == Outcome.UNSCANNED_PASSES) {
      figures.unscanned.increment();
      status.ifPresent(one -> publish(report, one));
      pass.passedOver(file);
      return;
    }
    count(outcome, figures);
    if (isNotOpened(report)) {
      notOpened(report, status);
    } else if (status.isPresent()) {
      publish(report, status.get());
    } else {
      Pass.LOG.log(
          Level.WARNING,
          "{0} could not be scanned again ({1}); its earlier {2} is kept, by signatures that may be"
              + " old. The line of scan {3} says why and what to do",
          Pass.shown(file),
          reason(report),
          before,
          report.id());
    }
  }

  private static boolean isNotOpened(ScanReport report) {
    return report.verdict() instanceof Verdict.Unscanned unscanned
        && unscanned.reason() == Reason.NOT_OPENED;
  }

  /** Of many files in a store this may be so at once, and the log is told of all together. */
  private void notOpened(ScanReport report, Optional<Status> status) {
    pass.figures().addNotOpened(report);
    if (pass.withdraws()) {
      if (publish(report, Status.UNSCANNED)) {
        pass.sweep().unopenedFiles().withdrawn(file, report);
      }
    } else if (status.isPresent()) {
      publish(report, status.get());
    } else {
      if (before == Before.OK) {
        pass.figures().keptUnopened.increment();
      }
      Pass.LOG.log(
          Level.DEBUG,
          "{0} was not opened; its earlier {1} is kept (scan {2})",
          Pass.shown(file),
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
      pass.sweep().tries().forget(file.place());
      return outcome;
    }
    if (!brokeOff(report)) {
      return outcome;
    }
    int failures = pass.sweep().tries().failed(file.place(), pass.settings().interval());
    if (failures < Pass.MAX_TRIES) {
      return outcome;
    }
    pass.sweep().tries().forget(file.place());
    Pass.LOG.log(
        Level.WARNING,
        "{0} could not be scanned {1} times ({2}), and is given up for now, so that no other file"
            + " waits for it. If it is only slow, raise scangate.pure.scan-timeout; if the scanner died"
            + " of it, its own log says why. See also the line of scan {3}",
        Pass.shown(file),
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
        && !pass.sweep().ready();
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

  private static void count(Outcome outcome, Figures figures) {
    switch (outcome) {
      case CLEAN -> figures.clean.increment();
      case INFECTED -> figures.found.increment();
      case UNSCANNED_STAYS, UNSCANNED_PASSES -> figures.unscanned.increment();
    }
  }

  /**
   * Writes the verdict.
   *
   * @return whether it is written, or would be
   */
  private boolean publish(ScanReport report, Status status) {
    if (!pass.mayWrite()) {
      Pass.LOG.log(
          Level.DEBUG,
          "dry run: {0} would get {1} (scan {2})",
          Pass.shown(file),
          status,
          report.id());
      return true;
    }
    VerdictDocument document =
        new VerdictDocument(
            provider(report), Optional.of(report.ended()), Optional.of(report.id()), status);
    try {
      if (file.publish(document)) {
        pass.sweep().outOfReach().forget(file.place());
        return true;
      }
      changed();
    } catch (IOException e) {
      pass.notWritten(file, e);
    }
    return false;
  }

  private void changed() {
    pass.figures().changed.increment();
    file.revisit();
  }

  private String provider(ScanReport report) {
    return report.answers().isEmpty()
        ? provider(pass.sweep().scans())
        : RescanPolicy.withExceptions(
            joined(report.answers().stream().map(Answer::engine).map(FileScan::product)),
            report.verdict());
  }

  /** What scans now, as a verdict would name it. */
  static String provider(ScanService scans) {
    return joined(
        scans.readiness().entrySet().stream()
            .map(one -> product(one.getKey(), one.getValue().version())));
  }

  private static String product(Engine engine) {
    return product(engine.scanner(), engine.version());
  }

  /** clamd tells its product, others only a version. */
  private static String product(String scanner, String version) {
    return version.indexOf(' ') > 0 ? version : (scanner + ' ' + version).strip();
  }

  private static String joined(Stream<String> products) {
    return products.distinct().collect(Collectors.joining(", "));
  }
}
