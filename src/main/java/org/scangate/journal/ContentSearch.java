package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scangate.journal.ContentHistory.ByScanners;
import org.scangate.journal.ContentHistory.Judged;
import org.scangate.journal.ContentHistory.Seen;
import org.scangate.journal.ContentHistory.Where;
import org.scangate.journal.ScanRecord.ScannerAnswer;

/** Looks for all of one content, by an index; the database sums up, so that answers are small. */
final class ContentSearch {

  /** Of different verdicts by different versions: years of daily signatures. */
  private static final int MAX_VERDICTS = 2_000;

  private static final String SEEN = "count(*) as n, min(at) as first_at, max(at) as last_at";

  private static final String ALL =
      "select count(*), min(at), max(at), min(size), max(size) from scan where %s = ?";

  private static final String WHERE =
      "select g.n, g.first_at, g.last_at, t.entry, t.name, g.place, g.user_id from (select site_id,"
          + " place, user_id, "
          + SEEN
          + " from scan where %s = ? group by site_id, place, user_id order by max(at) desc limit"
          + " %s) g join site t on t.id = g.site_id order by g.last_at desc";

  private static final String VERDICTS =
      "select g.n, g.first_at, g.last_at, o.verdict, o.reason, o.signature, a.answers from (select"
          + " outcome_id, answers_id, "
          + SEEN
          + " from scan where %s = ? group by outcome_id, answers_id order by max(at) desc limit"
          + " %s) g join outcome o on o.id = g.outcome_id join answers a on a.id = g.answers_id"
          + " order by g.last_at desc";

  private final Connection connection;
  private final ContentHash hash;

  private ContentSearch(Connection connection, ContentHash hash) {
    this.connection = connection;
    this.hash = hash;
  }

  /**
   * @param limit of places
   * @return empty: no scan of it is in the database
   */
  static Optional<ContentHistory> of(Connection connection, ContentHash hash, int limit)
      throws SQLException {
    return new ContentSearch(connection, hash).history(limit);
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private record Sizes(Seen seen, long smallest, long largest) {}

  private record Judgement(String verdict, String reason, String signature) {}

  private record SummedUp(Judgement verdict, List<ScannerAnswer> answers, Seen seen) {}

  private Optional<ContentHistory> history(int limit) throws SQLException {
    Sizes all = rows(ALL, 1, ContentSearch::sizes).get(0);
    if (all.seen().scans() == 0) {
      return Optional.empty();
    }
    List<Where> where = rows(WHERE, limit + 1, ContentSearch::where);
    List<SummedUp> groups = rows(VERDICTS, MAX_VERDICTS + 1, ContentSearch::group);
    return Optional.of(
        new ContentHistory(
            hashes("sha256"),
            hashes("sha1"),
            all.smallest(),
            all.largest(),
            all.seen(),
            where.subList(0, Math.min(limit, where.size())),
            where.size() > limit,
            verdicts(groups.subList(0, Math.min(MAX_VERDICTS, groups.size()))),
            groups.size() > MAX_VERDICTS));
  }

  private List<String> hashes(String column) throws SQLException {
    return rows(
        "select distinct "
            + column
            + " from scan where %s = ? and "
            + column
            + " is not null order by 1 limit %s",
        ContentHistory.MAX_HASHES,
        row -> HexFormat.of().formatHex(row.getBytes(1)));
  }

  /** By verdict, and in each by what the scanners were, wherever they answered. */
  private static List<Judged> verdicts(List<SummedUp> groups) {
    Map<Judgement, Map<List<ScannerAnswer>, Seen>> merged = new LinkedHashMap<>();
    for (SummedUp one : groups) {
      merged
          .computeIfAbsent(one.verdict(), verdict -> new LinkedHashMap<>())
          .merge(one.answers(), one.seen(), Seen::and);
    }
    List<Judged> verdicts = new ArrayList<>();
    merged.forEach(
        (verdict, by) ->
            verdicts.add(
                new Judged(
                    verdict.verdict(),
                    verdict.reason(),
                    verdict.signature(),
                    by.values().stream().reduce(Seen::and).orElseThrow(),
                    by.entrySet().stream()
                        .map(one -> new ByScanners(one.getKey(), one.getValue()))
                        .toList())));
    return verdicts;
  }

  /**
   * @param sql with a place for the hash's column, and one for the limit
   */
  private <T> List<T> rows(String sql, int limit, Row<T> row) throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(sql.formatted(hash.column(), Integer.toString(limit)))) {
      query.setBytes(1, hash.bytes());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
    }
    return found;
  }

  private static Sizes sizes(ResultSet row) throws SQLException {
    return new Sizes(
        row.getLong(1) == 0 ? new Seen(0, null, null) : seen(row), row.getLong(4), row.getLong(5));
  }

  private static Where where(ResultSet row) throws SQLException {
    return new Where(row.getString(4), row.getString(5), text(row, 6), text(row, 7), seen(row));
  }

  private static SummedUp group(ResultSet row) throws SQLException {
    List<ScannerAnswer> answers =
        AnswersText.read(row.getString(7)).stream()
            .map(
                one ->
                    new ScannerAnswer(one.scanner(), "", one.version(), one.verdict(), one.what()))
            .toList();
    return new SummedUp(
        new Judgement(row.getString(4), row.getString(5), row.getString(6)), answers, seen(row));
  }

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, OffsetDateTime.class).toInstant());
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
