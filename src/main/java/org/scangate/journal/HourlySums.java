package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What a batch adds to the sums of each hour, which outlive the rows. */
final class HourlySums {

  /** Always in this order, so that two nodes never wait for each other in a circle. */
  private record Key(Instant hour, int site, int outcome, int versions) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::hour)
            .thenComparingInt(Key::site)
            .thenComparingInt(Key::outcome)
            .thenComparingInt(Key::versions);
  }

  private record Sum(long scans, long bytes) {
    Sum plus(Sum other) {
      return new Sum(scans + other.scans, bytes + other.bytes);
    }
  }

  private static final String UPDATE =
      "update scan_hour set scans = scans + ?, bytes = bytes + ?"
          + " where begins = ? and site_id = ? and outcome_id = ? and versions_id = ?";
  private static final String INSERT =
      "insert into scan_hour (scans, bytes, begins, site_id, outcome_id, versions_id)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String UPSERT =
      INSERT
          + " on conflict (site_id, begins, outcome_id, versions_id) do update"
          + " set scans = scan_hour.scans + excluded.scans,"
          + " bytes = scan_hour.bytes + excluded.bytes";

  private final ToIntFunction<ScanRow> site;
  private final ToIntFunction<ScanRow> outcome;
  private final ToIntFunction<ScanRow> versions;
  private final Map<Key, Sum> sums = new TreeMap<>(Key.ORDER);

  HourlySums(
      ToIntFunction<ScanRow> site,
      ToIntFunction<ScanRow> outcome,
      ToIntFunction<ScanRow> versions) {
    this.site = site;
    this.outcome = outcome;
    this.versions = versions;
  }

  void count(ScanRow row) {
    sums.merge(
        new Key(
            row.at().truncatedTo(ChronoUnit.HOURS),
            site.applyAsInt(row),
            outcome.applyAsInt(row),
            versions.applyAsInt(row)),
        new Sum(1, row.scan().size()),
        Sum::plus);
  }

  void add(Connection connection, DatabaseKind kind) throws SQLException {
    for (Map.Entry<Key, Sum> one : sums.entrySet()) {
      if (kind == DatabaseKind.POSTGRESQL) {
        execute(connection, UPSERT, one);
      } else if (execute(connection, UPDATE, one) == 0) {
        execute(connection, INSERT, one);
      }
    }
  }

  private static int execute(Connection connection, String sql, Map.Entry<Key, Sum> one)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, one.getValue().scans());
      statement.setLong(2, one.getValue().bytes());
      statement.setObject(3, one.getKey().hour().atOffset(ZoneOffset.UTC));
      statement.setInt(4, one.getKey().site());
      statement.setInt(5, one.getKey().outcome());
      statement.setInt(6, one.getKey().versions());
      return statement.executeUpdate();
    }
  }
}
