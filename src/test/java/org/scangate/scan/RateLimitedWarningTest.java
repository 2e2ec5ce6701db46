package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.testing.Warnings;

/** One line a minute, whatever comes. */
class RateLimitedWarningTest {

  private long now = -5;

  @Test
  void aLineAMinuteAtMostTellsHowManyItStandsFor() {
    RateLimitedWarning warning =
        new RateLimitedWarning(System.getLogger(RateLimitedWarningTest.class.getName()), () -> now);
    try (Warnings log = new Warnings(RateLimitedWarningTest.class)) {
      for (int i = 0; i < 4; i++) {
        warning.warn("skipped " + i);
      }
      now += Duration.ofSeconds(61).toNanos();
      warning.warn("skipped 4");
      now += Duration.ofSeconds(61).toNanos();
      warning.warn("skipped 5");
      assertEquals(
          List.of(
              "WARNING skipped 0",
              "WARNING skipped 4 (and 3 more since the last line)",
              "WARNING skipped 5"),
          log.logged());
    }
  }
}
