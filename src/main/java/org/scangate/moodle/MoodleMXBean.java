package org.scangate.moodle;

/** What JMX shows of the entry for Moodle, counted since the start. */
public interface MoodleMXBean {

  /** Answers to {@code /conncheck}. */
  long getConnchecks();

  /** Answers to {@code /conncheck} after which Moodle accepted a file unscanned. */
  long getConnchecksNotOk();

  /** Requests from whom may not ask: no token, a wrong one, or a foreign address. */
  long getRefused();

  /** Wrong tokens among these, also those that were not looked at. */
  long getWrongTokens();

  /** Uploads that broke off, found no room, were too large, too slow, or no form. */
  long getNotReceived();
}
