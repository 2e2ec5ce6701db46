package org.scangate.watch.canary;

import java.util.Map;

/** What JMX shows of canaries: {@code org.scangate:type=Canaries}. */
public interface CanariesMXBean {

  /** By name: {@code NOT_TRIED}, {@code OK} or {@code FAILED}. */
  Map<String, String> getStates();

  /** How many of them failed the last time. */
  int getFailed();

  /** How many of them are being tried now. */
  int getRunning();

  /** By name: what was wrong the last time; empty: nothing, or it was not tried yet. */
  Map<String, String> getProblems();

  /** By name: when all was as it should be last, since the start; empty: never. */
  Map<String, String> getLastSuccess();

  /** By name: when it is tried again. */
  Map<String, String> getNext();

  /**
   * Has one tried now, in the background.
   *
   * @param name of the canary
   * @param who asks for it, for the log and the journal
   * @return what comes of that, in words
   */
  String run(String name, String who);
}
