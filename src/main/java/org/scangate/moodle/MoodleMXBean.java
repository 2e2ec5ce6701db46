package org.scangate.moodle;

/** What JMX shows of the entry for Moodle, counted since the start. */
public interface MoodleMXBean {

  /** Answers to {@code /conncheck} after which Moodle accepted a file unscanned. */
  long getConnchecksNotOk();
}
