package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.CoverageReport.Sum;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;
import org.scangate.journal.WeekReport.ByPlace;
import org.scangate.journal.WeekReport.ByReason;

class WeekSearchTest {

  private static final Instant FROM = Instant.parse("2026-03-02T06:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(7));
  private static final String SITE = "https://moodle.example";
  private static final String NOT_OPENED =
      ": no scanner was shown to open it; add one that does, or accept it";

  private static Scan scan(Instant at, String verdict, String reason) {
    Scan scan = new Scan();
    scan.at = at;
    scan.verdict = verdict;
    scan.reason = reason;
    return scan;
  }

  private static ScanRecord notOpened(String detail) {
    Scan scan = scan(FROM, "UNSCANNED", "not-opened");
    scan.detail = detail;
    return scan.record();
  }

  private static WeekReport ask(JournalFixture database) throws JournalException {
    return database.journal.read(
        "Reading",
        (connection, kind) -> WeekSearch.of(connection, FROM.plusSeconds(1), TO.plusSeconds(1), 5));
  }

  @ParameterizedTest
  @EnumSource
  void figuresOfTheWeekAloneAndOfNoCanary(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Scan canary = scan(FROM, "FOUND", "");
      canary.entry = "canary";
      Scan stored = scan(FROM, "FOUND", "");
      stored.entry = "local";
      stored.site = "/srv/pure";
      database.write(
          canary.record(),
          stored.record(),
          scan(FROM.minusMillis(1), "FOUND", "").record(),
          scan(FROM, "OK", "").record(),
          scan(TO.minusMillis(1), "OK", "").record(),
          scan(TO.minusMillis(1), "OK", "encrypted").record(),
          scan(TO.minusMillis(1), "UNSCANNED", "encrypted").record(),
          scan(TO, "FOUND", "").record());
      WeekReport week = ask(database);
      assertEquals(List.of(FROM, TO), List.of(week.from(), week.to()));
      assertEquals(
          List.of(
              new ByReason("OK", "", new Sum(2, 2000)),
              new ByReason("FOUND", "", new Sum(1, 1000)),
              new ByReason("OK", "encrypted", new Sum(1, 1000)),
              new ByReason("UNSCANNED", "encrypted", new Sum(1, 1000))),
          week.outcomes());
      assertEquals(
          List.of(new ByPlace("local", "/srv/pure", 1, 1, 0), new ByPlace("moodle", SITE, 4, 0, 1)),
          week.places().list());
      assertEquals(5, week.waiting());
    }
  }

  /** What a scanner says may be a file's name. */
  @ParameterizedTest
  @EnumSource
  void kindsOfContainersThatWereNotOpenedAndNoOtherWords(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Scan before = scan(FROM.minusMillis(1), "UNSCANNED", "not-opened");
      before.detail = "zst" + NOT_OPENED;
      Scan other = scan(FROM, "UNSCANNED", "refused");
      other.detail = "zst" + NOT_OPENED;
      database.write(
          before.record(),
          other.record(),
          notOpened("7z, rar5" + NOT_OPENED),
          notOpened("rar5" + NOT_OPENED),
          notOpened("a member of 9 bytes or more is in the zip"),
          notOpened("Anna Smith.pdf" + NOT_OPENED),
          notOpened(""));
      assertEquals(Map.of("7z", 1L, "other", 3L, "rar5", 2L), ask(database).unopened());
    }
  }

  @ParameterizedTest
  @EnumSource
  void gapsAreThoseOfTheWeekAndPlacesHaveABound(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      List<JournalRecord> records = new ArrayList<>();
      for (int i = 0; i <= WeekSearch.MAX_PLACES; i++) {
        Scan scan = scan(FROM, i == WeekSearch.MAX_PLACES ? "UNSCANNED" : "OK", "");
        scan.site = SITE + i;
        records.add(scan.record());
      }
      records.add(event("started", "settings", FROM.minusSeconds(60)));
      records.add(event("scanner-not-ready", "clamd", FROM.plusSeconds(60)));
      records.add(event("scanner-ready", "clamd", FROM.plusSeconds(120)));
      records.add(event("conncheck-skipped", SITE, TO.plusSeconds(60)));
      database.journal.write(records);
      WeekReport week = ask(database);
      assertEquals(
          List.of("scanner-not-ready"), week.gaps().stream().map(CoverageGap::kind).toList());
      assertEquals(WeekSearch.MAX_PLACES, week.places().list().size());
      assertTrue(week.places().more());
      assertEquals(SITE + WeekSearch.MAX_PLACES, week.places().list().get(0).site());
    }
  }

  private static EventRecord event(String kind, String what, Instant at) {
    return new EventRecord(UUID.randomUUID(), at, kind, "", what, "");
  }
}
