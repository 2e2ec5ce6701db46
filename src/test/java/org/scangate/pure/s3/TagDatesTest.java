package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TagDatesTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final ObjectState BEFORE = dated(0);

  private final TagDates dates = new TagDates();

  private static ObjectState dated(int afterNoon) {
    return new ObjectState(
        new ObjectKey("b", "k"), "d41d8c", NOON.plusSeconds(afterNoon), 1, Optional.empty());
  }

  private void saw(int put, int after) {
    dates.saw(BEFORE, NOON.plusSeconds(put), dated(after));
  }

  @Test
  void anotherContentSaysNothing() {
    dates.saw(
        BEFORE,
        NOON.plusSeconds(5),
        new ObjectState(BEFORE.at(), "other", NOON, 1, Optional.empty()));
    assertFalse(dates.areKnown());
  }

  @Test
  void withinTheSameSecondNothingIsSaid() {
    saw(0, 0);
    assertFalse(dates.areKnown());
  }

  @Test
  void whatIsDatedAnewIsTheSameUploadWhereThatIsKnown() {
    assertFalse(dates.same(BEFORE, dated(5)));
    saw(5, 5);
    assertTrue(dates.areRenewed());
    assertTrue(dates.same(BEFORE, dated(5)));
    assertFalse(dates.same(dated(5), BEFORE), "dates do not go back");
  }

  /** One later date may be that of an upload of the same content; several are not. */
  @Test
  void thatDatesStayIsBelievedUntilTheyDoNotSeveralTimesInARow() {
    saw(5, 5);
    saw(5, 0);
    assertTrue(dates.areKnown());
    assertFalse(dates.areRenewed());
    saw(5, 5);
    saw(5, 5);
    saw(5, 0);
    saw(5, 5);
    saw(5, 5);
    assertFalse(dates.areRenewed());
    saw(5, 5);
    assertTrue(dates.areRenewed());
  }
}
