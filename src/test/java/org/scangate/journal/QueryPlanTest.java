package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

/**
 * What administrators ask most is answered through the index that is meant for it, as PostgreSQL
 * itself chooses by its statistics, among so many scans that it could choose otherwise: nothing is
 * forbidden to it. Three months are three partitions.
 */
class QueryPlanTest {

  private static final int SCANS = 20_000;
  private static final int MONTHS = 3;
  private static final Duration MONTH = Duration.ofDays(31);
  private static final List<String> MODES = List.of("force_custom_plan", "force_generic_plan");
  private static final String FINDINGS =
      "select indexrelid::regclass from pg_index where indrelid::regclass::text ~ '^scan_20'"
          + " and pg_get_expr(indpred, indrelid) = '(NOT ok)'";

  /** Those to come are empty. */
  private static final Pattern WHOLE_MONTH = Pattern.compile("Seq Scan on scan_2026_(09|10|11)");

  /** How often a plan for all values was used, and whether one for these was as often. */
  private static final String PLANNED =
      "select coalesce(sum(generic_plans), 0), coalesce(sum(custom_plans), 0) >= 10"
          + " from pg_prepared_statements"
          + " where statement like '%sha256%'";

  private static final Optional<JournalCursor> NONE = Optional.empty();
  private static final Optional<String> ANY = Optional.empty();

  private static JournalFixture database;

  @BeforeAll
  static void fill() throws Exception {
    database = new JournalFixture(Kind.POSTGRESQL);
    for (int month = 0; month < MONTHS; month++) {
      Scan scan = new Scan();
      scan.at = JournalFixture.NOW.minus(Duration.ofDays(30L * month));
      scan.verdict = month == 0 ? "OK" : "FOUND";
      database.write(scan.record());
    }
    Scan unscanned = new Scan();
    unscanned.verdict = "UNSCANNED";
    unscanned.signature = "";
    unscanned.reason = "no-scanner";
    database.write(unscanned.record());
    database.change(
        "insert into scan select gen_random_uuid(), '"
            + JournalFixture.NOW
            + "'::timestamptz - i * interval '5 minutes', 1, 1, s.id,"
            + " case when i % 1000 = 0 then f.id when i % 200 = 5 then u.id else o.id end, a.id,"
            + " i % 1000 <> 0 and i % 200 <> 5, false, true,"
            + " sha256(i::text::bytea), null, (i % 5000)::text, null,"
            + " '/srv/faculty-' || i % 7 || '/course-' || i % 900 || '/group/a hand-in ' || i,"
            + " null from generate_series(1, "
            + SCANS
            + ") i, (select min(id) as id from site) s,"
            + " (select id from outcome where verdict = 'OK') o,"
            + " (select id from outcome where verdict = 'FOUND') f,"
            + " (select id from outcome where verdict = 'UNSCANNED') u,"
            + " (select min(id) as id from answers) a");
    database.change("analyze");
  }

  @AfterAll
  static void end() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void aHashIsFoundByItsIndex() throws Exception {
    bothWays(search("ab".repeat(32), null, null, null), "Index Cond: (sha256 = ");
  }

  @Test
  void aUserIsFoundByHisIndex() throws Exception {
    bothWays(search(null, "4711", null, null), "Index Cond: (user_id = ");
  }

  @Test
  void theBeginningOfAPlaceIsFoundByItsIndex() throws Exception {
    bothWays(
        search(null, null, "/srv/faculty-3/course-17/", null),
        "Index Cond: ((\"left\"(place, 250) ~>=~ ");
  }

  @Test
  void findingsAreReadFromAnIndexOfTheirOwn() throws Exception {
    String plan = bothWays(search(null, null, null, "FOUND"), "Index Scan");
    List<String> own = database.texts(FINDINGS);
    assertEquals(MONTHS, own.stream().filter(plan::contains).count(), plan);
  }

  /** As the console lists them: both kinds, without our own test files. */
  @Test
  void soIsWhatIsNotOk() throws Exception {
    ScanSearch notOk =
        new ScanSearch(
            Optional.empty(),
            ANY,
            ANY,
            ANY,
            ANY,
            Optional.of(ScanSearch.NO_CANARY),
            ANY,
            Optional.of(ScanSearch.NOT_OK),
            ANY,
            ANY,
            ANY,
            Optional.empty(),
            Optional.empty());
    String plan = bothWays(notOk, "Index Scan");
    List<String> own = database.texts(FINDINGS);
    assertEquals(MONTHS, own.stream().filter(plan::contains).count(), plan);
  }

