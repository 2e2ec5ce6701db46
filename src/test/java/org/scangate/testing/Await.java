package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for time: what is not true by the deadline is an error. */
public final class Await {
  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  /** A condition that may ask a server or read a file. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException;
  }

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what named in the error, as in "the scan was answered"
   * @throws AssertionError when it does not hold within the time
   */
  public static void until(String what, Duration within, Condition condition) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Not within " + within + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
