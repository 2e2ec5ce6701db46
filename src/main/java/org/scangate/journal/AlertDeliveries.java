package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.journal.AlertRecord.Delivery;
import org.scangate.journal.AlertRecord.State;

/** The table of deliveries. */
final class AlertDeliveries {

  private AlertDeliveries() {}

  static void insert(Connection connection, UUID alert, Delivery delivery) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into alert_delivery (alert_id, channel, state, attempts, due, answer)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, alert);
      insert.setString(2, delivery.channel());
      insert.setString(3, delivery.state().word());
      insert.setInt(4, delivery.attempts());
      insert.setObject(5, AlertTable.time(delivery.due()));
      insert.setString(6, delivery.answer());
      insert.executeUpdate();
    }
  }

  /**
   * The delivery that has been due for longest, for whoever asks alone: it is due again only when
   * it may be taken for lost.
   */
  static Optional<AlertRecord> claim(
      Connection connection, DatabaseKind kind, String channel, Instant now, Instant lost)
      throws SQLException {
    String sql =
        "select "
            + AlertTable.COLUMNS
            + " from alert a join alert_delivery d on d.alert_id = a.id"
            + " where d.state = 'waiting' and d.channel = ? and d.due <= ?"
            + " order by d.due, a.id limit 1";
    if (kind == DatabaseKind.POSTGRESQL) {
      sql += " for update of d skip locked";
    }
    Optional<AlertRecord> due = Optional.empty();
    try (PreparedStatement look = connection.prepareStatement(sql)) {
      look.setString(1, channel);
      look.setObject(2, AlertTable.time(now));
      try (ResultSet found = look.executeQuery()) {
        if (found.next()) {
          due = Optional.of(AlertTable.alert(found));
        }
      }
    }
    if (due.isEmpty() || !take(connection, due.get().id(), channel, now, lost)) {
      return Optional.empty();
    }
    return Optional.of(due.get().with(of(connection, due.get().id())));
  }

  /** Another one of H2 may have seen the same row. */
  private static boolean take(
      Connection connection, UUID id, String channel, Instant now, Instant lost)
      throws SQLException {
    try (PreparedStatement take =
        connection.prepareStatement(
            "update alert_delivery set due = ?, attempts = attempts + 1"
                + " where alert_id = ? and channel = ? and state = 'waiting' and due <= ?")) {
      take.setObject(1, AlertTable.time(lost));
      take.setObject(2, id);
      take.setString(3, channel);
      take.setObject(4, AlertTable.time(now));
      return take.executeUpdate() == 1;
    }
  }

  /**
   * Notes how an attempt ended.
   *
   * @return false: another one has ended the delivery meanwhile
   */
  static boolean note(
      Connection connection, UUID id, String channel, State state, Instant when, String answer)
      throws SQLException {
    boolean ends = state != State.WAITING;
    try (PreparedStatement note =
        connection.prepareStatement(
            "update alert_delivery set state = ?, answer = ?, "
                + (ends ? "ended" : "due")
                + " = ? where alert_id = ? and channel = ? and state = 'waiting'")) {
      note.setString(1, state.word());
      note.setString(2, StoredText.of(answer));
      note.setObject(3, AlertTable.time(when));
      note.setObject(4, id);
      note.setString(5, channel);
      return note.executeUpdate() == 1;
    }
  }

  static List<Delivery> of(Connection connection, UUID id) throws SQLException {
    List<Delivery> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select channel, state, attempts, due, ended, answer from alert_delivery"
                + " where alert_id = ? order by channel")) {
      query.setObject(1, id);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(
              new Delivery(
                  row.getString(1),
                  State.of(row.getString(2)),
                  row.getInt(3),
                  AlertTable.time(row, 4),
                  Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                      .map(OffsetDateTime::toInstant),
                  row.getString(6)));
        }
      }
    }
    return all;
  }

  /** Alerts with those deliveries that nobody has managed since they were made. */
  static List<AlertRecord> waitingSince(Connection connection, Instant made) throws SQLException {
    List<AlertRecord> old = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select "
                + AlertTable.COLUMNS
                + " from alert a where a.made <= ? and exists (select 1 from alert_delivery d"
                + " where d.alert_id = a.id and d.state = 'waiting') order by a.made limit 100")) {
      query.setObject(1, AlertTable.time(made));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          old.add(AlertTable.alert(rows));
        }
      }
    }
    List<AlertRecord> all = new ArrayList<>();
    for (AlertRecord one : old) {
      all.add(
          one.with(
              of(connection, one.id()).stream()
                  .filter(delivery -> delivery.state() == State.WAITING)
                  .toList()));
    }
    return all;
  }

  static AlertOutbox.Backlog backlog(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select count(*), min(a.made) from alert_delivery d join alert a"
                    + " on a.id = d.alert_id where d.state = 'waiting'");
        ResultSet row = query.executeQuery()) {
      row.next();
      return new AlertOutbox.Backlog(
          row.getLong(1),
          Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
              .map(OffsetDateTime::toInstant));
    }
  }
}
