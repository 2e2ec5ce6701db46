package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.pure.Scope;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.S3Store.Connection;

/** Walks that begin and end beside one another. */
class OpenWalksTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Root ROOT = new Root("b", "");
  private static final ObjectKey KEY = new ObjectKey("b", "k");
  private static final ObjectState OLD =
      new ObjectState(KEY, "d41d8c", NOON.minus(Duration.ofDays(3)), 1, Optional.empty());

  private final KnownObjects memory = new KnownObjects();
  private final OpenWalks progress = new OpenWalks(memory);
  private final Connection connection = connection("here");

  private static Connection connection(String region) {
    S3Settings settings =
        new S3Settings(
            List.of(ROOT),
            Optional.empty(),
            Optional.of(region),
            true,
            Optional.empty(),
            Optional.empty(),
            Duration.ofDays(28));
    return new Connection(settings, null, Optional.empty());
  }

  private ListingProgress begins(Scope scope) {
    return begins(scope, true);
  }

  private ListingProgress begins(Scope scope, boolean mayWrite) {
    Map<Root, ListingProgress> listings = progress.begins(scope, connection, mayWrite);
    assertEquals(List.of(ROOT), List.copyOf(listings.keySet()));
    return listings.get(ROOT);
  }

  private void full(boolean mayWrite) {
    ListingProgress known = begins(Scope.ALL, mayWrite);
    known.fullBegins(NOON);
    known.fullListed();
    progress.ended(Scope.ALL, true);
  }

  private static void round(ListingProgress known, Instant begins) {
    known.roundBegins(begins);
    known.roundEnds();
  }

  private boolean showsOld() {
    ListingProgress known = begins(Scope.CHANGES);
    boolean shows = known.isNewToRound(OLD);
    round(known, NOON.plusSeconds(600));
    progress.ended(Scope.CHANGES, true);
    return shows;
  }

  /** Those that the next walk of changes takes. */
  private List<ObjectKey> revisits() {
    begins(Scope.CHANGES);
    return memory.takeRevisits();
  }

  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"VERDICTS", "BLOCKED", "TOLD"})
  void theEndOfAnotherWalkSettlesNothingThatAWalkOfChangesHasTaken(Scope other) {
    full(true);
    memory.revisit(KEY);
    ListingProgress known = begins(Scope.CHANGES);
    memory.takeRevisits();
    round(known, NOON.plusSeconds(60));
    progress.ended(other, true);
    progress.ended(Scope.CHANGES, false);
    assertEquals(List.of(KEY), revisits());
  }

  @Test
  void aCheckThatLeftSomethingShowsNothingAnewThatAWalkOfChangesIsShowing() {
    full(true);
    ListingProgress known = begins(Scope.CHANGES);
    known.roundBegins(NOON.plusSeconds(60));
    known.roundCame("k");
    progress.ended(Scope.VERDICTS, false);
    assertEquals("k", known.position());
    known.roundEnds();
    progress.ended(Scope.CHANGES, true);
    assertFalse(showsOld());
  }

  @Test
  void whatACheckHasTakenIsItsOwn() {
    begins(Scope.ALL);
    memory.owe(KEY);
    assertEquals(List.of(KEY), memory.takeOwed());
    progress.ended(Scope.ALL, true);
    progress.ended(Scope.CHANGES, true);
    progress.ended(Scope.VERDICTS, false);
    assertEquals(List.of(KEY), memory.takeOwed());
    progress.ended(Scope.VERDICTS, true);
    assertEquals(List.of(), memory.takeOwed());
  }

  @Test
  void whatCannotBeLookedAtIsShownAgainWhenTheFullWalkHasLeftSomething() {
    memory.fails(KEY);
    begins(Scope.ALL);
    memory.takeFailing();
    begins(Scope.CHANGES);
    progress.ended(Scope.CHANGES, true);
    progress.ended(Scope.ALL, false);
    assertEquals(List.of(KEY), revisits());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftBesideAFullWalkIsShownAgain(Beside order) {
    full(true);
    memory.revisit(KEY);
    ListingProgress known = order == Beside.WITHIN ? begins(Scope.ALL) : begins(Scope.CHANGES);
    memory.takeRevisits();
    if (order == Beside.WITHIN) {
      begins(Scope.CHANGES);
    } else {
      begins(Scope.ALL);
    }
    known.fullBegins(NOON.plusSeconds(60));
    round(known, NOON.plusSeconds(120));
    known.fullListed();
    progress.ended(Scope.ALL, false);
    ObjectState between = new ObjectState(KEY, "d41d8c", NOON.plusSeconds(30), 1, Optional.empty());
    assertTrue(begins(Scope.CHANGES).isNewToRound(between));
    assertEquals(List.of(KEY), memory.takeRevisits());
  }

  private enum Beside {
    WITHIN,
    BEGUN_BEFORE
  }

  /** Whoever says so all the same. */
  @Test
  void aWalkOfChangesThatEndsBesideAFullOneCountsWithThat() {
    ListingProgress known = begins(Scope.ALL);
    known.fullBegins(NOON);
    begins(Scope.CHANGES);
    round(known, NOON.plusSeconds(60));
    progress.ended(Scope.CHANGES, true);
    assertTrue(known.isNewToFull(OLD));
    begins(Scope.CHANGES);
    progress.ended(Scope.CHANGES, false);
    known.fullListed();
    progress.ended(Scope.ALL, true);
    assertTrue(showsOld());
  }

  @ParameterizedTest
  @EnumSource(
      value = Scope.class,
      names = {"ALL", "CHANGES"})
  void aWalkThatNobodySaysHasEndedHasLeftAll(Scope scope) {
    begins(scope);
    memory.revisit(KEY);
    memory.takeRevisits();
    begins(scope);
    assertEquals(List.of(KEY), memory.takeRevisits());
  }

  @Test
  void whatADryRunWasShownIsShownAgainThoughItEndsLater() {
    ListingProgress dry = begins(Scope.ALL, false);
    dry.fullBegins(NOON);
    boolean shownAtOnce = begins(Scope.CHANGES).isNewToRound(OLD);
    dry.fullListed();
    progress.ended(Scope.ALL, true);
    assertTrue(shownAtOnce);
    assertTrue(showsOld());
  }

  @Test
  void aDryRunThatGoesOnMovesNothing() {
    ListingProgress dry = begins(Scope.CHANGES, false);
    dry.roundBegins(NOON);
    ListingProgress known = begins(Scope.ALL);
    dry.roundEnds();
    known.fullBegins(NOON.plusSeconds(60));
    assertTrue(known.isNewToFull(OLD));
    progress.ended(Scope.ALL, false);
    assertTrue(showsOld());
  }

  @Test
  void whatADryRunBesideAWalkIsShownIsShownAgain() {
    ListingProgress known = begins(Scope.ALL);
    known.fullBegins(NOON);
    round(begins(Scope.CHANGES, false), NOON.plusSeconds(60));
    known.fullListed();
    progress.ended(Scope.ALL, true);
    assertTrue(showsOld());
  }

  @Test
  void anotherServiceHasShownNothing() {
    full(true);
    assertFalse(showsOld());
    assertTrue(
        progress.begins(Scope.CHANGES, connection("there"), true).get(ROOT).isNewToRound(OLD));
  }

  @Test
  void aPlaceThatIsForgottenIsFoundByShowingEverything() {
    full(true);
    for (int i = 0; i < 100_001; i++) {
      memory.revisit(new ObjectKey("b", "k" + i));
    }
    progress.ended(Scope.VERDICTS, true);
    assertTrue(showsOld());
  }
}
