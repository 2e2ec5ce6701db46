package org.scangate.watch.check;

import java.time.Duration;
import java.time.Instant;

/**
 * What a check said last.
 *
 * @param since when it came into this state, as far as is known
 * @param ran when that look ended, or was given up as hanging
 * @param took that look, so far
 */
public record CheckStatus(
    String name, CheckResult result, Instant since, Instant ran, Duration took) {

  public CheckState state() {
    return result.state();
  }
}
