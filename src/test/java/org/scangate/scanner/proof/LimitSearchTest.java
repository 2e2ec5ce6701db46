package org.scangate.scanner.proof;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;

class LimitSearchTest {

  private static final long DEBIAN = 25L << 20;
  private static final long WANTED = 100L << 20;

  /** What a bisection of 2 GiB by 1 KiB takes, the first trial and the likely ones included. */
  private static final int MAX_TRIALS = 24;

  @ParameterizedTest
  @ValueSource(
      longs = {
        1024,
        1025,
        1400,
        2047,
        2048,
        2049,
        1_000_000,
        1 << 20,
        DEBIAN - 1024,
        DEBIAN - 1,
        DEBIAN,
        DEBIAN + 1,
        DEBIAN + 1023,
        DEBIAN + 1024,
        DEBIAN + 1025,
        99_999_999,
        WANTED - 1025,
        WANTED - 1024,
        WANTED - 1
      })
  void isAtMostTheTrueLimitAndWithinOneKibibyteOfIt(long limit) throws Exception {
    assertNear(limit, WANTED);
    assertNear(limit, WANTED + 1);
    assertNear(limit, WANTED + 777);
  }

  @Test
  void isNearWhateverIsWantedAndWhateverIsTrue() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long wanted = 1024 + random.nextLong(1L << (11 + random.nextInt(20)));
      assertNear(1024 + random.nextLong(wanted), wanted);
    }
  }

  /** Where the neighbourhood of the wanted size is coarser than the grain. */
  @Test
  void isNearForEveryPairOfSmallSizes() throws Exception {
    for (long wanted = 1024; wanted < 5200; wanted += 7) {
      for (long limit = 1024; limit <= wanted; limit += 5) {
        assertNear(limit, wanted);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1024, 1025, DEBIAN - 1, DEBIAN, DEBIAN + 1, WANTED, (2L << 30) - 3})
  void whatIsScannedAsWantedTakesOneTrial(long wanted) throws Exception {
    List<Long> trials = new ArrayList<>();
    assertEquals(wanted, LimitSearch.upTo(wanted, recording(trials, wanted)));
    assertEquals(List.of(wanted), trials);
  }

  @Test
  void debiansOwnLimitTakesThreeTrials() throws Exception {
    List<Long> trials = new ArrayList<>();
    assertEquals(DEBIAN, LimitSearch.upTo(WANTED, recording(trials, DEBIAN)));
    assertEquals(List.of(WANTED, DEBIAN, DEBIAN + 1024), trials);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 511, 1023})
  void whoFindsNothingInAnyTarHasNoLimit(long limit) throws Exception {
    List<Long> trials = new ArrayList<>();
    assertEquals(0, LimitSearch.upTo(WANTED, recording(trials, limit)));
    assertTrue(trials.size() <= MAX_TRIALS, trials.toString());
  }

  @Test
  void triesNoSizeThatIsNoTar() throws Exception {
    List<Long> trials = new ArrayList<>();
    LimitSearch.upTo(WANTED, recording(trials, 0));
    assertTrue(trials.stream().allMatch(size -> size >= 1024), trials.toString());
  }

  @Test
  void aTrialThatSaysNothingEndsTheSearch() {
    UnscannedException failed = new UnscannedException(Reason.UNREACHABLE, "went away");
    assertEquals(
        failed,
        assertThrows(
            UnscannedException.class,
            () ->
                LimitSearch.upTo(
                    WANTED,
                    size -> {
                      throw failed;
                    })));
  }

  private static void assertNear(long limit, long wanted) throws Exception {
    List<Long> trials = new ArrayList<>();
    long proven = LimitSearch.upTo(wanted, recording(trials, limit));
    String what = "wanted %d, true limit %d, proven %d".formatted(wanted, limit, proven);
    assertAll(
        () -> assertTrue(proven <= limit, what),
        () -> assertTrue(proven > Math.min(limit, wanted) - 1024, what),
        () -> assertTrue(proven == wanted || trials.contains(proven), what + " by " + trials),
        () -> assertTrue(trials.size() <= MAX_TRIALS, what + " by " + trials));
  }

  private static LimitSearch.Trial recording(List<Long> trials, long limit) {
    return size -> {
      trials.add(size);
      return size <= limit;
    };
  }
}
