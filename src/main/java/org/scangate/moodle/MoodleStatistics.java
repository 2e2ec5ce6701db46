package org.scangate.moodle;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the entry for Moodle. */
public final class MoodleStatistics implements MoodleMXBean {

  private final LongAdder connchecksNotOk = new LongAdder();

  void connchecksNotOk() {
    connchecksNotOk.increment();
  }

  @Override
  public long getConnchecksNotOk() {
    return connchecksNotOk.sum();
  }
}
