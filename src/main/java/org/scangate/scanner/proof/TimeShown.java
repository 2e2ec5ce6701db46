package org.scangate.scanner.proof;

import java.time.Duration;

/**
 * For how long an engine was shown to go on with one file: it found EICAR at the end of something
 * that took it so long. Some end a scan at a time limit of their own (clamd: MaxScanTime) and call
 * clean what they have not finished; a clean answer that took longer than this may be such a one.
 * Safe for use by many threads.
 */
final class TimeShown {

  /**
   * Probes take an engine as little time as possible, and ordinary files take more. No engine is
   * known whose makers set less than this (clamd: 120 s).
   */
  static final Duration LEAST = Duration.ofSeconds(10);

  private final Duration least;
  private volatile Duration longest = Duration.ZERO;

  TimeShown(Duration least) {
    this.least = least;
  }

  /** EICAR was found at the end of something, this long after its last byte. */
  synchronized void found(Duration waited) {
    longest = waited.compareTo(longest) > 0 ? waited : longest;
  }

  /** Another process may have another limit. */
  synchronized void forget() {
    longest = Duration.ZERO;
  }

  Duration bound() {
    return longest.compareTo(least) > 0 ? longest : least;
  }

  boolean covers(Duration waited) {
    return waited.compareTo(bound()) <= 0;
  }
}
