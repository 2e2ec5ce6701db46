package org.scangate.watch.silence;

import java.util.Map;

/** What JMX shows of who is silent: {@code org.scangate:type=Silence}. */
public interface SilenceMXBean {

  /** By site or store that is watched: {@code NONE}, {@code WARNING} or {@code ERROR}. */
  Map<String, String> getLevels();

  /** How many of them have been silent for too long. */
  int getTooLong();

  /** By site or store: seconds of its silence that count. */
  Map<String, Long> getSilentSeconds();

  /** By site or store: seconds from which on it is a warning. */
  Map<String, Long> getBoundSeconds();

  /** By site or store: when it was heard last, as far as is known; empty: never. */
  Map<String, String> getLastHeard();

  /** A line for each that has been silent for too long; empty: none. */
  String getProblem();
}
