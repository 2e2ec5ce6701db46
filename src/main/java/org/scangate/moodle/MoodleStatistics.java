package org.scangate.moodle;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of the entry for Moodle. */
public final class MoodleStatistics implements MoodleMXBean {

  private final LongAdder connchecks = new LongAdder();
  private final LongAdder connchecksNotOk = new LongAdder();

  private final LongAdder refused = new LongAdder();
  private final LongAdder wrongTokens = new LongAdder();
  private final LongAdder notReceived = new LongAdder();

  void refused() {
    refused.increment();
  }

  void wrongToken() {
    wrongTokens.increment();
  }

  void notReceived() {
    notReceived.increment();
  }

  @Override
  public long getRefused() {
    return refused.sum();
  }

  @Override
  public long getWrongTokens() {
    return wrongTokens.sum();
  }

  @Override
  public long getNotReceived() {
    return notReceived.sum();
  }

  void conncheck() {
    connchecks.increment();
  }

  @Override
  public long getConnchecks() {
    return connchecks.sum();
  }

  void connchecksNotOk() {
    connchecksNotOk.increment();
  }

  @Override
  public long getConnchecksNotOk() {
    return connchecksNotOk.sum();
  }
}
