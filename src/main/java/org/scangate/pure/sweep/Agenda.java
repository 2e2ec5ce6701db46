package org.scangate.pure.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.scangate.scan.Deadline;

/**
 * Which walk is due when. Pauses are measured by a clock that nobody puts back; only the window for
 * rescans goes by the time of day.
 */
final class Agenda {

  private static final Duration CHECK_EVERY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(100);

  private final Clock clock;
  private Deadline nextQuick = now();
  private Deadline nextFull = now();
  private Deadline fullAgain = now();
  private Deadline nextCheck = now();
  private Deadline checkAgain = now();
  private LocalDateTime checkedInWindow = LocalDateTime.MIN;
  private boolean hasBegun;
  private boolean hasWalked;
  private boolean leftSomething;
  private boolean leftSinceFullBegan;

  /**
   * @param clock of the time of day, in the zone in which people read it
   */
  Agenda(Clock clock) {
    this.clock = clock;
  }

  private static Deadline now() {
    return Deadline.in(Duration.ZERO);
  }

  /** Whether it is time to look for what is new; before a full walk has begun, all is. */
  synchronized boolean quickDue() {
    return hasBegun && nextQuick.passed();
  }

  /**
   * Whether everything is to be visited.
   *
   * @param ready whether the scanners would give a true verdict
   */
  synchronized boolean fullDue(boolean ready) {
    return nextFull.passed() || (leftSomething && ready && fullAgain.passed());
  }

  /** Whether it is time for the next full walk, while one goes on or not. */
  synchronized boolean lookDue() {
    return nextFull.passed();
  }

  /** Whether the verdicts are to be read; after the first full walk, which makes them. */
  synchronized boolean checkDue(PureSettings settings, boolean ready) {
    if (!ready || !hasWalked || !checkAgain.passed()) {
      return false;
    }
    if (settings.window().isEmpty()) {
      return nextCheck.passed();
    }
    LocalDateTime time = LocalDateTime.now(clock);
    RescanWindow window = settings.window().get();
    return window.open(time.toLocalTime()) && checkedInWindow.isBefore(window.opened(time));
  }

  /** Whether a check may go on. */
  boolean inWindow(PureSettings settings) {
    return settings.window().map(window -> window.open(localTime())).orElse(true);
  }

  private LocalTime localTime() {
    return LocalDateTime.now(clock).toLocalTime();
  }

  /** How long until a walk for changes is due. */
  synchronized Duration untilQuick() {
    return hasBegun ? Duration.ofNanos(Math.max(0, nextQuick.nanosLeft())) : SOON;
  }

  /** How long until a full walk is due, or may be: whether a scanner is ready is to be asked. */
  synchronized Duration untilFull(PureSettings settings) {
    long left = nextFull.nanosLeft();
    if (leftSomething) {
      long again = fullAgain.nanosLeft();
      left = Math.min(left, again > 0 ? again : settings.interval().toNanos());
    }
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Everything is to be visited now. */
  synchronized void fullNow() {
    nextFull = now();
  }

  synchronized void begun(WalkKind kind, PureSettings settings) {
    switch (kind) {
      case QUICK -> nextQuick = Deadline.in(settings.interval());
      case FULL -> {
        nextQuick = Deadline.in(settings.interval()); // it meets what is new itself
        nextFull = Deadline.in(settings.fullWalk());
        hasBegun = true;
        leftSinceFullBegan = false;
      }
      case LOOK -> nextFull = Deadline.in(settings.fullWalk());
      case WITHDRAW -> hasBegun = true;
      case CHECK, VOUCH, RESCAN, EVENTS -> {}
    }
  }

  /** A full walk has seen everything since the start: there are verdicts to be checked. */
  synchronized void walked() {
    hasWalked = true;
  }

  /**
   * A walk has ended.
   *
   * @param complete whether it left nothing that it could not scan; else everything is visited
   *     again, since a store shows a change only once
   */
  synchronized void ended(WalkKind kind, PureSettings settings, boolean complete) {
    if (!complete) {
      leftSomething = true;
      leftSinceFullBegan = true;
      fullAgain = Deadline.in(settings.interval()); // not at once: it may fail for ever
    }
    switch (kind) {
      case QUICK -> nextQuick = Deadline.in(settings.interval());
      case FULL -> leftSomething = !complete || leftSinceFullBegan;
      case CHECK -> {
        if (complete) {
          nextCheck = Deadline.in(CHECK_EVERY);
          checkedInWindow = LocalDateTime.now(clock);
        } else {
          checkAgain = Deadline.in(settings.interval());
        }
      }
      case LOOK, VOUCH, WITHDRAW, RESCAN, EVENTS -> {}
    }
  }
}
