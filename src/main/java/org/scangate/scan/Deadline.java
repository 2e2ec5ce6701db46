package org.scangate.scan;

import java.time.Duration;

/**
 * A point in time that a wait must not go beyond.
 *
 * @param nanoTime on the clock of {@link System#nanoTime()}, which no clock change moves
 */
public record Deadline(long nanoTime) {

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** Nanoseconds that are left; zero or less when it has passed. */
  public long nanosLeft() {
    return nanoTime - System.nanoTime();
  }

  public boolean passed() {
    return nanosLeft() <= 0;
  }

  /** This one, or the moment {@code duration} from now if that is sooner. */
  public Deadline atMost(Duration duration) {
    Deadline other = in(duration);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
