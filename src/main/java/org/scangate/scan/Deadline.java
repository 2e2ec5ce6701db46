package org.scangate.scan;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The end of a wait: a point in time on the clock of {@link System#nanoTime()}, which no clock
 * change moves, or the moment when there is nothing left to wait for.
 */
public final class Deadline {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final long nanoTime;
  private final BooleanSupplier over;

  private Deadline(long nanoTime, BooleanSupplier over) {
    this.nanoTime = nanoTime;
    this.over = over;
  }

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos(), () -> false);
  }

  /** Nanoseconds that are left; zero or less when it has passed. */
  public long nanosLeft() {
    return over.getAsBoolean() ? 0 : nanoTime - System.nanoTime();
  }

  public boolean passed() {
    return nanosLeft() <= 0;
  }

  /** This one, or the moment {@code duration} from now if that is sooner. */
  public Deadline atMost(Duration duration) {
    long other = System.nanoTime() + duration.toNanos();
    return other - nanoTime < 0 ? new Deadline(other, over) : this;
  }

  /** This one, or the moment when {@code ended} becomes true if that is sooner. */
  public Deadline unless(BooleanSupplier ended) {
    return new Deadline(nanoTime, () -> over.getAsBoolean() || ended.getAsBoolean());
  }

  /**
   * How long to wait at most before {@link #passed()} is asked again, in nanoseconds: nobody is
   * woken when there is nothing left to wait for.
   */
  public long nanosToNextLook() {
    return atMost(LOOK).nanosLeft();
  }
}
