package org.scangate.watch.silence;

import java.time.Duration;

/**
 * How long a site may be silent.
 *
 * @param bound from which on it is a warning, twice as long an error; zero: it is not watched
 * @param workingDays whether only time on working days counts
 */
public record SilenceRule(Duration bound, boolean workingDays) {

  boolean isWatched() {
    return !bound.isZero();
  }

  SilenceLevel level(Duration silent) {
    if (!isWatched() || silent.compareTo(bound) < 0) {
      return SilenceLevel.NONE;
    }
    return silent.compareTo(bound.multipliedBy(2)) < 0 ? SilenceLevel.WARNING : SilenceLevel.ERROR;
  }
}
