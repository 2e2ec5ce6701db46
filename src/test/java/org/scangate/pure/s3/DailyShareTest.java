package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DailyShareTest {

  private static final Instant FIRST = Instant.parse("2026-11-25T03:00:00Z");
  private static final Duration ROUND = Duration.ofDays(28);
  private static final int KEYS = 28_000;

  private final DailyShare dailyShare = new DailyShare();

  private int shareOn(int day) {
    dailyShare.begins(FIRST.plus(Duration.ofDays(day)));
    int held = 0;
    for (int key = 0; key < KEYS; key++) {
      held += dailyShare.holds("store/" + key + ".bin", ROUND) ? 1 : 0;
    }
    return held;
  }

  @Test
  void eachKeyHasItsDayInARoundAndTheDaysAreAboutAlike() {
    Map<String, Integer> days = new HashMap<>();
    for (int day = 0; day < 28; day++) {
      dailyShare.begins(FIRST.plus(Duration.ofDays(day)));
      int held = 0;
      for (int key = 0; key < KEYS; key++) {
        String name = "store/" + key + ".bin";
        if (dailyShare.holds(name, ROUND)) {
          days.merge(name, 1, Integer::sum);
          held++;
        }
      }
      dailyShare.ended(true);
      assertTrue(held > 700 && held < 1_300, "on day " + day + ": " + held);
    }
    assertEquals(KEYS, days.size());
    assertTrue(days.values().stream().allMatch(times -> times == 1));
  }

  @Test
  void daysThatWereMissedAreMadeUpFor() {
    int one = shareOn(0);
    dailyShare.ended(true);
    assertEquals(0, shareOn(0), "once a day");
    int three = shareOn(3);
    assertTrue(three > 2 * one, three + " after " + one);
    dailyShare.ended(false);
    assertEquals(three, shareOn(3), "what broke off begins anew");
    assertEquals(KEYS, shareOn(40), "never more than all");
  }
}
