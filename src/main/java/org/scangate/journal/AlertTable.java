package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.journal.AlertRecord.Delivery;

/** The table of alerts. */
final class AlertTable {

  static final String COLUMNS =
      "a.id, a.made, a.rule, a.subject, a.trouble, a.quiet, a.first_at, a.last_at, a.causes,"
          + " a.examples";

  private AlertTable() {}

  static void insert(Connection connection, AlertRecord alert) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into alert (id, made, rule, subject, trouble, quiet, first_at, last_at, causes,"
                + " examples) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, alert.id());
      insert.setObject(2, time(alert.made()));
      insert.setString(3, alert.rule());
      insert.setString(4, alert.subject());
      insert.setBoolean(5, alert.trouble());
      insert.setBoolean(6, alert.quiet());
      insert.setObject(7, time(alert.first()));
      insert.setObject(8, time(alert.last()));
      insert.setLong(9, alert.causes());
      insert.setString(10, String.join("\n", alert.examples()));
      insert.executeUpdate();
    }
    for (Delivery one : alert.deliveries()) {
      AlertDeliveries.insert(connection, alert.id(), one);
    }
  }

  static boolean isThere(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement look = connection.prepareStatement("select 1 from alert where id = ?")) {
      look.setObject(1, id);
      try (ResultSet found = look.executeQuery()) {
        return found.next();
      }
    }
  }

  /** What was told of a subject, and when last. */
  static AlertWindow window(Connection connection, GatheredCauses.Key of) throws SQLException {
    return new AlertWindow(told(connection, of, true), told(connection, of, false));
  }

  private static Optional<Instant> told(
      Connection connection, GatheredCauses.Key of, boolean trouble) throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "select max(made) from alert where rule = ? and subject = ? and trouble = ?")) {
      look.setString(1, of.rule());
      look.setString(2, of.subject());
      look.setBoolean(3, trouble);
      try (ResultSet found = look.executeQuery()) {
        found.next();
        return Optional.ofNullable(found.getObject(1, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
      }
    }
  }

  /** Alerts of a rule, each about one subject, that were made since then and not kept quiet. */
  static long count(Connection connection, String rule, Instant since) throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "select count(*) from alert"
                + " where rule = ? and subject <> ? and not quiet and made > ?")) {
      look.setString(1, rule);
      look.setString(2, AlertOutbox.OTHERS);
      look.setObject(3, time(since));
      try (ResultSet found = look.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  /** The latest first, each with its deliveries. */
  static List<AlertRecord> latest(Connection connection, int limit) throws SQLException {
    List<AlertRecord> latest =
        list(
            connection,
            "select " + COLUMNS + " from alert a order by a.made desc, a.id desc",
            limit);
    List<AlertRecord> all = new ArrayList<>();
    for (AlertRecord one : latest) {
      all.add(one.with(AlertDeliveries.of(connection, one.id())));
    }
    return all;
  }

  private static List<AlertRecord> list(Connection connection, String sql, int limit)
      throws SQLException {
    List<AlertRecord> all = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql + " limit " + limit);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.add(alert(rows));
      }
    }
    return all;
  }

  static AlertRecord alert(ResultSet row) throws SQLException {
    return new AlertRecord(
        row.getObject(1, UUID.class),
        time(row, 2),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getBoolean(6),
        time(row, 7),
        time(row, 8),
        row.getLong(9),
        row.getString(10).lines().toList(),
        List.of());
  }

  static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime time(Instant at) {
    return ScanRow.stored(at).atOffset(ZoneOffset.UTC);
  }
}
