package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

class JournalSearchTest {

  private static final Optional<String> ANY = Optional.empty();

  @ParameterizedTest
  @EnumSource
  void eachCriterionFindsWhatHasIt(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord usual = new Scan().record();
      Scan other = new Scan();
      other.entry = "local";
      other.site = "/srv/pure";
      other.place = "/srv/pure/a_b%c\\d.bin";
      other.user = "";
      other.client = "";
      other.sha256 = "01".repeat(32);
      other.sha1 = "";
      other.verdict = "FOUND";
      other.signature = "Eicar'; drop table scan; --";
      other.at = JournalFixture.NOW.minus(Duration.ofDays(40));
      ScanRecord found = other.record();
      database.write(usual, found);
      assertEquals(List.of(usual, found), find(database, search(ANY, ANY, ANY, ANY)));
      assertEquals(
          List.of(found), find(database, search(Optional.of("01".repeat(32)), ANY, ANY, ANY)));
      assertEquals(List.of(usual), find(database, search(ANY, Optional.of("4711"), ANY, ANY)));
      assertEquals(
          List.of(found), find(database, search(ANY, ANY, Optional.of("/srv/pure/a_b%c\\d"), ANY)));
      for (String none : List.of("/srv/pure/aXb%c", "/srv/pure/a_bXc", "%", "_")) {
        assertEquals(List.of(), find(database, search(ANY, ANY, Optional.of(none), ANY)), none);
      }
      assertEquals(List.of(found), find(database, search(ANY, ANY, ANY, Optional.of("FOUND"))));
      assertEquals(List.of(usual), find(database, search(ANY, ANY, ANY, Optional.of("OK"))));
      assertEquals(List.of(), find(database, search(Optional.of("no hash"), ANY, ANY, ANY)));
      assertEquals(
          List.of(found),
          find(
              database,
              new ScanSearch(
                  Optional.of(found.id()),
                  ANY,
                  ANY,
                  ANY,
                  Optional.of("/srv/pure"),
                  Optional.of("local"),
                  ANY,
                  ANY,
                  ANY,
                  Optional.of(found.signature()),
                  Optional.of("clamd"),
                  Optional.of(found.at()),
                  Optional.of(found.at().plusNanos(1000)))));
    }
  }

  /** Clients name their sites themselves. */
  @ParameterizedTest
  @EnumSource
  void anEntryOfManySitesIsFound(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord[] all = new ScanRecord[1_500];
      for (int i = 0; i < all.length; i++) {
        Scan one = new Scan();
        one.site = "https://" + i + ".example";
        all[i] = one.record();
      }
      database.write(all);
      ScanSearch moodle =
          new ScanSearch(
              Optional.empty(),
              ANY,
              ANY,
              ANY,
              ANY,
              Optional.of(all[0].entry()),
              ANY,
              ANY,
              ANY,
              ANY,
              ANY,
              Optional.empty(),
              Optional.empty());
      assertEquals(100, find(database, moodle).size());
    }
  }

  /** Also where the last letter has none behind it, and where the index has not all of it. */
  @ParameterizedTest
  @EnumSource
  void aPlaceIsFoundByAnyBeginningOfIt(Kind kind) throws Exception {
    String last = Character.toString(Character.MAX_CODE_POINT);
    try (JournalFixture database = new JournalFixture(kind)) {
      List<String> places =
          List.of("a", "a" + last, last + last + "x", "b\ud7ff", "b\ue000", "x".repeat(300));
      for (String place : places) {
        Scan scan = new Scan();
        scan.place = place;
        database.write(scan.record());
      }
      for (String begin :
          List.of(
              "",
              "a",
              "a" + last,
              last,
              last + last,
              "b",
              "b\ud7ff",
              "b\ue000",
              "x",
              "y",
              "x".repeat(250),
              "x".repeat(299),
              "x".repeat(301),
              "A")) {
        List<String> found =
            find(database, search(ANY, ANY, Optional.of(begin), ANY)).stream()
                .map(ScanRecord::place)
                .sorted()
                .toList();
        assertEquals(
            places.stream().filter(one -> one.startsWith(begin)).sorted().toList(), found, begin);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesHaveEachRecordOnceThoughManyAreOfOneMoment(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      List<JournalRecord> many = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        Scan scan = new Scan();
        scan.at = JournalFixture.NOW.minusSeconds(i / 10);
        many.add(scan.record());
      }
      database.journal.write(many);
      List<UUID> seen = new ArrayList<>();
      Optional<JournalCursor> next = Optional.empty();
      do {
        JournalPage<ScanRecord> page = page(database, next, 7);
        page.records().forEach(one -> seen.add(one.id()));
        next = page.next();
      } while (next.isPresent());
      assertEquals(25, seen.size());
      assertEquals(25, seen.stream().distinct().count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventsAreFoundByKindAndTime(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Instant at = JournalFixture.NOW;
      EventRecord one = new EventRecord(UUID.randomUUID(), at, "started", "", "s", "d");
      EventRecord other =
          new EventRecord(UUID.randomUUID(), at.minusSeconds(9), "vouch", "jo", "", "");
      database.write(one, other);
      assertEquals(List.of(one, other), events(database, ANY, Optional.empty()));
      assertEquals(List.of(other), events(database, Optional.of("vouch"), Optional.empty()));
      assertEquals(List.of(one), events(database, ANY, Optional.of(at)));
    }
  }

  private static ScanSearch search(
      Optional<String> sha256,
      Optional<String> user,
      Optional<String> place,
      Optional<String> verdict) {
    return new ScanSearch(
        Optional.empty(),
        sha256,
        ANY,
        user,
        ANY,
        ANY,
        place,
        verdict,
        ANY,
        ANY,
        ANY,
        Optional.empty(),
        Optional.empty());
  }

  private static List<ScanRecord> find(JournalFixture database, ScanSearch search)
      throws JournalException {
    return database
        .journal
        .read(
            "Looking",
            (connection, kind) ->
                JournalSearch.scans(connection, kind, search, Optional.empty(), 100))
        .records();
  }

  private static JournalPage<ScanRecord> page(
      JournalFixture database, Optional<JournalCursor> after, int limit) throws JournalException {
    return database.journal.read(
        "Looking",
        (connection, kind) ->
            JournalSearch.scans(connection, kind, search(ANY, ANY, ANY, ANY), after, limit));
  }

  private static List<EventRecord> events(
      JournalFixture database, Optional<String> eventKind, Optional<Instant> from)
      throws JournalException {
    return database
        .journal
        .read(
            "Looking",
            (connection, kind) ->
                JournalSearch.events(
                    connection, eventKind, from, Optional.empty(), Optional.empty(), 100))
        .records();
  }
}
