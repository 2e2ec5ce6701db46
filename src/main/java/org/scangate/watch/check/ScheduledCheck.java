package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A check, when it is due, and what it said last. */
final class ScheduledCheck {

  private final Check check;
  private final Clock clock;
  private long due;
  private boolean started;
  private boolean looking;
  private boolean givenUp;
  private long began;
  private CheckStatus last;

  /**
   * @param start of the board, by {@link System#nanoTime()}
   */
  ScheduledCheck(Check check, Clock clock, long start) {
    this.check = check;
    this.clock = clock;
    this.due = start + check.schedule().first().toNanos();
  }

  synchronized Optional<CheckStatus> status() {
    return Optional.ofNullable(last);
  }

  /** True once when it is due: a look follows. */
  synchronized boolean startIfDue() {
    if (started || System.nanoTime() - due < 0) {
      return false;
    }
    started = true;
    return true;
  }

  /** Looks; throws nothing. */
  Optional<CheckChange> look() {
    synchronized (this) {
      began = System.nanoTime();
      looking = true;
      givenUp = false;
    }
    CheckResult result = seen();
    synchronized (this) {
      looking = false;
      started = false;
      due = System.nanoTime() + check.schedule().every().toNanos();
      return said(result);
    }
  }

  private CheckResult seen() {
    try {
      return check.look();
    } catch (RuntimeException | LinkageError e) {
      return CheckResult.error("The check itself failed, and what it looks at is not known: " + e);
    }
  }

  /** It hangs, if it is that one; its next look comes after this one, if ever. */
  synchronized Optional<CheckChange> givenUp(Duration bound) {
    if (!looking || givenUp || System.nanoTime() - began < bound.toNanos()) {
      return Optional.empty();
    }
    givenUp = true;
    return said(
        CheckResult.error(
            "The check has not come to its end within %s s, and goes on: what it looks at hangs."
                .formatted(bound.toSeconds())));
  }

  synchronized Optional<CheckChange> said(CheckResult result) {
    Optional<CheckState> before = status().map(CheckStatus::state);
    Duration took = began == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
    boolean same = before.filter(result.state()::equals).isPresent();
    Instant now = clock.instant();
    last = new CheckStatus(check.name(), result, same ? last.since() : now, now, took);
    return same ? Optional.empty() : Optional.of(new CheckChange(before, last));
  }
}
