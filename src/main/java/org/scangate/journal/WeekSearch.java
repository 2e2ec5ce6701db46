package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.journal.CoverageReport.Some;
import org.scangate.journal.CoverageReport.Sum;
import org.scangate.journal.WeekReport.ByPlace;
import org.scangate.journal.WeekReport.ByReason;

/** Answers with a {@link WeekReport}: by the sums of each hour, and by events. */
final class WeekSearch {

  static final int MAX_PLACES = 20;

  /** Read one by one, so that a sweep which met a million of them costs no more. */
  private static final int MAX_UNOPENED = 10_000;

  private static final String HOURS =
      " from scan_hour h join site t on t.id = h.site_id join outcome o on o.id = h.outcome_id"
          + " where h.begins >= ? and h.begins < ? and t.entry <> 'canary'";
  private static final String OUTCOMES =
      "select o.verdict, o.reason, sum(h.scans), sum(h.bytes)"
          + HOURS
          + " group by 1, 2 order by 3 desc, 1, 2";
  private static final String PLACES =
      "select t.entry, t.name, sum(h.scans),"
          + " sum(case when o.verdict = 'FOUND' then h.scans else 0 end),"
          + " sum(case when o.verdict = 'UNSCANNED' then h.scans else 0 end)"
          + HOURS
          + " group by 1, 2 order by 4 desc, 5 desc, 3 desc, 1, 2 limit "
          + (MAX_PLACES + 1);
  private static final String UNOPENED =
      "select s.detail from scan s where not s.ok and s.at >= ? and s.at < ? and s.outcome_id in"
          + " (select id from outcome where verdict = 'UNSCANNED' and reason = 'not-opened')"
          + " order by s.at desc, s.id desc limit "
          + MAX_UNOPENED;

  /** Our own words; those of a scanner may be anything, and nothing of it is shown. */
  private static final Pattern KINDS =
      Pattern.compile("([a-z0-9.+, -]{1,500}): no scanner was shown.*");

  private static final Pattern KIND = Pattern.compile("[a-z0-9.+-]{1,20}");

  private final Connection connection;
  private final Instant from;
  private final Instant to;

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private WeekSearch(Connection connection, Instant from, Instant to) {
    this.connection = connection;
    this.from = from.truncatedTo(ChronoUnit.HOURS);
    this.to = to.truncatedTo(ChronoUnit.HOURS);
  }

  static WeekReport of(Connection connection, Instant from, Instant to, long waiting)
      throws SQLException {
    return new WeekSearch(connection, from, to).report(waiting);
  }

  private WeekReport report(long waiting) throws SQLException {
    CoverageQuestion all = new CoverageQuestion(Optional.empty(), Optional.empty(), from, to);
    return new WeekReport(
        from,
        to,
        rows(
            OUTCOMES,
            row ->
                new ByReason(
                    row.getString(1), row.getString(2), new Sum(row.getLong(3), row.getLong(4)))),
        Some.of(
            rows(
                PLACES,
                row ->
                    new ByPlace(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5))),
            MAX_PLACES),
        unopened(),
        new CoverageEvents(connection, all, from, to).gaps(),
        waiting);
  }

  private SortedMap<String, Long> unopened() throws SQLException {
    SortedMap<String, Long> kinds = new TreeMap<>();
    for (String detail : rows(UNOPENED, row -> Optional.ofNullable(row.getString(1)).orElse(""))) {
      kinds(detail).forEach(kind -> kinds.merge(kind, 1L, Long::sum));
    }
    return kinds;
  }

  private static List<String> kinds(String detail) {
    Matcher matcher = KINDS.matcher(detail);
    List<String> kinds = matcher.matches() ? List.of(matcher.group(1).split(", ")) : List.of();
    boolean ours = !kinds.isEmpty() && kinds.stream().allMatch(KIND.asMatchPredicate());
    return ours ? kinds : List.of("other");
  }

  private <T> List<T> rows(String sql, Row<T> row) throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, from.atOffset(ZoneOffset.UTC));
      query.setObject(2, to.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
    }
    return found;
  }
}
