package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.CoverageReport.ByOutcome;
import org.scangate.journal.CoverageReport.BySite;
import org.scangate.journal.CoverageReport.ByVersions;
import org.scangate.journal.CoverageReport.Quiet;
import org.scangate.journal.CoverageReport.Sum;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

class CoverageSearchTest {

  private static final Optional<String> ANY = Optional.empty();
  private static final String SITE = "https://moodle.example";

  @ParameterizedTest
  @EnumSource
  void sumsOfWholeHoursOutliveTheScans(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      fill(database);
      database.change("delete from scan");
      CoverageReport report = ask(database, question(ANY, ANY, "10:30", "13:01"), "20:00");
      assertEquals(at("10:00"), report.from());
      assertEquals(at("14:00"), report.to());
      assertEquals(
          List.of(
              new ByOutcome("FOUND", "", true, new Sum(1, 1000)),
              new ByOutcome("OK", "", true, new Sum(3, 3000)),
              new ByOutcome("UNSCANNED", "timed-out", false, new Sum(1, 7))),
          report.outcomes());
      assertEquals(
          List.of(
              new BySite("moodle", SITE, new Sum(4, 3007), at("10:00"), at("12:00")),
              new BySite("local", "/srv/pure", new Sum(1, 1000), at("13:00"), at("13:00"))),
          report.sites().list());
      assertEquals(
          List.of(
              new ByVersions(
                  "clamd: ClamAV 1.4.6/27801", new Sum(2, 2000), at("12:00"), at("13:00")),
              new ByVersions(
                  "clamd: ClamAV 1.4.6/27800", new Sum(2, 2000), at("10:00"), at("10:00"))),
          report.versions().list());
      assertEquals(List.of(new Quiet(at("11:00"), at("12:00"))), report.quiet().list());
      assertEquals(Optional.of(at("10:00")), report.firstHour());
    }
  }

  @ParameterizedTest
  @EnumSource
  void sitesOfMoodleWereHeardInTheseHours(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      fill(database);
      assertEquals(Map.of(SITE, at("12:00")), lastHours(database, "09:00", 10));
      assertEquals(Map.of(), lastHours(database, "13:00", 10), "a store is none");
      assertEquals(Map.of(), lastHours(database, "09:00", 0));
      assertEquals(List.of(at("10:00"), at("12:00")), hours(database, SITE, "09:00"));
      assertEquals(List.of(at("12:00")), hours(database, SITE, "11:00"));
      assertEquals(List.of(), hours(database, "/srv/pure", "09:00"));
    }
  }

  private static Map<String, Instant> lastHours(JournalFixture database, String since, int most)
      throws JournalException {
    return database.journal.read(
        "Reading", (connection, kind) -> SilenceSearch.lastHours(connection, at(since), most));
  }

  private static List<Instant> hours(JournalFixture database, String site, String since)
      throws JournalException {
    return database.journal.read(
        "Reading", (connection, kind) -> SilenceSearch.hours(connection, site, at(since)));
  }

  @ParameterizedTest
  @EnumSource
  void ofOneEntryOrSiteAlone(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      fill(database);
      for (CoverageQuestion one :
          List.of(
              question(Optional.of("local"), ANY, "09:00", "15:00"),
              question(ANY, Optional.of("/srv/pure"), "09:00", "15:00"),
              question(Optional.of("local"), Optional.of("/srv/pure"), "09:00", "15:00"))) {
        CoverageReport report = ask(database, one, "14:30");
        assertEquals(
            List.of(new ByOutcome("FOUND", "", true, new Sum(1, 1000))), report.outcomes());
        assertEquals(
            List.of(new Quiet(at("09:00"), at("13:00"))),
            report.quiet().list(),
            "the hour that goes on is not quiet yet");
        assertEquals(Optional.of(at("13:00")), report.firstHour());
      }
      CoverageReport none =
          ask(database, question(Optional.of("' or '1'='1"), ANY, "09:00", "15:00"), "14:30");
      assertEquals(List.of(), none.outcomes());
      assertEquals(Optional.empty(), none.firstHour());
    }
  }

  @ParameterizedTest
  @EnumSource
  void gapsAreThoseOfTheSiteThatIsAskedFor(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          event("started", "settings", "08:00"),
          event("scanner-not-ready", "clamd", "08:30"),
          event("conncheck-skipped", SITE, "08:59"),
          event("scanner-ready", "clamd", "09:10"),
          event("conncheck-skipped", SITE, "09:20"),
          event("conncheck-skipped", "https://other.example", "09:30"),
          event("conncheck-skipped", "", "09:35"),
          event("sweep-paused", "local", "09:40"));
      database.write(scan("09:50", "OK", "27800"), event("started", "settings", "10:00"));
      assertEquals(
          List.of(
              "scanner-not-ready clamd 09:00",
              "conncheck-skipped " + SITE + " 09:20",
              "conncheck-skipped  09:35",
              "not-running  09:50"),
          gaps(database, question(Optional.of("moodle"), Optional.of(SITE), "09:00", "11:00")));
      assertEquals(
          List.of(
              "scanner-not-ready clamd 09:00", "sweep-paused local 09:40", "not-running  09:50"),
          gaps(database, question(Optional.of("local"), ANY, "09:00", "11:00")));
      assertEquals(
          List.of("not-known  07:00"),
          gaps(database, question(ANY, ANY, "07:00", "08:00")),
          "it started later");
    }
  }

  @Test
  void aSpanThatIsEmptyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> question(ANY, ANY, "10:00", "10:00"));
  }

  private static void fill(JournalFixture database) throws JournalException {
    Scan notReceived = new Scan();
    notReceived.at = at("10:59");
    notReceived.verdict = "UNSCANNED";
    notReceived.reason = "timed-out";
    notReceived.size = 7;
    Scan stored = new Scan();
    stored.at = at("13:30");
    stored.entry = "local";
    stored.site = "/srv/pure";
    stored.verdict = "FOUND";
    stored.signature = "Eicar";
    stored.version = "ClamAV 1.4.6/27801";
    database.write(
        scan("10:00", "OK", "27800"),
        scan("10:58", "OK", "27800"),
        byNobody(notReceived.record()),
        scan("12:59", "OK", "27801"),
        stored.record());
  }

  private static ScanRecord byNobody(ScanRecord scan) {
    return new ScanRecord(
        scan.id(),
        scan.at(),
        0,
        scan.entry(),
        scan.site(),
        scan.place(),
        scan.user(),
        scan.client(),
        scan.size(),
        "",
        "",
        scan.verdict(),
        scan.reason(),
        "",
        "",
        false,
        List.of());
  }

  private static ScanRecord scan(String time, String verdict, String version) {
    Scan scan = new Scan();
    scan.at = at(time);
    scan.verdict = verdict;
    scan.version = "ClamAV 1.4.6/" + version;
    return scan.record();
  }

  private static EventRecord event(String kind, String what, String time) {
    return new EventRecord(UUID.randomUUID(), at(time), kind, "", what, "");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-01T" + time + ":00Z");
  }

  private static CoverageQuestion question(
      Optional<String> entry, Optional<String> site, String from, String to) {
    return new CoverageQuestion(entry, site, at(from), at(to));
  }

  private static List<String> gaps(JournalFixture database, CoverageQuestion question)
      throws JournalException {
    return ask(database, question, "20:00").gaps().list().stream()
        .map(one -> one.kind() + " " + one.what() + " " + one.from().toString().substring(11, 16))
        .toList();
  }

  private static CoverageReport ask(JournalFixture database, CoverageQuestion question, String now)
      throws JournalException {
    return database.journal.read(
        "Looking", (connection, kind) -> CoverageSearch.of(connection, question, at(now), 0));
  }
}
