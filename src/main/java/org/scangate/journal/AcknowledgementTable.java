package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The table of what was acknowledged: one row for each cause. */
final class AcknowledgementTable {

  private AcknowledgementTable() {}

  static void put(Connection connection, AlertAcknowledgement said) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from alert_acknowledgement where rule = ? and subject = ?")) {
      delete.setString(1, StoredText.subject(said.rule()));
      delete.setString(2, StoredText.subject(said.subject()));
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into alert_acknowledgement (rule, subject, made, ends, made_by, reason)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, StoredText.subject(said.rule()));
      insert.setString(2, StoredText.subject(said.subject()));
      insert.setObject(3, AlertTable.time(said.made()));
      insert.setObject(4, AlertTable.time(said.ends()));
      insert.setString(5, StoredText.of(said.by()));
      insert.setString(6, StoredText.of(said.reason()));
      insert.executeUpdate();
    }
  }

  static boolean holds(Connection connection, GatheredCauses.Key of, Instant now)
      throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "select 1 from alert_acknowledgement where rule = ? and subject = ? and ends > ?")) {
      look.setString(1, of.rule());
      look.setString(2, of.subject());
      look.setObject(3, AlertTable.time(now));
      try (ResultSet found = look.executeQuery()) {
        return found.next();
      }
    }
  }

  static List<AlertAcknowledgement> inForce(Connection connection, Instant now)
      throws SQLException {
    List<AlertAcknowledgement> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select rule, subject, made, ends, made_by, reason from alert_acknowledgement"
                + " where ends > ? order by ends, rule, subject")) {
      query.setObject(1, AlertTable.time(now));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(
              new AlertAcknowledgement(
                  row.getString(1),
                  row.getString(2),
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  row.getObject(4, OffsetDateTime.class).toInstant(),
                  row.getString(5),
                  row.getString(6)));
        }
      }
    }
    return all;
  }
}
