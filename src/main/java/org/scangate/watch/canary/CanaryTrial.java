package org.scangate.watch.canary;

/** Tries one way with test files. */
interface CanaryTrial {

  /**
   * @throws CanaryFailure when not all is as it should be
   */
  void run(CanaryClient client) throws CanaryFailure;
}
