package org.scangate.pure.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The time by which the store's files are dated. It may differ from ours: a server of network
 * folders has a clock of its own. How far is learned from each file that we write.
 */
final class StoreClock {

  /**
   * Two changes that are less than this apart may carry the same time, or one in the wrong order.
   */
  static final long GRAIN = Duration.ofSeconds(2).toNanos();

  /** A smaller difference comes from the clock's grain or from a busy machine. */
  private static final long NONE = Duration.ofSeconds(1).toNanos();

  private final Clock clock;
  private volatile long skew;

  StoreClock(Clock clock) {
    this.clock = clock;
  }

  /** Nanoseconds since 1970, as a file written now would be dated. */
  long now() {
    return ours() + skew;
  }

  /** Our own clock's time, for {@link #learn}. */
  long ours() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /**
   * @param before {@link #ours} before a file was written
   * @param written its date
   */
  void learn(long before, long written) {
    long after = ours();
    long found = written < before ? written - before : Math.max(0, written - after);
    skew = Math.abs(found) < NONE ? 0 : found;
  }
}
