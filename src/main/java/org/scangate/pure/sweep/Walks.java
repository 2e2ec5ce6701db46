package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.scangate.scan.Deadline;

/** Single walks, from the begin to the end of each, with all that must be told of them. */
final class Walks {

  private final SweptStore swept;
  private final Workers workers;
  private final MovedFiles moved;
  private final UnopenedFiles unopened;
  private final ProgressBoard board;

  Walks(
      SweptStore swept,
      Workers workers,
      MovedFiles moved,
      UnopenedFiles unopened,
      ProgressBoard board) {
    this.swept = swept;
    this.workers = workers;
    this.moved = moved;
    this.unopened = unopened;
    this.board = board;
  }

  /** What came of a walk, and whether it ended before it was through. */
  record Result(Progress progress, boolean through, boolean early) {}

  /**
   * One walk on the calling thread, and what it had scanned.
   *
   * @param rescan null: it is none
   * @param patience how long to wait for files that are still at work when it is through
   */
  Result walk(WalkKind kind, Rescan rescan, Duration patience) throws InterruptedException {
    PureSettings now = swept.settings();
    workers.size(now.parallel(), swept.store().threadsForEachScan());
    swept.agenda().begun(kind, now);
    Progress progress = new Progress(swept.totals());
    WalkRun run = new WalkRun(kind, now, swept, unopened, progress);
    begins(kind, progress);
    boolean through = false;
    boolean early = false;
    try {
      WalkEnd end = new WalkEnd(run, moved, unopened, () -> board.tell(kind, progress));
      go(run, end, new Walk(run, workers, end, moved, rescan), patience);
      through = true;
      board.end(kind, progress, true, kind + " has ended" + ofDryRun(now));
    } catch (WalkEnd.Ended e) {
      early = true;
      String ends = e.drops() ? " ends early: " : " ends: ";
      board.end(kind, progress, false, kind + ends + e.getMessage());
    } catch (RuntimeException | Error e) {
      // A fault of ours must not end the walks to come.
      Level level = swept.isStopping() ? Level.DEBUG : Level.ERROR;
      SweptStore.LOG.log(level, swept.name() + ": the " + kind + " failed", e);
      board.end(kind, progress, false, kind + " failed: " + e);
    } finally {
      ends(kind, now, progress, through);
    }
    return new Result(progress, through, early);
  }

  private static String ofDryRun(PureSettings settings) {
    return settings.dryRun() ? ", a dry run: nothing was written" : "";
  }

  private void go(WalkRun run, WalkEnd end, Walk walk, Duration patience)
      throws InterruptedException {
    try {
      through(run, walk);
      Deadline until = Deadline.in(patience);
      while (!run.isDone(WalkEnd.LOOK_UP) && !until.passed()) {
        end.throwIfOver();
      }
    } catch (WalkEnd.Ended e) {
      if (run.kind() == WalkKind.FULL) {
        swept.fullWalkEndsEarly();
      }
      if (e.drops()) {
        drop(run);
        while (!run.isDone(WalkEnd.LOOK_UP)) {
          swept.throwIfStopping();
        }
      }
      throw e;
    } catch (InterruptedException | RuntimeException | Error e) { // nobody would wait for them
      drop(run);
      throw e;
    }
  }

  private void drop(WalkRun run) {
    run.drops();
    workers.drop(run);
  }

  /** A walk of all ends in none for changes: what that one leaves makes that of all incomplete. */
  private void through(WalkRun run, Walk walk) throws InterruptedException {
    if (run.kind() != WalkKind.QUICK) {
      walk.through();
      run.progress().seenAll();
      return;
    }
    ReentrantLock changes = swept.changes();
    changes.lockInterruptibly();
    boolean through = false;
    try {
      walk.through();
      through = true;
    } catch (RuntimeException | Error e) { // nobody knows what it has taken and not shown
      run.progress().leaves();
      throw e;
    } finally {
      changesEnd(run, through);
      changes.unlock();
    }
  }

  private void changesEnd(WalkRun run, boolean through) {
    Progress all = swept.walkOfAll();
    boolean complete = run.progress().isComplete();
    if (all == null) {
      ended(WalkKind.QUICK, run.settings(), through && complete);
    } else if (!complete) {
      all.leaves(); // that one tells; and the next for changes is due an interval after this began
    }
  }

  private void begins(WalkKind kind, Progress progress) {
    board.begin(kind, progress);
    switch (kind) {
      case FULL -> swept.fullWalkBegins(progress);
      case VOUCH -> moved.vouchBegins();
      case WITHDRAW -> {
        swept.walkOfAllBegins(progress);
        unopened.withdrawalBegins();
      }
      case QUICK, LOOK, CHECK, RESCAN, EVENTS -> {}
    }
  }

  private void ends(WalkKind kind, PureSettings settings, Progress progress, boolean through) {
    switch (kind) {
      case QUICK -> {} // its end is told where nothing else walks
      case FULL -> fullEnds(settings, progress, through);
      case LOOK -> {
        if (through) {
          board.fullWalkEnded();
        }
        if (!swept.isFullWalkGoingOn()) {
          swept.agenda().fullNow(); // it may have been asked of the next one
          swept.wake();
        }
      }
      case CHECK -> {
        ended(kind, settings, through && progress.isComplete());
        unopened.checked(progress);
      }
      case VOUCH -> {
        ended(kind, settings, through);
        moved.vouchEnded(through);
      }
      case WITHDRAW -> {
        boolean complete = ofAllEnds(kind, settings, progress, through);
        unopened.withdrawalEnded(complete, progress);
      }
      case RESCAN, EVENTS -> {}
    }
  }

  private void ended(WalkKind kind, PureSettings settings, boolean complete) {
    swept.agenda().ended(kind, settings, complete);
    swept.changes().lock();
    try {
      swept.store().ended(kind.scope(), complete);
    } finally {
      swept.changes().unlock();
    }
    if (!complete) {
      swept.wake(); // for the full walk that follows
    }
  }

  private void fullEnds(PureSettings settings, Progress progress, boolean through) {
    if (through) {
      swept.agenda().walked();
    }
    ofAllEnds(WalkKind.FULL, settings, progress, through);
    if (through) {
      board.fullWalkEnded();
      swept.dryRunIsThrough(settings.dryRun() && swept.ready());
    }
  }

  /** Waits for a walk for changes, which ends after an interval. */
  private boolean ofAllEnds(
      WalkKind kind, PureSettings settings, Progress progress, boolean through) {
    swept.changes().lock();
    try {
      boolean complete = through && progress.isComplete();
      ended(kind, settings, complete);
      swept.walkOfAllEnds();
      return complete;
    } finally {
      swept.changes().unlock();
      swept.wake(); // a check of verdicts may be due now
    }
  }
}
