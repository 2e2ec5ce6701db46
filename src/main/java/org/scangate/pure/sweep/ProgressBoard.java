package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far all walks through a store are, for the log and for who looks at it. */
final class ProgressBoard {

  /** Which of several that go on is the one to be shown, where only one is. */
  private static final List<WalkKind> MAIN =
      List.of(WalkKind.VOUCH, WalkKind.WITHDRAW, WalkKind.FULL, WalkKind.RESCAN, WalkKind.CHECK);

  /** Those that an auditor asks for; each minute there are others. */
  private static final Set<WalkKind> TOLD = EnumSet.copyOf(MAIN);

  private final SweptStore swept;
  private final Map<WalkKind, Progress> running = new EnumMap<>(WalkKind.class);
  private Progress worth;
  private long eventsTold;

  /** Files in the store, as the last full walk counted them; 0: none has come to its end. */
  private volatile long known;

  private volatile long orphans;
  private volatile long moved;
  private volatile long keptUnopened;
  private volatile Optional<Instant> lastFullWalk = Optional.empty();

  ProgressBoard(SweptStore swept) {
    this.swept = swept;
    this.worth = new Progress(swept.totals());
    worth.end();
  }

  synchronized void begin(WalkKind kind, Progress progress) {
    running.put(kind, progress);
    if (TOLD.contains(kind)) {
      swept.events().tell("sweep-begun", "", kind.toString());
    }
  }

  /**
   * A walk has ended.
   *
   * @param through whether it has seen everything
   */
  synchronized void end(WalkKind kind, Progress progress, boolean through, String how) {
    progress.end();
    running.remove(kind);
    if (kind == WalkKind.FULL && through) {
      known = progress.seen.sum();
      orphans = progress.orphans.sum();
      moved = progress.moved.sum();
    }
    if (kind == WalkKind.CHECK || kind == WalkKind.WITHDRAW) {
      keptUnopened = progress.keptUnopened.sum();
    }
    if (TOLD.contains(kind)) {
      swept.events().tell("sweep-ended", "", how + "; " + ProgressLine.of(progress));
    }
    if (kind == WalkKind.EVENTS) {
      tellEvents(progress);
    } else if (progress.due.sum() + progress.failed.sum() + progress.orphans.sum() > 0) {
      worth = progress;
      tell(progress, how);
    }
  }

  /** Tells the log how far a walk is. */
  void tell(WalkKind kind, Progress progress) {
    if (kind == WalkKind.EVENTS) {
      tellEvents(progress);
    } else {
      tell(progress, kind + " goes on");
    }
  }

  /** Each minute in which there was something to scan. */
  private synchronized void tellEvents(Progress progress) {
    long sum = progress.seen.sum();
    if (sum != eventsTold && progress.due.sum() + progress.failed.sum() > 0) {
      eventsTold = sum;
      tell(progress, "events");
    }
  }

  private void tell(Progress progress, String what) {
    long left = progress.secondsLeft(known);
    SweptStore.LOG.log(
        Level.INFO,
        "{0}: {1}; {2}{3}",
        swept.name(),
        what,
        ProgressLine.of(progress),
        left > 0 ? ", about " + ProgressLine.spoken(Duration.ofSeconds(left)) + " left" : "");
  }

  /** What goes on, in one word or few: {@code idle}, {@code full walk}. */
  synchronized String state() {
    return MAIN.stream()
        .filter(running::containsKey)
        .findFirst()
        .map(WalkKind::toString)
        .orElseGet(() -> running.containsKey(WalkKind.QUICK) ? WalkKind.QUICK.toString() : "idle");
  }

  /** The walk that goes on where it has found work; else the last one that had. */
  synchronized Progress main() {
    Progress quick = running.get(WalkKind.QUICK);
    return MAIN.stream()
        .filter(running::containsKey)
        .findFirst()
        .map(running::get)
        .orElseGet(() -> quick != null && quick.due.sum() > 0 ? quick : worth);
  }

  /** All that go on. */
  synchronized Map<WalkKind, Progress> running() {
    return new EnumMap<>(running);
  }

  /** A walk through everything has come to its end, whether or not it could read everything. */
  void fullWalkEnded() {
    lastFullWalk = Optional.of(swept.clock().instant());
  }

  Optional<Instant> lastFullWalk() {
    return lastFullWalk;
  }

  /** Files in the store, as the last full walk counted them; 0: none has come to its end. */
  long known() {
    return known;
  }

  long orphans() {
    return orphans;
  }

  long moved() {
    return moved;
  }

  long keptUnopened() {
    return keptUnopened;
  }
}
