package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table of causes that wait to be told. */
final class AlertCauseTable {

  /** Read at once; the others come next. */
  private static final int MAX_ROWS = 5_000;

  private AlertCauseTable() {}

  static void insert(Connection connection, List<GatheredCauses> causes) throws SQLException {
    if (causes.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into alert_cause (id, rule, subject, trouble, first_at, last_at, due, causes,"
                + " examples) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (GatheredCauses one : causes) {
        insert.setObject(1, one.id());
        insert.setString(2, one.rule());
        insert.setString(3, one.subject());
        insert.setBoolean(4, one.trouble());
        insert.setObject(5, AlertTable.time(one.first()));
        insert.setObject(6, AlertTable.time(one.last()));
        insert.setObject(7, AlertTable.time(one.due()));
        insert.setLong(8, one.causes());
        insert.setString(9, String.join("\n", one.examples()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** By rule and subject; two rows at most of each, of a trouble and of its end. */
  static Map<GatheredCauses.Key, List<GatheredCauses>> all(Connection connection)
      throws SQLException {
    Map<GatheredCauses.Key, List<GatheredCauses>> all = new LinkedHashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select id, rule, subject, trouble, first_at, last_at, due, causes, examples"
                    + " from alert_cause order by first_at, id limit "
                    + MAX_ROWS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        GatheredCauses one =
            new GatheredCauses(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                time(row, 5),
                time(row, 6),
                time(row, 7),
                row.getLong(8),
                row.getString(9).lines().toList());
        all.computeIfAbsent(one.key(), any -> new ArrayList<>()).add(one);
      }
    }
    return all;
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static void delete(Connection connection, List<GatheredCauses> causes) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from alert_cause where id = ?")) {
      for (GatheredCauses one : causes) {
        delete.setObject(1, one.id());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
