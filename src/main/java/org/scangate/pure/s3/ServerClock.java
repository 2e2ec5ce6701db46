package org.scangate.pure.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The service's clock, as its answers show it: never ahead of it, and after some answers hardly
 * behind. Objects are dated by it.
 */
final class ServerClock {

  /** A clock that was put back is noticed after two of these. */
  private static final long WINDOW = Duration.ofMinutes(5).toNanos();

  private final Clock ours;
  private final long origin = System.nanoTime();

  /**
   * The most that its clock was seen ahead of {@link #elapsed}, in this window and the one before.
   */
  private long ahead = Long.MIN_VALUE;

  private long aheadBefore = Long.MIN_VALUE;
  private long windowEnds = WINDOW;

  ServerClock(Clock ours) {
    this.ours = ours;
  }

  private long elapsed() {
    return System.nanoTime() - origin;
  }

  /** An answer that was received now was dated so: in whole seconds, cut off. */
  synchronized void saw(Instant date) {
    long now = elapsed();
    if (now > windowEnds) {
      aheadBefore = ahead;
      ahead = Long.MIN_VALUE;
      windowEnds = now + WINDOW;
    }
    ahead = Math.max(ahead, Duration.between(Instant.EPOCH, date).toNanos() - now);
  }

  /** Whether any answer has shown it. */
  synchronized boolean hasSeen() {
    return ahead != Long.MIN_VALUE || aheadBefore != Long.MIN_VALUE;
  }

  /** It is later than this there; by our own clock as long as nothing was answered. */
  synchronized Instant now() {
    long most = Math.max(ahead, aheadBefore);
    return most == Long.MIN_VALUE ? ours.instant() : Instant.EPOCH.plusNanos(most + elapsed());
  }

  /**
   * What that clock showed when ours showed a time. Two that may well be equal are taken as equal:
   * answers are dated in whole seconds.
   */
  Instant ofOurs(Instant time) {
    Duration theirs = Duration.between(ours.instant(), now());
    boolean equal =
        (theirs.isNegative() || theirs.isZero()) && theirs.compareTo(Duration.ofSeconds(-1)) >= 0;
    return equal ? time : time.plus(theirs);
  }
}
