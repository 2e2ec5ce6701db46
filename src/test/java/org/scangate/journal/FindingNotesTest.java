package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;

/** What people note on findings, and what is told of all scans in short. */
class FindingNotesTest {

  private static final Instant NOW = JournalFixture.NOW;

  private final List<String> events = new ArrayList<>();

  private FindingNotes notes(JournalFixture database) {
    return new FindingNotes(
        () -> database.journal,
        (kind, who, what, detail) -> events.add(kind + "|" + who + "|" + detail),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static ScanRecord scan(String verdict, Duration age) {
    return Records.scan(UUID.randomUUID(), NOW.minus(age), verdict, "a", "7");
  }

  @ParameterizedTest
  @EnumSource
  void aFindingIsSeenToOnce(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord found = scan("FOUND", Duration.ofDays(1));
      ScanRecord other = scan("FOUND", Duration.ofDays(2));
      ScanRecord old = scan("FOUND", Duration.ofDays(40));
      ScanRecord missed = scan("UNSCANNED", Duration.ofDays(1));
      ScanRecord ok = scan("OK", Duration.ofDays(1));
      database.write(found, other, old, missed, ok);
      FindingNotes notes = notes(database);
      Instant month = NOW.minus(Duration.ofDays(31));
      assertEquals(2, notes.open(month), "what was not scanned is no infection");
      List<UUID> three = List.of(found.id(), missed.id(), ok.id());
      assertEquals(2, notes.acknowledge(three, "otto", "told Anna"), "OK is no finding");
      assertEquals(0, notes.acknowledge(three, "ada", "me too"), "who comes second");
      assertEquals(1, notes.open(month));
      assertEquals(List.of(other.id(), old.id()), found(database, ScanSearch.OPEN));
      assertEquals(List.of("finding-acknowledged|otto|told Anna"), events);
      Map<UUID, FindingAcknowledgement> told = notes.of(List.of(found.id(), other.id()));
      assertEquals(
          Map.of(
              found.id(),
              new FindingAcknowledgement(NOW.truncatedTo(ChronoUnit.MICROS), "otto", "told Anna")),
          told);
      assertEquals(Map.of(), notes.of(List.of()));
      assertEquals(0, notes.acknowledge(List.of(UUID.randomUUID()), "otto", "of nothing"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooMuchAtOnceIsRefused(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      FindingNotes notes = notes(database);
      List<UUID> many = Collections.nCopies(FindingNotes.MAX_AT_ONCE + 1, UUID.randomUUID());
      assertThrows(IllegalArgumentException.class, () -> notes.acknowledge(many, "otto", "all"));
      assertThrows(
          IllegalArgumentException.class, () -> notes.acknowledge(List.of(), "otto", "none"));
    }
  }

  /** With the findings that they are on. */
  @ParameterizedTest
  @EnumSource
  void aNoteIsKeptAsLongAsFindingsAre(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord found = scan("FOUND", Duration.ofDays(1));
      database.write(found);
      notes(database).acknowledge(List.of(found.id()), "otto", "done");
      Retention usual = new Retention(Period.ofDays(90), Period.ofYears(3), Optional.empty());
      String notes = "select count(*) from finding_acknowledgement";
      purge(database, usual, NOW.plus(Duration.ofDays(1000)));
      assertEquals(1, database.count(notes));
      purge(database, usual, NOW.plus(Duration.ofDays(1100)));
      assertEquals(0, database.count(notes));
    }
  }

  private static void purge(JournalFixture database, Retention retention, Instant now)
      throws JournalException {
    database.journal.change("Purging", (connection, kind) -> retention.step(connection, kind, now));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasScannedIsToldHourByHour(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          scan("OK", Duration.ZERO),
          scan("OK", Duration.ofMinutes(1)),
          scan("FOUND", Duration.ZERO),
          scan("UNSCANNED", Duration.ofHours(1)),
          scan("OK", Duration.ofDays(3)));
      Instant hour = NOW.truncatedTo(ChronoUnit.HOURS);
      List<ActivityHour> hours =
          database.journal.read(
              "Looking",
              (connection, ignored) ->
                  ActivitySearch.of(connection, NOW.minus(Duration.ofDays(1)), NOW));
      assertEquals(
          List.of(
              new ActivityHour(hour.minus(Duration.ofHours(1)), 0, 0, 1),
              new ActivityHour(hour, 2, 1, 0)),
          hours);
      assertEquals(4, hours.get(0).and(hours.get(1)).files());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotOkAndWhatPeopleDidIsLookedFor(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          scan("OK", Duration.ZERO),
          scan("FOUND", Duration.ofMinutes(2)),
          scan("UNSCANNED", Duration.ofMinutes(1)),
          new EventRecord(UUID.randomUUID(), NOW, "scanner-ready", "", "clamd", ""),
          new EventRecord(UUID.randomUUID(), NOW, "sweep-asked", "otto", "local", ""));
      ScanSearch notOk = verdict(ScanSearch.NOT_OK);
      List<String> verdicts =
          database
              .journal
              .read(
                  "Looking",
                  (connection, which) ->
                      JournalSearch.scans(connection, which, notOk, Optional.empty(), 10))
              .records()
              .stream()
              .map(ScanRecord::verdict)
              .toList();
      assertEquals(List.of("UNSCANNED", "FOUND"), verdicts);
      EventSearch any = new EventSearch(Optional.empty(), Optional.empty(), Optional.empty());
      List<String> acts =
          database
              .journal
              .read(
                  "Looking",
                  (connection, ignored) ->
                      JournalSearch.acts(connection, any, Optional.empty(), 10))
              .records()
              .stream()
              .map(EventRecord::who)
              .toList();
      assertEquals(List.of("otto"), acts);
    }
  }

  private static List<UUID> found(JournalFixture database, String verdict) throws JournalException {
    return database
        .journal
        .read(
            "Looking",
            (connection, kind) ->
                JournalSearch.scans(connection, kind, verdict(verdict), Optional.empty(), 10))
        .records()
        .stream()
        .map(ScanRecord::id)
        .toList();
  }

  private static ScanSearch verdict(String verdict) {
    return new ScanSearch(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(verdict),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
