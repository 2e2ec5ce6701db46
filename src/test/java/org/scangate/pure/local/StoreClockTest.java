package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StoreClockTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond() * SECOND;

  private long now = NOON;
  private final InstantSource source = () -> Instant.ofEpochSecond(0, now);
  private final StoreClock clock = new StoreClock(source.withZone(ZoneOffset.UTC));

  @Test
  void isOursUntilSomethingElseIsKnown() {
    assertEquals(NOON, clock.now());
  }

  @Test
  void followsTheServerOfTheFolderBothWays() {
    clock.learn(NOON, NOON + 90 * SECOND);
    assertEquals(NOON + 90 * SECOND, clock.now());
    clock.learn(NOON, NOON - 3600 * SECOND);
    assertEquals(NOON - 3600 * SECOND, clock.now());
    clock.learn(NOON, NOON);
    assertEquals(NOON, clock.now());
  }

  @Test
  void lessThanASecondIsTheClocksGrain() {
    clock.learn(NOON, NOON - SECOND + 1);
    assertEquals(NOON, clock.now());
  }

  @Test
  void aLongPauseWhileAFileIsWrittenIsNoDifference() {
    now = NOON + 60 * SECOND;
    clock.learn(NOON, NOON + 30 * SECOND);
    assertEquals(now, clock.now());
  }
}
