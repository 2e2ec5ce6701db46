package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;

@Timeout(20)
class TriesTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Tries tries = new Tries();

  @Test
  void whatNeverFailedNeedNotWait() {
    assertFalse(tries.knows("a"));
    assertFalse(tries.mustWait("a"));
  }

  @Test
  void failuresAreCountedForEachFile() {
    assertEquals(1, tries.failed("a", LONG));
    assertEquals(2, tries.failed("a", LONG));
    assertEquals(1, tries.failed("b", LONG));
    assertEquals(3, tries.failed("a", LONG));
    assertTrue(tries.knows("a"));
    assertTrue(tries.mustWait("a"));
    assertFalse(tries.mustWait("c"));
  }

  @Test
  void eachPauseIsFourTimesTheOneBefore() {
    for (int pause : new int[] {20, 80, 320}) {
      long failed = System.nanoTime();
      tries.failed("a", Duration.ofMillis(20));
      Await.until("its pause is over", Duration.ofSeconds(5), () -> !tries.mustWait("a"));
      long millis = Duration.ofNanos(System.nanoTime() - failed).toMillis();
      assertTrue(millis >= pause && millis < pause + 400, millis + " ms instead of " + pause);
    }
    assertTrue(tries.knows("a"), "it is still under suspicion");
  }

  @Test
  void aPauseGrowsNoMoreWhenItWouldBeBeyondAllNumbers() {
    for (int i = 1; i <= 100; i++) {
      assertEquals(i, tries.failed("a", Duration.ofDays(36_500)));
    }
    assertTrue(tries.mustWait("a"));
  }

  @Test
  void whatIsForgottenBeginsAnew() {
    tries.failed("a", LONG);
    tries.failed("a", LONG);
    tries.forget("a");
    tries.forget("unheard of");
    assertFalse(tries.knows("a"));
    assertFalse(tries.mustWait("a"));
    assertEquals(1, tries.failed("a", LONG));
  }

  /** Else in a store of suspects each would be forgotten before its last try. */
  @Test
  void noMoreAreRememberedThanFitAndThoseToTheirEnd() {
    for (int i = 0; i < 10_000; i++) {
      tries.failed("a" + i, LONG);
    }
    assertEquals(1, tries.failed("one more", LONG));
    assertFalse(tries.knows("one more"));
    assertEquals(2, tries.failed("a0", LONG));
    tries.forget("a1");
    assertEquals(1, tries.failed("one more", LONG));
    assertTrue(tries.knows("one more"));
  }

  /** It may have been deleted. */
  @Test
  void whatHasNotBeenTriedAgainForLongMakesRoom() {
    for (int i = 0; i < 10_000; i++) {
      tries.failed("a" + i, i == 5 ? Tries.MAX_PAUSE.negated() : LONG);
    }
    for (int i = 0; i < 5; i++) {
      tries.failed("a" + i, LONG);
    }
    tries.failed("one more", LONG);
    assertTrue(tries.knows("one more"));
    assertFalse(tries.knows("a5"));
  }
}
