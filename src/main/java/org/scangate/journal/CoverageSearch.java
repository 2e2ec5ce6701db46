package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.journal.CoverageReport.ByOutcome;
import org.scangate.journal.CoverageReport.BySite;
import org.scangate.journal.CoverageReport.ByVersions;
import org.scangate.journal.CoverageReport.Quiet;
import org.scangate.journal.CoverageReport.Some;
import org.scangate.journal.CoverageReport.Sum;

/** Answers {@link CoverageQuestion}: by the sums of each hour, and by events. */
final class CoverageSearch {

  private static final int MAX_LIST = 1_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String SUM = "sum(h.scans), sum(h.bytes)";
  private static final String HOURS = SUM + ", min(h.begins), max(h.begins)";
  private static final String SITE = " join site t on t.id = h.site_id";
  private static final String OUTCOME = " join outcome o on o.id = h.outcome_id";
  private static final String VERSIONS = " join versions v on v.id = h.versions_id";

  private final Connection connection;
  private final CoverageQuestion question;
  private final Instant from;
  private final Instant to;

  private CoverageSearch(Connection connection, CoverageQuestion question) {
    this.connection = connection;
    this.question = question;
    this.from = question.from().truncatedTo(ChronoUnit.HOURS);
    Instant begun = question.to().truncatedTo(ChronoUnit.HOURS);
    this.to = begun.equals(question.to()) ? begun : begun.plus(HOUR);
  }

  /**
   * @param now hours after it are not quiet, they are to come
   * @param waiting records that are not in the database yet
   */
  static CoverageReport of(
      Connection connection, CoverageQuestion question, Instant now, long waiting)
      throws SQLException {
    return new CoverageSearch(connection, question).report(now, waiting);
  }

  private CoverageReport report(Instant now, long waiting) throws SQLException {
    List<CoverageGap> gaps = new CoverageEvents(connection, question, from, to).gaps();
    return new CoverageReport(
        from,
        to,
        now,
        outcomes(),
        Some.of(sites(), MAX_LIST),
        Some.of(versions(), MAX_LIST),
        Some.of(gaps, MAX_LIST),
        Some.of(quiet(now.isBefore(to) ? now : to), MAX_LIST),
        firstHour(),
        waiting);
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private List<ByOutcome> outcomes() throws SQLException {
    return rows(
        "select o.verdict, o.reason, v.versions <> '', " + SUM,
        OUTCOME + VERSIONS,
        " group by 1, 2, 3 order by 1, 2, 3",
        row -> new ByOutcome(row.getString(1), row.getString(2), row.getBoolean(3), sum(row, 4)));
  }

  private List<BySite> sites() throws SQLException {
    return rows(
        "select t.entry, t.name, " + HOURS,
        SITE,
        " group by 1, 2 order by 3 desc, 1, 2 limit " + (MAX_LIST + 1),
        row ->
            new BySite(
                row.getString(1), row.getString(2), sum(row, 3), time(row, 5), time(row, 6)));
  }

  private List<ByVersions> versions() throws SQLException {
    return rows(
        "select v.versions, " + HOURS,
        VERSIONS,
        " and v.versions <> '' group by 1 order by 5 desc, 1 limit " + (MAX_LIST + 1),
        row -> new ByVersions(row.getString(1), sum(row, 2), time(row, 4), time(row, 5)));
  }

  /** Hours without any sum, those that follow each other as one. */
  private List<Quiet> quiet(Instant until) throws SQLException {
    Instant over = until.truncatedTo(ChronoUnit.HOURS);
    List<Quiet> quiet = new ArrayList<>();
    Instant next = from;
    for (Instant busy : rows("select distinct h.begins", "", " order by 1", row -> time(row, 1))) {
      if (busy.isAfter(next) && next.isBefore(over)) {
        quiet.add(new Quiet(next, busy.isBefore(over) ? busy : over));
      }
      next = busy.plus(HOUR);
    }
    if (next.isBefore(over)) {
      quiet.add(new Quiet(next, over));
    }
    return quiet;
  }

  private Optional<Instant> firstHour() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select min(h.begins) from scan_hour h where true" + ofSite())) {
      bindSite(query, 1);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
      }
    }
  }

  private <T> List<T> rows(String select, String joins, String rest, Row<T> row)
      throws SQLException {
    String sql =
        select
            + " from scan_hour h"
            + joins
            + " where h.begins >= ? and h.begins < ?"
            + ofSite()
            + rest;
    List<T> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, from.atOffset(ZoneOffset.UTC));
      query.setObject(2, to.atOffset(ZoneOffset.UTC));
      bindSite(query, 3);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
    }
    return found;
  }

  private String ofSite() {
    return (question.entry().isPresent()
            ? " and h.site_id in (select id from site where entry = ?)"
            : "")
        + (question.site().isPresent()
            ? " and h.site_id in (select id from site where name = ?)"
            : "");
  }

  private void bindSite(PreparedStatement query, int first) throws SQLException {
    int next = first;
    if (question.entry().isPresent()) {
      query.setString(next++, StoredText.of(question.entry().get()));
    }
    if (question.site().isPresent()) {
      query.setString(next, StoredText.place(question.site().get()));
    }
  }

  private static Sum sum(ResultSet row, int column) throws SQLException {
    return new Sum(row.getLong(column), row.getLong(column + 1));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
