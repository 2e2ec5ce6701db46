package org.scangate.pure.sweep;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ScanService;

/** One walk, until all that it had scanned is done: how far it is, and whether it goes on. */
final class WalkRun {

  private final WalkKind kind;
  private final PureSettings settings;
  private final SweptStore swept;
  private final UnopenedFiles unopened;
  private final Progress progress;
  private final Troubles troubles;
  private final Object configuration;

  /** Files that wait or are at work. */
  private final AtomicInteger pending = new AtomicInteger();

  /** How many were done with. */
  private final AtomicLong done = new AtomicLong();

  /** How many of all walks were when this one began. */
  private final long doneBefore;

  private volatile boolean dropping;

  WalkRun(
      WalkKind kind,
      PureSettings settings,
      SweptStore swept,
      UnopenedFiles unopened,
      Progress progress) {
    this.kind = kind;
    this.settings = settings;
    this.swept = swept;
    this.unopened = unopened;
    this.progress = progress;
    this.troubles = new Troubles(swept, progress);
    this.configuration = swept.store().configuration();
    this.doneBefore = swept.done().get();
  }

  WalkKind kind() {
    return kind;
  }

  PureSettings settings() {
    return settings;
  }

  SweptStore swept() {
    return swept;
  }

  ScanService scans() {
    return swept.scans();
  }

  UnopenedFiles unopened() {
    return unopened;
  }

  Progress progress() {
    return progress;
  }

  Troubles troubles() {
    return troubles;
  }

  /** A file waits for its scan from now on. */
  void handedOver() {
    pending.incrementAndGet();
    progress.queued.incrementAndGet();
  }

  /** A file has its turn. */
  void begins() {
    progress.queued.decrementAndGet();
    progress.inHand.incrementAndGet();
  }

  /**
   * A file is done with, or was dropped.
   *
   * @param begun whether it ever had its turn
   */
  void done(StoredFile file, boolean begun) {
    (begun ? progress.inHand : progress.queued).decrementAndGet();
    swept.done().incrementAndGet();
    done.incrementAndGet();
    swept.inHand().remove(file.place());
    file.release();
    noLongerPending();
  }

  /**
   * Whether another walk has had it scanned since this one listed it. Asked of a file that is this
   * walk's by now; of none as long as no other walk is done with any.
   */
  boolean wasScannedMeanwhile(StoredFile file) {
    return !scansWhatever() && swept.done().get() - done.get() > doneBefore && file.hasNewVerdict();
  }

  /** Whether somebody has asked for just these scans, whoever else has them scanned. */
  boolean scansWhatever() {
    return withdraws() || kind == WalkKind.RESCAN;
  }

  /** What was handed over was not taken. */
  void takenBack() {
    progress.queued.decrementAndGet();
    noLongerPending();
  }

  private void noLongerPending() {
    if (pending.decrementAndGet() == 0) {
      synchronized (pending) {
        pending.notifyAll();
      }
    }
  }

  /** Whether nothing waits or is at work any more; waits for it for a while. */
  boolean isDone(Duration patience) throws InterruptedException {
    if (pending.get() > 0) {
      synchronized (pending) {
        if (pending.get() > 0) {
          pending.wait(patience.toMillis());
        }
      }
    }
    return pending.get() == 0;
  }

  /** Whether scans are being broken off, and mean nothing. */
  boolean stopping() {
    return swept.isStopping();
  }

  /** Whether no scan is to be begun any more. */
  boolean beginsNothing() {
    return dropping || stopping() || isOutdated();
  }

  /** Whether it was asked for otherwise meanwhile: also what a walk has left behind ends so. */
  private boolean isOutdated() {
    return swept.isPaused()
        || !settings.equals(swept.settings())
        || !configuration.equals(swept.store().configuration());
  }

  /** No scan is begun any more. */
  void drops() {
    dropping = true;
  }

  boolean mayWrite() {
    return !settings.dryRun()
        && !swept.settings().dryRun()
        && !(withdraws() && unopened.onlyCounts());
  }

  /** Whether an OK is taken from a file that no scanner was shown to open. */
  boolean withdraws() {
    return kind == WalkKind.WITHDRAW;
  }

  /** It is to be visited again. */
  void leave(StoredFile file) {
    progress.later.increment();
    isMissed();
    file.revisit();
  }

  /**
   * It has kept what it has, and nobody knows whether it should: a later look would not meet it.
   */
  void isMissed() {
    if (scansWhatever()) {
      progress.leaves();
    }
  }

  /** It has no answer, for a reason that passes: no scanner had one, or none was asked. */
  void passedOver(StoredFile file) {
    file.revisit();
    isMissed();
    Progress full = swept.fullWalk();
    if (full != null && !swept.store().showsChangesAlone() && !swept.hasFailed(file)) {
      full.leaves(); // a walk for changes would leave it to that one, which may have met it
    }
  }

  /** As it was before the scan; none where it cannot be read, which is told. */
  Optional<VerdictDocument> verdict(StoredFile file, VerdictFreshness freshness) {
    if (freshness == VerdictFreshness.MISSING) {
      return Optional.empty();
    }
    try {
      return file.verdict();
    } catch (IOException e) {
      isMissed();
      troubles.failed(file.place(), "its verdict cannot be read: " + e);
      return Optional.empty();
    }
  }

  void notWritten(StoredFile file, IOException e) {
    outOfReach(file, "its verdict cannot be written: " + e.getMessage());
  }

  /** Tried again after pauses that grow. */
  void outOfReach(StoredFile file, String why) {
    isMissed();
    swept.outOfReach().failed(file.place(), settings.interval());
    file.revisit();
    troubles.failed(file.place(), why);
  }
}
