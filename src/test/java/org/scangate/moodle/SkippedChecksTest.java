package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkippedChecksTest {

  private final List<String> told = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // it wraps, as System.nanoTime may
  private final SkippedChecks checks =
      new SkippedChecks(
          (kind, who, what, detail) -> told.add(kind + "|" + what + "|" + detail), () -> now);

  @Test
  void theFirstIsToldAtOnceAndTheOthersEachMinuteTogether() {
    checks.skipped("https://a", "503 down");
    checks.skipped("https://b", "401 no token");
    checks.skipped("https://a", "503 down");
    checks.skipped("https://a", "503 still down");
    checks.tell();
    assertEquals(
        List.of(
            "conncheck-skipped|https://a|Moodle was told to accept a file unscanned: 503 down",
            "conncheck-skipped|https://b|Moodle was told to accept a file unscanned: 401 no token"),
        told);
    pass(Duration.ofMinutes(1));
    checks.tell();
    assertEquals(3, told.size(), told::toString);
    assertTrue(
        told.get(2).matches("conncheck-skipped\\|https://a\\|Moodle was told 2 times .*still down"),
        told.get(2));
  }

  @Test
  void oneThatCameBackIsToldAtOnceAgain() {
    checks.skipped("https://a", "503 down");
    pass(Duration.ofMinutes(1));
    checks.tell();
    checks.skipped("https://a", "503 down again");
    assertEquals(2, told.size());
  }

  @Test
  void atTheEndAllIsTold() {
    checks.skipped("https://a", "503 down");
    checks.tellAll();
    assertEquals(1, told.size());
    checks.skipped("https://a", "503 down");
    checks.tellAll();
    assertEquals(2, told.size());
  }

  @Test
  void aFloodOfSitesIsBounded() {
    for (int site = 0; site < 1_000; site++) {
      checks.skipped("https://" + site, "503");
    }
    assertEquals(51, told.size());
    assertTrue(told.get(50).startsWith("conncheck-skipped|other|"), told.get(50));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
