package org.scangate.pure.sweep;

import java.util.concurrent.atomic.LongAdder;

/** Counts for one walk, and for all of them. */
final class Counter {

  private final LongAdder own = new LongAdder();

  /** Null: nobody counts them all. */
  private final LongAdder total;

  Counter() {
    this(null);
  }

  Counter(LongAdder total) {
    this.total = total;
  }

  void increment() {
    add(1);
  }

  void add(long count) {
    own.add(count);
    if (total != null) {
      total.add(count);
    }
  }

  long sum() {
    return own.sum();
  }
}
