package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.LogText;

/**
 * What becomes of files whose size and date are those that were scanned, but which are other files,
 * or whose verdicts have another date: a store was moved, restored, or given other rights. They
 * keep what they have until an administrator vouches for them or has them scanned.
 */
final class MovedFiles {

  /** So many are scanned without asking, and one of a hundred files of the store. */
  static final long FEW = 100;

  private final Sweep sweep;

  /** Files in the store, as the last full walk that came to its end counted them. */
  private volatile long known;

  private volatile boolean scanAll;
  private volatile Vouching asked;
  private volatile String last = "";

  /**
   * What somebody asks for.
   *
   * @param who as they say
   */
  private record Vouching(String who, boolean dryRun) {}

  private Vouching running;
  private long vouched;
  private long failed;

  MovedFiles(Sweep sweep) {
    this.sweep = sweep;
  }

  /**
   * Whether those that a walk has found are to be scanned as any.
   *
   * @param moved found so far
   * @param seen files that the pass has seen so far
   */
  boolean areFew(long moved, long seen) {
    return scanAll || moved <= Math.max(FEW, Math.max(seen, known) / 100);
  }

  /** A full walk has come to its end, and left so many of those that it found as they are. */
  void walked(long moved, long left, long seen) {
    known = seen;
    if (moved == 0) {
      scanAll = false;
    }
    if (left == 0) {
      return;
    }
    if (areFew(moved, seen)) {
      sweep.agenda().fullNow(); // which was not known at the begin
      return;
    }
    String what =
        moved
            + " of "
            + seen
            + " files have the size and date that were scanned, but are other files, or their"
            + " verdicts have another date: was the store moved, restored, or given other rights?"
            + " Their verdicts stay as they are. If it was you, vouch for them (vouch in JMX); if"
            + " not, have them scanned (scanMoved)";
    sweep.problem(what);
    Pass.LOG.log(Level.WARNING, "{0}: {1}", sweep.name(), what);
  }

  /** Has all of them scanned, by this full walk and those after it until none is left. */
  void scanAll() {
    scanAll = true;
    Pass.LOG.log(Level.INFO, "{0}: files that were moved are to be scanned again", sweep.name());
    sweep.fullNow();
  }

  /** Somebody vouches; done by the sweep's own thread, soon. */
  String vouch(String who, boolean dryRun) {
    if (!sweep.store().canVouch()) {
      return "This store needs nobody to vouch for it";
    }
    asked = new Vouching(LogText.of(who), dryRun || sweep.settings().dryRun());
    last = "asked for by " + LogText.of(who);
    sweep.fullNow();
    return "Begins within seconds. Vouched in JMX, and the log, say what came of it";
  }

  boolean isVouchAsked() {
    return asked != null;
  }

  /** What came of the last vouching. */
  String last() {
    return last;
  }

  void vouchBegins() {
    running = asked;
    asked = null;
    vouched = 0;
    failed = 0;
    tell("begins");
  }

  void vouchFor(StoredFile file, Pass pass) {
    VerdictFreshness freshness = file.freshness();
    if (freshness != VerdictFreshness.MOVED && freshness != VerdictFreshness.TOUCHED) {
      return;
    }
    try {
      Optional<VerdictDocument> verdict = file.verdict();
      if (verdict.isEmpty() || !verdict.get().ours() || verdict.get().status() == Status.PENDING) {
        return;
      }
      if (running.dryRun()) {
        vouched++;
        return;
      }
      Optional<UUID> now = file.vouch(verdict.get());
      if (now.isPresent()) {
        vouched++;
        Pass.LOG.log(
            Level.INFO,
            "{0}: {1} vouches for {2} of {3}: scan {4} is {5} from now on",
            sweep.name(),
            running.who(),
            verdict.get().status(),
            Pass.shown(file),
            verdict.get().id().orElseThrow(),
            now.get());
      }
    } catch (IOException e) {
      failed++;
      pass.failed(file.place(), "nobody can vouch for it: " + e.getMessage());
    }
  }

  void vouchEnded(boolean complete) {
    tell(complete ? "is through" : "has ended before it was through");
    sweep.agenda().fullNow();
  }

  private void tell(String what) {
    last =
        running.who()
            + (running.dryRun() ? " would vouch for " : " vouches for ")
            + vouched
            + " verdicts, "
            + failed
            + " could not be written; the walk "
            + what;
    Pass.LOG.log(Level.INFO, "{0}: {1}", sweep.name(), last);
  }
}
