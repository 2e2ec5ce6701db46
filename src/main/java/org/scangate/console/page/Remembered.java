package org.scangate.console.page;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something that costs, asked by one at a time and seldom. Others get what was last, and wait for
 * nobody: uploads need the server's threads.
 */
final class Remembered<T> {

  private final ReentrantLock asking = new ReentrantLock();
  private final long nanos;
  private volatile Last<T> last;

  private record Last<T>(T value, long asked) {}

  Remembered(Duration every) {
    nanos = every.toNanos();
  }

  /**
   * What it is, or was.
   *
   * @param meanwhile for who comes while it is asked for the first time
   */
  T get(Supplier<T> ask, T meanwhile) {
    Last<T> known = last;
    boolean fresh = known != null && System.nanoTime() - known.asked() < nanos;
    if (!fresh && asking.tryLock()) {
      try {
        known = new Last<>(ask.get(), System.nanoTime());
        last = known;
      } finally {
        asking.unlock();
      }
    }
    return known == null ? meanwhile : known.value();
  }
}
