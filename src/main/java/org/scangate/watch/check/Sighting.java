package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The last request of some kind.
 *
 * @param address it came from
 */
public record Sighting(Instant at, String address) {

  private static final Duration TOLD_FOR = Duration.ofDays(1);

  /** Whether it is of the last day. */
  boolean isLate(Clock clock) {
    return at.isAfter(clock.instant().minus(TOLD_FOR));
  }
}
