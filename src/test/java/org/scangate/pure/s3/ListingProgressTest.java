package org.scangate.pure.s3;

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

  private final ListingProgress rounds = new ListingProgress();

  private static ObjectState object(String etag, Instant modified) {
    return new ObjectState(new ObjectKey("b", "k"), etag, modified, 1, Optional.empty());
  }

  private static ObjectState at(Duration afterNoon) {
    return object("d41d8c", NOON.plus(afterNoon));
  }

  private void full(Instant begins, boolean complete) {
    rounds.fullBegins(begins);
    rounds.fullListed();
    rounds.fullEnded(complete);
  }

  @Test
  void everythingIsNewUntilAFullPassHasLeftNothing() {
    assertTrue(rounds.isNewToFull(OLD));
    full(NOON, false);
    assertTrue(rounds.isNewToFull(OLD));
    assertTrue(rounds.isNewToRound(OLD));
    full(NOON, true);
    assertFalse(rounds.isNewToFull(OLD));
    assertFalse(rounds.isNewToRound(OLD));
    assertTrue(rounds.isNewToFull(at(Duration.ZERO)));
    assertTrue(rounds.isNewToFull(at(Duration.ofSeconds(-1))), "dates are cut off");
  }

  @Test
  void aListingThatBrokeOffHasShownNothing() {
    rounds.fullBegins(NOON);
    rounds.fullEnded(true);
    assertTrue(rounds.isNewToFull(OLD));
  }

  @Test
  void besideTheFirstFullListingARoundLeavesTheOlderToIt() {
    rounds.fullBegins(NOON);
    assertFalse(rounds.isNewToRound(OLD));
    assertTrue(rounds.isNewToRound(at(Duration.ofSeconds(1))));
    assertTrue(rounds.isNewToFull(OLD));
  }

  @Test
  void aRoundMovesOnWhatIsNew() {
    full(NOON, true);
    rounds.roundBegins(NOON.plusSeconds(60));
    rounds.shows(at(Duration.ofSeconds(30)));
    rounds.roundEnds();
    rounds.roundEnded(true);
    assertFalse(rounds.isNewToRound(at(Duration.ofSeconds(30))));
    assertFalse(rounds.isNewToFull(at(Duration.ofSeconds(30))));
  }

  @Test
  void aRoundThatLeftSomethingMovesNothing() {
    full(NOON, true);
    rounds.roundBegins(NOON.plusSeconds(60));
    rounds.roundEnds();
    rounds.roundEnded(false);
    assertTrue(rounds.isNewToRound(at(Duration.ofSeconds(30))));
    assertTrue(rounds.isNewToFull(at(Duration.ofSeconds(30))));
  }

  @Test
  void whatCameInPartsIsNewOnceThoughItsDateIsOld() {
    full(NOON, true);
    assertTrue(rounds.isNewToFull(IN_PARTS));
    rounds.shows(IN_PARTS);
    assertFalse(rounds.isNewToFull(IN_PARTS));
  }

  @Test
  void whatIsSeenLateIsNewOnce() {
    ObjectState late = at(Duration.ofSeconds(-10));
    full(NOON, true);
    assertTrue(rounds.isNewToRound(late));
    rounds.roundBegins(NOON.plusSeconds(60));
    rounds.shows(late);
    rounds.roundEnds();
    rounds.roundEnded(true);
    assertFalse(rounds.isNewToRound(late));
    assertFalse(rounds.isNewToFull(late));
    assertFalse(rounds.isNewToFull(at(Duration.ofHours(-2))), "too late");
  }

  @Test
  void whatWasShownByAPassThatLeftSomethingIsNewStill() {
    full(NOON, true);
    rounds.roundBegins(NOON.plusSeconds(60));
    rounds.shows(IN_PARTS);
    rounds.roundEnds();
    rounds.roundEnded(false);
    assertTrue(rounds.isNewToRound(IN_PARTS));
    assertTrue(rounds.isNewToFull(IN_PARTS));
  }

  @Test
  void aFullListingThatBrokeOffWithinAnotherPassHasShownNothing() {
    rounds.fullBegins(NOON);
    rounds.fullBroke();
    rounds.roundEnded(true);
    assertTrue(rounds.isNewToRound(OLD));
    assertTrue(rounds.isNewToFull(OLD));
  }

  @Test
  void aListingThatFailsAfterAnotherHasShownNothing() {
    full(NOON, true);
    rounds.forget();
    rounds.fullBroke();
    rounds.fullEnded(true);
    assertTrue(rounds.isNewToFull(OLD));
  }

  @Test
  void whatIsForgottenIsNew() {
    full(NOON, true);
    rounds.forget();
    assertTrue(rounds.isNewToFull(OLD));
  }
}
