package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListingProgressTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final ObjectState OLD = object("d41d8c", NOON.minus(Duration.ofDays(3)));
  private static final ObjectState IN_PARTS = object("d41d8c-2", NOON.minus(Duration.ofDays(3)));

  private final ListingProgress progress = new ListingProgress();

  private static ObjectState object(String etag, Instant modified) {
    return new ObjectState(new ObjectKey("b", "k"), etag, modified, 1, Optional.empty());
  }

  private static ObjectState at(Duration afterNoon) {
    return object("d41d8c", NOON.plus(afterNoon));
  }

  private void full(Instant begins, boolean complete) {
    progress.fullBegins(begins);
    progress.fullListed();
    progress.fullEnded(complete);
  }

  @Test
  void everythingIsNewUntilAFullPassHasLeftNothing() {
    assertTrue(progress.isNewToFull(OLD));
    full(NOON, false);
    assertTrue(progress.isNewToFull(OLD));
    assertTrue(progress.isNewToRound(OLD));
    full(NOON, true);
    assertFalse(progress.isNewToFull(OLD));
    assertFalse(progress.isNewToRound(OLD));
    assertTrue(progress.isNewToFull(at(Duration.ZERO)));
    assertTrue(progress.isNewToFull(at(Duration.ofSeconds(-1))), "dates are cut off");
  }

  @Test
  void aListingThatBrokeOffHasShownNothing() {
    progress.fullBegins(NOON);
    progress.fullEnded(true);
    assertTrue(progress.isNewToFull(OLD));
  }

  @Test
  void besideTheFirstFullListingARoundLeavesTheOlderToIt() {
    progress.fullBegins(NOON);
    assertFalse(progress.isNewToRound(OLD));
    assertTrue(progress.isNewToRound(at(Duration.ofSeconds(1))));
    assertTrue(progress.isNewToFull(OLD));
  }

  @Test
  void aRoundMovesOnWhatIsNew() {
    full(NOON, true);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.showsInRound(at(Duration.ofSeconds(30)));
    progress.roundEnds();
    progress.roundEnded(true);
    assertFalse(progress.isNewToRound(at(Duration.ofSeconds(30))));
    assertFalse(progress.isNewToFull(at(Duration.ofSeconds(30))));
  }

  @Test
  void aRoundThatLeftSomethingMovesNothing() {
    full(NOON, true);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.roundEnds();
    progress.roundEnded(false);
    assertTrue(progress.isNewToRound(at(Duration.ofSeconds(30))));
    assertTrue(progress.isNewToFull(at(Duration.ofSeconds(30))));
  }

  @Test
  void whatCameInPartsIsNewOnceThoughItsDateIsOld() {
    full(NOON, true);
    assertTrue(progress.isNewToFull(IN_PARTS));
    progress.showsInFull(IN_PARTS);
    assertFalse(progress.isNewToFull(IN_PARTS));
  }

  @Test
  void whatIsSeenLateIsNewOnce() {
    ObjectState late = at(Duration.ofSeconds(-10));
    full(NOON, true);
    assertTrue(progress.isNewToRound(late));
    progress.roundBegins(NOON.plusSeconds(60));
    progress.showsInRound(late);
    progress.roundEnds();
    progress.roundEnded(true);
    assertFalse(progress.isNewToRound(late));
    assertFalse(progress.isNewToFull(late));
    assertFalse(progress.isNewToFull(at(Duration.ofHours(-2))), "too late");
  }

  @Test
  void whatWasShownByAPassThatLeftSomethingIsNewStill() {
    full(NOON, true);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.showsInRound(IN_PARTS);
    progress.roundEnds();
    progress.roundEnded(false);
    assertTrue(progress.isNewToRound(IN_PARTS));
    assertTrue(progress.isNewToFull(IN_PARTS));
  }

  @Test
  void aFullListingThatBrokeOffWithinAnotherPassHasShownNothing() {
    progress.fullBegins(NOON);
    progress.fullBroke();
    progress.roundEnded(true);
    assertTrue(progress.isNewToRound(OLD));
    assertTrue(progress.isNewToFull(OLD));
  }

  @Test
  void aListingThatCannotBeginHasShownNothing() {
    progress.fullBroke();
    progress.fullEnded(true);
    assertTrue(progress.isNewToFull(OLD));
  }

  @Test
  void aFullListingThatBeginsInARoundTakesWhatIsOlderFromIt() {
    progress.roundBegins(NOON);
    progress.roundCame("k");
    progress.fullBegins(NOON.plusSeconds(60));
    progress.roundCame("m");
    progress.roundEnds();
    assertEquals("", progress.position(), "the next round begins anew");
    assertFalse(progress.isNewToRound(OLD));
    progress.fullBroke();
    assertTrue(progress.isNewToRound(OLD), "nobody has seen it");
  }

  @Test
  void aRoundThatGoesOnWhileAFullListingBreaksOffBeginsAnew() {
    progress.fullBegins(NOON);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.roundCame("k");
    progress.fullBroke();
    progress.roundCame("m"); // by what was new beside the full one: the older was left to it
    progress.roundEnds();
    assertEquals("", progress.position());
    assertTrue(progress.isNewToRound(OLD));
  }

  @Test
  void whatARoundHasShownBesideAFullWalkIsNotOldWhenThatHasLeftSomething() {
    full(NOON, true);
    progress.fullBegins(NOON.plusSeconds(60));
    progress.roundBegins(NOON.plusSeconds(120));
    progress.showsInRound(IN_PARTS);
    progress.showsInRound(at(Duration.ofSeconds(90)));
    progress.roundEnds();
    assertFalse(progress.isNewToRound(at(Duration.ofSeconds(90))));
    progress.fullListed();
    progress.fullEnded(false);
    assertTrue(progress.isNewToRound(at(Duration.ofSeconds(90))));
    assertTrue(progress.isNewToRound(at(Duration.ofSeconds(30))));
    assertTrue(progress.isNewToRound(IN_PARTS));
  }

  @Test
  void whatARoundHasShownBesideAFullWalkIsOldWhenThatHasLeftNothing() {
    progress.fullBegins(NOON);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.showsInRound(IN_PARTS);
    progress.roundEnds();
    progress.fullListed();
    progress.fullEnded(true);
    assertFalse(progress.isNewToFull(at(Duration.ofMinutes(-61))));
    assertFalse(progress.isNewToRound(IN_PARTS));
    assertTrue(progress.isNewToRound(at(Duration.ofSeconds(60))));
  }

  @Test
  void aRoundThatGoesOnAfterAFullWalkShowsWhatIsNewerThanThatAlone() {
    progress.fullBegins(NOON);
    progress.roundBegins(NOON.plusSeconds(60));
    progress.showsInRound(at(Duration.ofSeconds(30)));
    progress.roundCame("k");
    progress.fullListed();
    progress.fullEnded(true);
    assertEquals("k", progress.position());
    assertFalse(progress.isNewToRound(OLD));
    progress.roundEnds();
    progress.roundEnded(true);
    assertFalse(progress.isNewToFull(at(Duration.ofSeconds(30))));
    assertTrue(progress.isNewToFull(at(Duration.ofSeconds(60))));
  }

  @Test
  void ofARootThatNoFullListingCameToRoundsAloneTell() {
    progress.roundBegins(NOON);
    progress.roundEnds();
    progress.fullEnded(false);
    assertTrue(progress.isNewToFull(OLD));
    progress.roundBegins(NOON);
    progress.roundEnds();
    progress.fullEnded(true);
    assertFalse(progress.isNewToFull(OLD));
  }
}
