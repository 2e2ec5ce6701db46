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

  private final SweptStore swept;
  private final LongAdder withdrawn = new LongAdder();

  private volatile Withdrawal asked;
  private volatile boolean isRunning;
  private volatile Withdrawal running;
  private volatile String last = "";

  /**
   * What somebody asks for.
   *
   * @param who as they say
   */
  private record Withdrawal(String who, boolean dryRun) {}

  UnopenedFiles(SweptStore swept) {
    this.swept = swept;
  }

  /** Somebody withdraws them; done by a walk of its own, soon. */
  String withdraw(String who, boolean dryRun) {
    asked = new Withdrawal(LogText.of(who), dryRun || swept.settings().dryRun());
    last = "asked for by " + LogText.of(who);
    swept.events().tell("withdrawal-asked", who, dryRun ? "a dry run" : "");
    swept.fullNow();
    return "Begins within seconds, and scans every file that has an OK. Withdrawn in JMX, and the"
        + " log, say what came of it";
  }

  boolean isWithdrawalAsked() {
    return asked != null;
  }

  /** Asked for, or going on: meanwhile only what is new is looked for. */
  boolean isWithdrawing() {
    return asked != null || isRunning;
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
    isRunning = true;
    running = asked;
    asked = null;
    withdrawn.reset();
    tell(0, "begins");
  }

  /** The OK of this file is gone, or would be. */
  void withdrawn(StoredFile file, ScanReport report) {
    withdrawn.increment();
    if (!running.dryRun()) {
      SweptStore.LOG.log(
          Level.INFO,
          "{0}: {1} withdraws OK of {2}: scan {3}, not opened: {4}",
          swept.name(),
          running.who(),
          Troubles.shown(file),
          report.id(),
          String.join(", ", Progress.notOpened(report)));
    }
  }

  void withdrawalEnded(boolean complete, Progress progress) {
    tell(progress.failed.sum(), complete ? "is through" : "has ended before it was through");
    swept.agenda().fullNow();
    isRunning = false;
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
    SweptStore.LOG.log(Level.INFO, "{0}: {1}", swept.name(), last);
  }

  /** A check of verdicts has ended, and left so many as they are. */
  void checked(Progress progress) {
    long kept = progress.keptUnopened.sum();
    if (kept > 0) {
      SweptStore.LOG.log(
          Level.WARNING,
          "{0}: {1} files keep an earlier OK, though no scanner was shown to open what they are"
              + " packed in (not opened in this check: {2}). Add a scanner that does, or withdraw"
              + " them (withdrawUnopened in JMX)",
          swept.name(),
          Long.toString(kept),
          progress.notOpened());
    }
  }
}
