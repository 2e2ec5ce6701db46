package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.scangate.pure.StoredFile;
import org.scangate.scan.LogText;
import org.scangate.scan.ScanReport;

/**
 * What becomes of an OK on a file that is packed in what no scanner was shown to open: it was given
 * when that was not asked for, or by other scanners. It is kept until an administrator withdraws
 * it, since a store must not be blocked by an update.
 */
final class UnopenedFiles {

  private final Sweep sweep;
  private final LongAdder withdrawn = new LongAdder();

  private volatile Withdrawal asked;
  private volatile Withdrawal running;
  private volatile String last = "";

  /**
   * What somebody asks for.
   *
   * @param who as they say
   */
  private record Withdrawal(String who, boolean dryRun) {}

  UnopenedFiles(Sweep sweep) {
    this.sweep = sweep;
  }

  /** Somebody withdraws them; done by the sweep's own thread, soon. */
  String withdraw(String who, boolean dryRun) {
    asked = new Withdrawal(LogText.of(who), dryRun || sweep.settings().dryRun());
    last = "asked for by " + LogText.of(who);
    sweep.fullNow();
    return "Begins within seconds, and scans every file that has an OK. Withdrawn in JMX, and the"
        + " log, say what came of it";
  }

  boolean isWithdrawalAsked() {
    return asked != null;
  }

  /** Whether the withdrawal that goes on only counts. */
  boolean onlyCounts() {
    return running.dryRun();
  }

  /** What came of the last withdrawal. */
  String last() {
    return last;
  }

  void withdrawalBegins() {
    running = asked;
    asked = null;
    withdrawn.reset();
    tell(0, "begins");
  }

  /** The OK of this file is gone, or would be. */
  void withdrawn(StoredFile file, ScanReport report) {
    withdrawn.increment();
    if (!running.dryRun()) {
      Pass.LOG.log(
          Level.INFO,
          "{0}: {1} withdraws OK of {2}: scan {3}, not opened: {4}",
          sweep.name(),
          running.who(),
          Pass.shown(file),
          report.id(),
          String.join(", ", Figures.notOpened(report)));
    }
  }

  void withdrawalEnded(boolean complete, Figures figures) {
    tell(figures.failed.sum(), complete ? "is through" : "has ended before it was through");
    sweep.agenda().fullNow();
  }

  private void tell(long failed, String what) {
    last =
        running.who()
            + (running.dryRun() ? " would withdraw " : " withdraws ")
            + withdrawn.sum()
            + " OKs of files that no scanner was shown to open, "
            + failed
            + " could not be read or written; the walk "
            + what;
    Pass.LOG.log(Level.INFO, "{0}: {1}", sweep.name(), last);
  }

  /** A check of verdicts has ended, and left so many as they are. */
  void checked(Figures figures) {
    long kept = figures.keptUnopened.sum();
    if (kept > 0) {
      Pass.LOG.log(
          Level.WARNING,
          "{0}: {1} files keep an earlier OK, though no scanner was shown to open what they are"
              + " packed in (not opened in this check: {2}). Add a scanner that does, or withdraw"
              + " them (withdrawUnopened in JMX)",
          sweep.name(),
          Long.toString(kept),
          figures.notOpened());
    }
  }
}
