package org.scangate.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.scangate.scan.Deadline;

/**
 * The latest scans below a place, in PostgreSQL. It guesses from a thousand steps a month how much
 * a folder has, and reads a million scans of others where it guesses wrongly. So the latest scans
 * are looked through first, where a large folder has its page; of one that has not, the index of
 * places says all, month by month.
 *
 * @param times between which they are
 * @param places conditions that the index of places has
 * @param others what else is asked of a scan itself
 * @param answers what is asked of the scanners' answers, which are joined
 */
record PlaceSearch(
    Connection connection,
    Conditions times,
    Conditions places,
    Conditions others,
    Conditions answers) {

  /** So many of the latest are looked through for each of a place, before its index is. */
  private static final int LATEST_FOR_EACH = 200;

  private static final int MOST_OF_LATEST = 100_000;

  /** Of a place that has more in a month the planner knows by its statistics that it is large. */
  private static final int LARGE = 20_000;

  /** As for one statement. */
  private static final Duration MOST_FOR_PLACE = Duration.ofSeconds(30);

  private static final String MONTHS =
      "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
          + " where i.inhparent = 'scan'::regclass order by c.relname desc";

  /** So many at most. */
  List<ScanRecord> latest(int limit) throws SQLException {
    Deadline end = Deadline.in(MOST_FOR_PLACE);
    List<ScanRecord> found = amongLatest(limit);
    if (found.size() == limit) {
      return found;
    }
    found = new ArrayList<>();
    for (YearMonth month : months()) {
      found.addAll(ofMonth(month, limit - found.size()));
      if (found.size() == limit) {
        break;
      }
      if (end.passed()) {
        throw new SQLException("a page of a place takes too long", "57014");
      }
    }
    return found;
  }

  private List<ScanRecord> amongLatest(int limit) throws SQLException {
    int count = Math.min(MOST_OF_LATEST, LATEST_FOR_EACH * (limit - 1));
    String latest = "(select * from scan s" + times.where() + JournalSearch.latest(count) + ")";
    String ofPlace =
        "(select * from %s s%s%s)"
            .formatted(
                latest,
                places.and(others).where(),
                answers.isEmpty() ? JournalSearch.latest(limit) : "");
    return JournalSearch.found(
        connection,
        JournalSearch.SCANS.formatted(ofPlace) + answers.where() + JournalSearch.latest(limit),
        times.and(places).and(others).and(answers),
        JournalSearch::scan);
  }

  /** Those that there are, the latest first. */
  private List<YearMonth> months() throws SQLException {
    return JournalSearch.found(
        connection, MONTHS, new Conditions(), row -> Partitions.monthOf(row.getString(1)));
  }

  private List<ScanRecord> ofMonth(YearMonth month, int limit) throws SQLException {
    Conditions ofMonth = new Conditions();
    ofMonth.add("s.at >= ?", JournalSearch.time(Partitions.begin(month)));
    ofMonth.add("s.at < ?", JournalSearch.time(Partitions.begin(month.plusMonths(1))));
    ofMonth = times.and(ofMonth).and(places);
    String some = "from scan s" + ofMonth.where() + " limit " + (LARGE + 1);
    int count =
        JournalSearch.found(
                connection,
                "select count(*) from (select 1 " + some + ") counted",
                ofMonth,
                row -> row.getInt(1))
            .get(0);
    if (count == 0) {
      return List.of();
    }
    Conditions rest = others.and(answers);
    String sql =
        count > LARGE
            ? JournalSearch.SCANS.formatted("scan") + ofMonth.and(rest).where()
            : "with of_place as materialized (select * from scan s%s) %s%s"
                .formatted(
                    ofMonth.where(), JournalSearch.SCANS.formatted("of_place"), rest.where());
    return JournalSearch.found(
        connection, sql + JournalSearch.latest(limit), ofMonth.and(rest), JournalSearch::scan);
  }
}
