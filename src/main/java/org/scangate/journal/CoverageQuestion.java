package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether everything was scanned: of which site, and when.
 *
 * @param entry {@code moodle}, {@code local} or {@code s3}; empty: all
 * @param site as {@link ScanRecord#site()}; empty: all
 * @param from the hour that it is in is the first
 * @param to the hour that ends then or, if it is within one, that one is the last
 */
public record CoverageQuestion(
    Optional<String> entry, Optional<String> site, Instant from, Instant to) {

  /**
   * @throws IllegalArgumentException the span is empty
   */
  public CoverageQuestion {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the parameter from is wrong: it is a time before to");
    }
  }
}