  /** For each look at the console: not all that is not OK, most of which is UNSCANNED. */
  @Test
  void openFindingsAreCountedByTheirOutcome() throws Exception {
    for (String mode : MODES) {
      QueryPlans plans = new QueryPlans("explain");
      database.journal.read(
          "Looking",
          (connection, kind) -> {
            planned(connection, mode);
            Instant since = JournalFixture.NOW.minus(MONTH);
            return FindingNotes.open(plans.watching(connection), kind, since);
          });
      assertIndexed(plans.last(), "Index Cond: ((outcome_id = ");
    }
  }

  /** Large enough that the latest have its page, and so small that each month is asked for it. */
  @ParameterizedTest
  @CsvSource({
    "/srv/faculty-3/course-1, 1000",
    "/srv/faculty-3/course-1, 100",
    "/srv/faculty-3/course-11, 3",
    "/srv/faculty-3/course-11, 1",
    "/srv/faculty-3/course-17/, 2"
  })
  void allOfAFolderAreFoundInTheirOrder(String folder, int limit) throws Exception {
    List<UUID> expected =
        database
            .texts(
                "select id from scan where place like '" + folder + "%' order by at desc, id desc")
            .stream()
            .map(UUID::fromString)
            .toList();
    List<UUID> found = new ArrayList<>();
    Optional<JournalCursor> after = NONE;
    do {
      JournalPage<ScanRecord> some = page(search(null, null, folder, null), after, limit);
      some.records().forEach(record -> found.add(record.id()));
      after = some.next();
    } while (after.isPresent());
    assertTrue(expected.size() > 2, expected.toString());
    assertEquals(expected, found);
  }

  private static JournalPage<ScanRecord> page(
      ScanSearch search, Optional<JournalCursor> after, int limit) throws JournalException {
    return database.journal.read(
        "Looking",
        (connection, kind) -> JournalSearch.scans(connection, kind, search, after, limit));
  }

  /** Later pages are read where the one before ended, and sort nothing. */
  @Test
  void aLaterPageBeginsWhereTheOneBeforeEnded() throws Exception {
    JournalCursor after =
        new JournalCursor(JournalFixture.NOW.minus(Duration.ofDays(20)), UUID.randomUUID());
    for (String mode : MODES) {
      String plan = plan(search(null, null, null, null), Optional.of(after), mode);
      assertIndexed(plan, "Index Cond: (at <= ");
      assertFalse(plan.contains("Sort Key"), plan);
    }
  }

  /** Of one that is made for all values, nobody knows how common the next value is. */
  @Test
  void eachSearchIsPlannedForWhatItLooksFor() throws Exception {
    List<String> counts = List.of();
    for (int i = 0; i < 20; i++) {
      counts =
          database.journal.read(
              "Looking",
              (connection, kind) -> {
                JournalSearch.scans(
                    connection, kind, search("ab".repeat(32), null, null, null), NONE, 100);
                try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(PLANNED)) {
                  row.next();
                  return List.of(row.getString(1), row.getString(2));
                }
              });
    }
    assertEquals(List.of("0", "t"), counts);
  }

  @Test
  void eachMonthKnowsItsPlacesWell() throws Exception {
    assertEquals(
        List.of("1000"),
        database.texts(
            "select distinct attstattarget from pg_attribute join pg_inherits"
                + " on attrelid = inhrelid where inhparent = 'scan_place'::regclass"));
  }

  /** Both plans that the server may come to: for these values, and for all values. */
  private static String bothWays(ScanSearch search, String expected) throws Exception {
    String plan = "";
    for (String mode : MODES) {
      plan = plan(search, Optional.empty(), mode);
      assertIndexed(plan, expected);
    }
    return plan;
  }

  private static void assertIndexed(String plan, String expected) {
    assertTrue(plan.contains(expected), plan);
    assertFalse(WHOLE_MONTH.matcher(plan).find(), plan);
  }

  private static String plan(ScanSearch search, Optional<JournalCursor> after, String mode)
      throws JournalException {
    QueryPlans plans = new QueryPlans("explain");
    int limit = search.place().isPresent() ? 10 : 100; // so that its latest are not all
    database.journal.read(
        "Looking",
        (connection, kind) -> {
          planned(connection, mode);
          return JournalSearch.scans(plans.watching(connection), kind, search, after, limit);
        });
    plans.all().forEach(plan -> assertFalse(WHOLE_MONTH.matcher(plan).find(), plan));
    return plans.last();
  }

  private static void planned(Connection connection, String mode) throws SQLException {
    try (Statement setting = connection.createStatement()) {
      setting.execute("set local plan_cache_mode = " + mode);
    }
  }

  private static ScanSearch search(String sha256, String user, String place, String verdict) {
    return new ScanSearch(
        Optional.empty(),
        Optional.ofNullable(sha256),
        ANY,
        Optional.ofNullable(user),
        ANY,
        ANY,
        Optional.ofNullable(place),
        Optional.ofNullable(verdict),
        ANY,
        ANY,
        ANY,
        Optional.empty(),
        Optional.empty());
  }
}
