package org.scangate.console.page;

import java.time.Duration;
import java.util.function.Supplier;

/** Something that costs, asked by one at a time and seldom: others get what was last. */
final class Remembered<T> {

  private final long nanos;
  private T last;
  private long asked;

  Remembered(Duration every) {
    nanos = every.toNanos();
  }

  /**
   * @param ask must not be slow for long: others wait for it
   */
  synchronized T get(Supplier<T> ask) {
    if (last == null || System.nanoTime() - asked >= nanos) {
      last = ask.get();
      asked = System.nanoTime();
    }
    return last;
  }
}
