package org.scangate.pure.sweep;

/** What an operator can do to a sweep as a whole. */
interface SweepOperations {

  /** Visits everything now. */
  void fullNow();

  void pause(boolean pause);

  /** See {@link SweepMXBean#rescan}. */
  String rescan(String who, String place, String priority);
}
