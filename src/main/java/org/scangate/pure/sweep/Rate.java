package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** How much came in the last minute, counted in steps of five seconds. */
final class Rate {

  private static final long STEP = Duration.ofSeconds(5).toNanos();

  /** A minute, and the step that goes on. */
  private static final int STEPS = 13;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS);
  private final AtomicLongArray steps = new AtomicLongArray(STEPS);
  private final long begun;

  Rate(long begun) {
    this.begun = begun;
  }

  /**
   * @param now by {@link System#nanoTime()}
   */
  void add(long count, long now) {
    long step = step(now);
    int slot = (int) (step % STEPS);
    long last = steps.get(slot);
    if (last != step && steps.compareAndSet(slot, last, step)) {
      counts.set(slot, 0);
    }
    counts.addAndGet(slot, count);
  }

  /** In a second, over the last minute or since the begin. */
  double perSecond(long now) {
    long current = step(now);
    long sum = 0;
    for (int slot = 0; slot < STEPS; slot++) {
      if (steps.get(slot) > current - STEPS) {
        sum += counts.get(slot);
      }
    }
    long spanned = Math.min(now - begun, (STEPS - 1) * STEP + (now - begun) % STEP);
    return spanned > 0 ? sum * 1e9 / spanned : 0;
  }

  /** From 1 on: none is that of an unused slot. */
  private long step(long now) {
    return STEPS + (now - begun) / STEP;
  }
}
