package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;

/**
 * Which verdicts are read again on which day, so that all are within a round, about as many each
 * day. Days that were missed are made up for.
 */
final class DailyShare {

  /** As long as rescans by age are off. */
  private static final long DEFAULT_DAYS = 28;

  private static final int SPREAD = 0x9E3779B9;

  private long through = Long.MIN_VALUE;
  private long today;

  /** A check begins, on the day of this moment; the first one ever has one day's share. */
  synchronized void begins(Instant now) {
    today = Math.floorDiv(now.getEpochSecond(), Duration.ofDays(1).toSeconds());
    if (through == Long.MIN_VALUE) {
      through = today - 1;
    }
  }

  /** The check has ended. */
  synchronized void ended(boolean complete) {
    if (complete) {
      through = today;
    }
  }

  /**
   * @param round in which each has its day
   */
  synchronized boolean holds(String key, Duration round) {
    long days = round.isZero() ? DEFAULT_DAYS : Math.max(1, round.toDays());
    int hash = key.hashCode() * SPREAD;
    long day = Math.floorMod(hash ^ (hash >>> 16), days);
    long ago = Math.floorMod(today - day, days); // the last day that was its day
    return today - ago > through;
  }
}
