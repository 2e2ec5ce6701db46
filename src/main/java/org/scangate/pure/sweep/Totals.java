package org.scangate.pure.sweep;

import java.util.concurrent.atomic.LongAdder;

/** What all walks have counted since the start. */
final class Totals {
  final LongAdder scanned = new LongAdder();
  final LongAdder found = new LongAdder();
  final LongAdder unscanned = new LongAdder();
  final LongAdder failed = new LongAdder();
}
