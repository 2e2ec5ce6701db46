package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.scangate.scan.ScanId;
import org.scangate.testing.Fixtures;

/**
 * Half a year of scans in PostgreSQL, written by SQL in the order in which they came, with all
 * indexes in place: so they are as large and as scattered as in use. Half are uploads: of 1,000,000
 * users, a fifth by 500 who do nothing else; half are files of a store, five levels deep. One scan
 * of 10,000 was FOUND, one of 200 UNSCANNED; a tenth is content that came before. A fortieth was
 * moved into the store together, long ago.
 */
final class LargeJournal {

  private static final Duration SPAN = Duration.ofDays(170);
  private static final long CHUNK = 500_000;
  private static final int KINDS = 20;

  private static final String FILL =
      """
      insert into scan
      select gen_random_uuid(), '%1$s'::timestamptz - (%2$d - i) * (interval '170 days' / %2$d),
        (10000 + 5000000 * power(random(), 4))::bigint, (5 + 60 * random())::bigint,
        case when m then s.moodle[1 + h %% 3] else s.pure[1 + h %% 2] end,
        case when i %% 10000 = 17 then o.found[1 + h %% 20] when i %% 200 = 3 then o.un[1 + h %% 4]
          else o.ok end,
        a.ids[1 + (i * (cardinality(a.ids) - 1) / %2$d)],
        not (i %% 10000 = 17 or i %% 200 = 3), m and h %% 20 = 0, m,
        sha256((case when h %% 10 = 0 then 'known ' || (10000 * power(random(), 3))::int
          else i::text end)::bytea),
        case when m then decode(substr(md5(i::text) || md5('x' || i), 1, 40), 'hex') end,
        case when m then (case when h %% 5 = 0 then (random() * 499)::int
          else 500 + (random() * 999499)::int end)::text end,
        case when m then '192.0.' || h %% 256 || '.' || (h / 256) %% 256 end,
        case when m then 'essay ' || h %% 1000 || ' of week ' || h %% 15 || ', final version.pdf'
          when burst then '/srv/pure/moved/course-' || lpad((h %% 100)::text, 4, '0')
            || '/hand-in ' || i || '.bin'
          else '/srv/pure/faculty-' || lpad((h %% 20)::text, 2, '0')
            || '/course-' || lpad((h %% 2000)::text, 4, '0')
            || '/group-' || lpad((h %% 26)::text, 2, '0') || '/hand-in ' || i || '.bin' end,
        null
      from (select i, i %% 2 = 0 and not i between %5$d and %6$d as m,
            i between %5$d and %6$d as burst, abs(hashint8(i)::bigint)::int as h
          from generate_series(%3$d::bigint, %4$d::bigint) i) n,
        (select array_agg(id) filter (where entry = 'moodle') as moodle,
          array_agg(id) filter (where entry <> 'moodle') as pure from site) s,
        (select min(id) filter (where verdict = 'OK') as ok,
          array_agg(id) filter (where verdict = 'FOUND') as found,
          array_agg(id) filter (where verdict = 'UNSCANNED') as un from outcome) o,
        (select array_agg(id order by id) as ids from answers) a
      """;

  /** As they are kept of what is shipped. */
  static final String SUMS =
      """
      insert into scan_hour
      select date_trunc('hour', at), site_id, outcome_id, 1, count(*), sum(size) from scan
      group by 1, 2, 3 on conflict do nothing
      """;

  private final JournalDatabase database;

  LargeJournal(JournalDatabase database) {
    this.database = database;
  }

  /** With so many scans, the last one now. */
  void fill(long scans) throws JournalException {
    database.write(repeating());
    Instant end = Instant.now();
    partitions(end);
    for (long from = 1; from <= scans; from += CHUNK) {
      long last = Math.min(scans, from + CHUNK - 1);
      change(FILL.formatted(end, scans, from, last, scans * 2 / 5, scans * 17 / 40));
    }
  }

  /** A scan of each site and of each outcome: what is kept once. */
  private static List<JournalRecord> repeating() {
    List<JournalRecord> all = new ArrayList<>();
    for (int i = 0; i < KINDS; i++) {
      JournalFixture.Scan scan = new JournalFixture.Scan();
      scan.id = ScanId.next();
      scan.at = Instant.now().minus(SPAN);
      scan.entry = i < 3 ? "moodle" : i == 3 ? "local" : "s3";
      scan.site = i < 3 ? "https://moodle" + i + ".example" : i == 3 ? "/srv/pure" : "bucket";
      scan.version = "ClamAV 1.4.6/" + (27_800 + i);
      all.add(scan.record());
      scan.id = ScanId.next();
      scan.verdict = "FOUND";
      scan.signature = "Win.Trojan.Agent-" + i;
      all.add(scan.record());
      scan.id = ScanId.next();
      scan.verdict = "UNSCANNED";
      scan.signature = "";
      scan.reason = List.of("timed-out", "too-large", "no-scanner", "encrypted").get(i % 4);
      all.add(scan.record());
    }
    return all;
  }

  private void partitions(Instant end) throws JournalException {
    Set<Instant> months = new HashSet<>();
    for (long days = 0; days <= SPAN.toDays() + 1; days++) {
      months.add(Partitions.begin(Partitions.month(end.minus(Duration.ofDays(days)))));
    }
    database.change(
        "Making partitions", (connection, kind) -> new Partitions().make(connection, months));
  }

  /** As PostgreSQL does by itself after some time. */
  void change(String sql) throws JournalException {
    database.change(
        "Filling",
        (connection, kind) -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            return statement.execute(sql);
          }
        });
  }

  /** Bytes that each of them takes, with its indexes. */
  double bytesEach() throws JournalException {
    return number(
        "select sum(pg_total_relation_size(inhrelid)) / (select count(*) from scan)"
            + " from pg_inherits where inhparent = 'scan'::regclass");
  }

  double number(String sql) throws JournalException {
    return database.change(
        "Looking",
        (connection, kind) -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            try (ResultSet result = statement.executeQuery(sql)) {
              result.next();
              return result.getDouble(1);
            }
          }
        });
  }

  /** What somebody may look for. */
  static final class Asked {
    private final Random random = new Random(7);
    private final long scans;

    Asked(long scans) {
      this.scans = scans;
    }

    /** Nine times content that came once, and once content that came often. */
    String sha256() {
      String content =
          random.nextInt(10) == 0
              ? "known " + random.nextInt(10_000)
              : Long.toString(1 + random.nextLong(scans));
      return Fixtures.sha256(content.getBytes(UTF_8));
    }

    /** Every second one is of those who hand in most. */
    String user() {
      return Integer.toString(
          random.nextBoolean() ? random.nextInt(500) : 500 + random.nextInt(999_500));
    }

    /** From a faculty, which has a fortieth of all, down to a group. */
    String place() {
      int course = random.nextInt(2_000);
      StringBuilder place = new StringBuilder("/srv/pure/faculty-%02d/".formatted(course % 20));
      int depth = random.nextInt(3);
      if (depth > 0) {
        place.append("course-%04d/".formatted(course));
      }
      if (depth > 1) {
        place.append("group-%02d/".formatted(random.nextInt(26)));
      }
      return place.toString();
    }

    /** All that was moved together, or a hundredth of it. */
    String moved() {
      return random.nextBoolean()
          ? "/srv/pure/moved/"
          : "/srv/pure/moved/course-%04d/".formatted(random.nextInt(100));
    }

    Instant day() {
      return Instant.now().minus(Duration.ofDays(1 + random.nextInt((int) SPAN.toDays())));
    }
  }
}
