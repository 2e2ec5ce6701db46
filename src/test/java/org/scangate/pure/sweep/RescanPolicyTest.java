package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.VerdictTransitions;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.pure.VerdictTransitions.Outcome;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanId;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;

class RescanPolicyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PROVIDER = "ClamAV 1.4.6/27811";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final PureSettingsBuilder settings = new PureSettingsBuilder();

  /** The table of the contract: what is written at once, and after the scan. */
  @ParameterizedTest(name = "{0} and {1}: {2} at once, {3} then")
  @CsvSource(
      textBlock =
          """
          NONE,       CLEAN,            -,       OK
          NONE,       INFECTED,         -,       FOUND
          NONE,       UNSCANNED_STAYS,  -,       UNSCANNED
          NONE,       UNSCANNED_PASSES, -,       -
          OK,         CLEAN,            -,       OK
          OK,         INFECTED,         -,       FOUND
          OK,         UNSCANNED_STAYS,  -,       -
          OK,         UNSCANNED_PASSES, -,       -
          OK_TOUCHED, CLEAN,            -,       OK
          OK_TOUCHED, INFECTED,         -,       FOUND
          OK_TOUCHED, UNSCANNED_STAYS,  -,       UNSCANNED
          OK_TOUCHED, UNSCANNED_PASSES, -,       PENDING
          OK_CHANGED, CLEAN,            PENDING, OK
          OK_CHANGED, INFECTED,         PENDING, FOUND
          OK_CHANGED, UNSCANNED_STAYS,  PENDING, UNSCANNED
          OK_CHANGED, UNSCANNED_PASSES, PENDING, -
          FOUND,      CLEAN,            -,       OK
          FOUND,      INFECTED,         -,       FOUND
          FOUND,      UNSCANNED_STAYS,  -,       -
          FOUND,      UNSCANNED_PASSES, -,       -
          WAITING,    CLEAN,            -,       OK
          WAITING,    INFECTED,         -,       FOUND
          WAITING,    UNSCANNED_STAYS,  -,       UNSCANNED
          WAITING,    UNSCANNED_PASSES, -,       -
          """)
  void theTable(Before before, Outcome outcome, String atOnce, String after) {
    assertEquals(atOnce, VerdictTransitions.atOnce(before).map(Status::name).orElse("-"));
    assertEquals(after, VerdictTransitions.after(before, outcome).map(Status::name).orElse("-"));
  }

  @ParameterizedTest(name = "{0} that is {1} counts as {2}")
  @CsvSource(
      textBlock =
          """
          OK,        CURRENT, OK
          OK,        TOUCHED, OK_TOUCHED
          OK,        CHANGED, OK_CHANGED
          FOUND,     CURRENT, FOUND
          FOUND,     CHANGED, FOUND
          FOUND,     TOUCHED, FOUND
          UNSCANNED, CURRENT, WAITING
          UNSCANNED, CHANGED, WAITING
          UNSCANNED, TOUCHED, WAITING
          PENDING,   CURRENT, WAITING
          PENDING,   CHANGED, WAITING
          PENDING,   TOUCHED, WAITING
          """)
  void whatWasThereBefore(Status status, VerdictFreshness freshness, Before before) {
    assertEquals(before, Before.of(freshness, ours(status, HOUR)));
  }

  @ParameterizedTest
  @EnumSource(
      value = VerdictFreshness.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CHANGED"})
  void whatCannotBeUnderstoodWasNotThere(VerdictFreshness freshness) {
    assertEquals(Before.NONE, Before.of(freshness, Optional.empty()));
  }

  @Test
  void pureMayReadOkInWhatCannotBeUnderstood() {
    assertEquals(Before.OK_CHANGED, Before.of(VerdictFreshness.CHANGED, Optional.empty()));
  }

  @Test
  void aVerdictIsItsOutcome() {
    assertEquals(Outcome.CLEAN, Outcome.of(new Clean()));
    assertEquals(Outcome.INFECTED, Outcome.of(new Infected("Eicar-Test")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNREACHABLE", "TIMED_OUT", "BUSY", "SPOOL_FULL"})
  void itIsTheScannersFaultAndPasses(Reason reason) {
    assertEquals(Outcome.UNSCANNED_PASSES, Outcome.of(new Unscanned(reason, "")));
  }

  /** Nothing is written to a store for them, however long they last. */
  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"MISCONFIGURED", "NO_SCANNER"})
  void itIsNobodysVerdictOnAFile(Reason reason) {
    assertEquals(Outcome.UNSCANNED_PASSES, Outcome.of(new Unscanned(reason, "")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TOO_LARGE", "ENCRYPTED", "NOT_OPENED", "LIMIT_EXCEEDED", "REFUSED"})
  void itIsTheFilesFaultAndStays(Reason reason) {
    assertEquals(Outcome.UNSCANNED_STAYS, Outcome.of(new Unscanned(reason, "")));
  }

  @Test
  void aDamagedVerdictIsDueEvenIfNothingElseIs() {
    settings.rescanAfter(Duration.ZERO).keepForeign();
    assertTrue(due(Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"OK", "FOUND", "UNSCANNED"})
  void aFreshVerdictOfOursIsNotDue(Status status) {
    assertFalse(due(ours(status, Duration.ZERO)));
    assertFalse(due(ours(status, HOUR)));
  }

  @Test
  void whatIsPendingIsAlwaysDue() {
    settings.rescanAfter(Duration.ZERO).keepForeign();
    assertTrue(due(ours(Status.PENDING, Duration.ZERO)));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aForeignVerdictIsDue(Status status) {
    assertTrue(due(foreign(status, HOUR)));
  }

  @Test
  void aForeignVerdictIsKeptUntilItsAgeWhereThatIsWanted() {
    settings.keepForeign();
    assertFalse(due(foreign(Status.OK, HOUR)));
    assertFalse(due(foreign(Status.OK, Duration.ofDays(28).minus(MILLI))));
    assertTrue(due(foreign(Status.OK, Duration.ofDays(28))));
    settings.rescanAfter(Duration.ZERO);
    assertFalse(due(foreign(Status.OK, Duration.ofDays(5000))));
  }

  @Test
  void anOldVerdictIsDue() {
    assertFalse(due(ours(Status.OK, Duration.ofDays(28).minus(MILLI))));
    assertTrue(due(ours(Status.OK, Duration.ofDays(28))));
    assertTrue(due(ours(Status.FOUND, Duration.ofDays(29))));
  }

  @Test
  void zeroMeansNeverByAge() {
    settings.rescanAfter(Duration.ZERO);
    assertFalse(due(ours(Status.OK, Duration.ofDays(5000))));
    assertFalse(due(ours(Status.FOUND, Duration.ofDays(5000))));
  }

  @Test
  void aVerdictOfUnknownAgeIsNotOursAndAsOldAsCanBe() {
    Optional<VerdictDocument> undated = document(Status.OK, Optional.empty(), ScanId.next());
    assertTrue(due(undated));
    settings.keepForeign();
    assertTrue(due(undated));
    settings.rescanAfter(Duration.ZERO);
    assertFalse(due(undated));
  }

  @Test
  void aVerdictFromTheFutureIsDueButAClockMayBeALittleAhead() {
    settings.rescanAfter(Duration.ZERO);
    assertFalse(due(ours(Status.OK, Duration.ofMinutes(1).negated())));
    assertTrue(due(ours(Status.OK, Duration.ofMinutes(1).plus(MILLI).negated())));
  }

  @Test
  void whatCouldNotBeScannedIsDueAfterADay() {
    settings.rescanAfter(Duration.ZERO);
    assertFalse(due(ours(Status.UNSCANNED, DAY.minus(MILLI))));
    assertTrue(due(ours(Status.UNSCANNED, DAY)));
    assertFalse(due(ours(Status.OK, DAY)));
    assertFalse(due(ours(Status.FOUND, DAY)));
  }

  @Test
  void whatIsShownSeldomIsDueEarlier() {
    Duration early = Duration.ofDays(1);
    Optional<VerdictDocument> old = ours(Status.OK, settings.build().rescanAfter().minus(HOUR));
    assertFalse(due(old));
    assertTrue(RescanPolicy.due(old, settings.build(), PROVIDER, early, NOW));
    assertFalse(RescanPolicy.due(ours(Status.OK, HOUR), settings.build(), PROVIDER, early, NOW));
  }

  @Test
  void newSignaturesMakeItDueWhereThatIsWanted() {
    Optional<VerdictDocument> earlier = ours(Status.OK, HOUR);
    assertFalse(
        RescanPolicy.due(earlier, settings.build(), "ClamAV 1.4.6/27812", Duration.ZERO, NOW));
    settings.rescanOnNewSignatures();
    assertTrue(
        RescanPolicy.due(earlier, settings.build(), "ClamAV 1.4.6/27812", Duration.ZERO, NOW));
    assertFalse(due(earlier));
  }

  @Test
  void whatPureBlocksIsCheckedFirst() {
    assertTrue(RescanPolicy.first(Optional.empty()));
    assertTrue(RescanPolicy.first(ours(Status.FOUND, HOUR)));
    assertTrue(RescanPolicy.first(ours(Status.UNSCANNED, HOUR)));
    assertTrue(RescanPolicy.first(ours(Status.PENDING, HOUR)));
    assertFalse(RescanPolicy.first(ours(Status.OK, HOUR)));
    assertFalse(RescanPolicy.first(foreign(Status.OK, HOUR)));
  }

  /** What was accepted unopened is named beside the product, in brackets or as S3 keeps these. */
  @ParameterizedTest
  @CsvSource({
    "ClamAV 1.4.6/27811, false",
    "ClamAV 1.4.6/27811 (rar5 not opened), false",
    "'ClamAV 1.4.6/27811 (rar4, rar5 not opened)', false",
    "ClamAV 1.4.6/27811 _rar4_ rar5 not opened_, false",
    "ClamAV 1.4.6/27810 (rar5 not opened), true",
    "ClamAV 1.4.6/278110, true",
    "ClamAV 1.4.6/27811 (beta), true"
  })
  void anExceptionMakesNothingDue(String kept, boolean due) {
    settings.rescanOnNewSignatures();
    Optional<VerdictDocument> verdict =
        Optional.of(
            new VerdictDocument(
                kept, Optional.of(NOW.minus(HOUR)), Optional.of(ScanId.next()), Status.OK));
    assertEquals(due, due(verdict));
    assertEquals(
        PROVIDER + " (rar4, rar5 not opened)",
        RescanPolicy.withExceptions(PROVIDER, new Clean(Set.of("rar5", "rar4"))));
    assertEquals(PROVIDER, RescanPolicy.withExceptions(PROVIDER, new Clean()));
  }

  private boolean due(Optional<VerdictDocument> verdict) {
    return RescanPolicy.due(verdict, settings.build(), PROVIDER, Duration.ZERO, NOW);
  }

  private static Optional<VerdictDocument> ours(Status status, Duration age) {
    return document(status, Optional.of(NOW.minus(age)), ScanId.next());
  }

  private static Optional<VerdictDocument> foreign(Status status, Duration age) {
    return document(status, Optional.of(NOW.minus(age)), UUID.randomUUID());
  }

  private static Optional<VerdictDocument> document(
      Status status, Optional<Instant> timestamp, UUID id) {
    return Optional.of(new VerdictDocument(PROVIDER, timestamp, Optional.of(id), status));
  }
}
