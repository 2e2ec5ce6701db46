package org.scangate.pure.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.scangate.pure.Scope;
import org.scangate.scan.Deadline;

/**
 * Which pass is due when. Pauses are measured by a clock that nobody puts back; only the window for
 * rescans goes by the time of day.
 */
final class Agenda {

  private static final Duration CHECK_EVERY = Duration.ofDays(1);

  private final Clock clock;
  private Deadline nextQuick = now();
  private Deadline nextFull = now();
  private Deadline nextCheck = now();
  private Deadline checkAgain = now();
  private LocalDateTime checkedInWindow = LocalDateTime.MIN;
  private boolean leftSomething;

  /**
   * @param clock of the time of day, in the zone in which people read it
   */
  Agenda(Clock clock) {
    this.clock = clock;
  }

  private static Deadline now() {
    return Deadline.in(Duration.ZERO);
  }

  /**
   * What is to be done now.
   *
   * @param ready whether the scanners would give a true verdict
   */
  synchronized Optional<PassKind> due(PureSettings settings, boolean ready) {
    if (nextFull.passed() || (leftSomething && ready && nextQuick.passed())) {
      return Optional.of(PassKind.FULL);
    }
    if (nextQuick.passed()) {
      return Optional.of(PassKind.QUICK);
    }
    return ready && checkDue(settings) ? Optional.of(PassKind.CHECK) : Optional.empty();
  }

  private boolean checkDue(PureSettings settings) {
    if (!checkAgain.passed()) {
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

  /** How long until a quick pass or a full walk is due. */
  synchronized Duration pause() {
    return Duration.ofNanos(Math.max(0, Math.min(nextQuick.nanosLeft(), nextFull.nanosLeft())));
  }

  /** What a pass over changes must visit that takes place within a longer one. */
  synchronized Optional<Scope> dueWithin() {
    if (nextFull.passed()) {
      return Optional.of(Scope.ALL);
    }
    return nextQuick.passed() ? Optional.of(Scope.CHANGES) : Optional.empty();
  }

  /** Everything is to be visited now. */
  synchronized void fullNow() {
    nextFull = now();
  }

  synchronized void begun(PassKind kind, PureSettings settings) {
    if (kind == PassKind.FULL) {
      nextFull = Deadline.in(settings.fullWalk());
    }
    nextQuick = Deadline.in(settings.interval());
  }

  /**
   * A pass has ended.
   *
   * @param complete whether it left nothing that it could not scan; else everything is visited
   *     again, since a store shows a change only once
   */
  synchronized void ended(PassKind kind, PureSettings settings, boolean complete) {
    nextQuick = Deadline.in(settings.interval());
    leftSomething = !complete || (leftSomething && kind != PassKind.FULL);
    if (kind == PassKind.CHECK && complete) {
      nextCheck = Deadline.in(CHECK_EVERY);
      checkedInWindow = LocalDateTime.now(clock);
    } else if (kind == PassKind.CHECK) {
      checkAgain = Deadline.in(settings.interval()); // not at once: it may fail for ever
    }
  }

  /** A walk within a longer pass has ended. */
  synchronized void endedWithin(Scope scope, PureSettings settings) {
    nextQuick = Deadline.in(settings.interval());
    if (scope == Scope.ALL) {
      nextFull = Deadline.in(settings.fullWalk());
    }
  }
}
