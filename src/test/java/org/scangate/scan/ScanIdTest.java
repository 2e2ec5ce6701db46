package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.ContentBinding.Match;

class ScanIdTest {

  @RepeatedTest(100)
  void isAUuidOfVersionEight() {
    String id = ScanId.next().toString();
    assertTrue(
        id.matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), id);
  }

  @Test
  void oursAreKnownAfterTheyWereWrittenDown() {
    assertTrue(ScanId.isOurs(UUID.fromString(ScanId.next().toString())));
  }

  @Test
  void noTwoAreTheSame() {
    Set<UUID> ids = new HashSet<>();
    Stream.generate(ScanId::next).limit(100_000).forEach(ids::add);
    assertEquals(100_000, ids.size());
  }

  /** Each of the 122 is seen as 0 and as 1: a bit lost to the mark would make ids less unique. */
  @Test
  void allOtherBitsAreRandom() {
    long[] ever = new long[2];
    long[] always = {-1, -1};
    for (int i = 0; i < 200; i++) {
      UUID id = ScanId.next();
      long[] bits = {id.getMostSignificantBits(), id.getLeastSignificantBits()};
      for (int half = 0; half < 2; half++) {
        ever[half] |= bits[half];
        always[half] &= bits[half];
      }
    }
    assertEquals(122, Long.bitCount(ever[0] ^ always[0]) + Long.bitCount(ever[1] ^ always[1]));
  }

  @RepeatedTest(100)
  void aRandomUuidIsNotOurs() {
    assertFalse(ScanId.isOurs(UUID.randomUUID()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "c232ab00-9414-11ec-b3c8-9f6bdeced846", // by time
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", // by time, the newer way
        "31f67e27-b78f-85d7-cae8-d5ed1d0740c7" // version 8 of another variant
      })
  void othersAreNotOurs(String id) {
    assertFalse(ScanId.isOurs(UUID.fromString(id)));
  }

  private static final ContentBinding CONTENT = new ContentBinding(1000, 1_700_000_000, 4711);

  @RepeatedTest(100)
  void oneThatIsBoundTellsItsContentAfterItWasWrittenDown() {
    UUID id = UUID.fromString(ScanId.bound(CONTENT).toString());
    assertTrue(ScanId.isOurs(id));
    assertEquals(Match.SAME, ScanId.match(id, CONTENT));
    for (int by = 1; by < 100; by++) {
      assertEquals(
          Match.OTHER_CONTENT,
          ScanId.match(id, new ContentBinding(1000 + by, 1_700_000_000, 4711)));
      assertEquals(
          Match.OTHER_CONTENT,
          ScanId.match(id, new ContentBinding(1000, 1_700_000_000 - by, 4711)));
      assertEquals(
          Match.OTHER_FILE, ScanId.match(id, new ContentBinding(1000, 1_700_000_000, 4711 + by)));
    }
  }

  @Test
  void oneThatIsNotBoundTellsNothing() {
    for (int i = 0; i < 10_000; i++) {
      assertEquals(Match.UNKNOWN, ScanId.match(ScanId.next(), CONTENT));
      assertEquals(Match.UNKNOWN, ScanId.match(UUID.randomUUID(), CONTENT));
    }
  }

  @Test
  void scansOfOneContentHaveTheirOwn() {
    Set<UUID> ids = new HashSet<>();
    Stream.generate(() -> ScanId.bound(CONTENT)).limit(100).forEach(ids::add);
    assertEquals(100, ids.size());
  }
}
