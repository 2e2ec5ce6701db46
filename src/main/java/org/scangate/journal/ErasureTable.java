package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Remembers erasures, and takes what is personal out of the rows of one user. */
final class ErasureTable {

  /** Rows in one transaction. */
  static final int BATCH = 1_000;

  private ErasureTable() {}

  /** Those that concern a record of that time. */
  static List<Erasure> since(Connection connection, Instant oldest) throws SQLException {
    List<Erasure> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select id, at, salt, hash, site from erasure where at >= ? order by at")) {
      query.setObject(1, ScanRow.stored(oldest).atOffset(ZoneOffset.UTC));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Erasure(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, OffsetDateTime.class).toInstant(),
                  rows.getString(3),
                  rows.getString(4),
                  Optional.ofNullable(rows.getString(5))));
        }
      }
    }
    return found;
  }

  /**
   * The same for who writes records in this transaction: none that begins to be in force meanwhile
   * is missed, on whichever node ({@link #add} waits for the end of this transaction).
   */
  static List<Erasure> inForce(Connection connection, DatabaseKind kind, Instant oldest)
      throws SQLException {
    lock(connection, kind, "access share");
    return since(connection, oldest);
  }

  /** From its commit on no older record of that user is written as it was. */
  static Void add(Connection connection, DatabaseKind kind, Erasure added, String user)
      throws SQLException {
    lock(connection, kind, "access exclusive");
    for (Erasure before : since(connection, Instant.EPOCH)) {
      if (before.isWithin(added, user)) {
        delete(connection, before.id());
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into erasure (id, at, salt, hash, site) values (?, ?, ?, ?, ?)")) {
      insert.setObject(1, added.id());
      insert.setObject(2, added.at().atOffset(ZoneOffset.UTC));
      insert.setString(3, added.salt());
      insert.setString(4, added.hash());
      insert.setString(5, added.site().orElse(null));
      insert.executeUpdate();
    }
    return null;
  }

  /** To an H2 one process alone writes, which ships what it has before it blanks any row. */
  private static void lock(Connection connection, DatabaseKind kind, String mode)
      throws SQLException {
    if (kind == DatabaseKind.POSTGRESQL) {
      try (Statement lock = connection.createStatement()) {
        lock.execute("lock table erasure in " + mode + " mode");
      }
    }
  }

  private static void delete(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from erasure where id = ?")) {
      delete.setObject(1, id);
      delete.executeUpdate();
    }
  }

  /**
   * Takes what is personal out of some rows.
   *
   * @return how many rows; 0 when there are none any more
   */
  static int blank(Connection connection, PersonalRequest whose) throws SQLException {
    String site = " and site_id in (select id from site where name = ?)";
    try (PreparedStatement query =
            connection.prepareStatement(
                "select id, at from scan where user_id = ?"
                    + (whose.site().isPresent() ? site : "")
                    + " order by at, id limit "
                    + BATCH);
        PreparedStatement change =
            connection.prepareStatement(
                "update scan set " + Retention.BLANKED + " where id = ? and at = ?")) {
      query.setString(1, StoredText.of(whose.user()));
      if (whose.site().isPresent()) {
        query.setString(2, StoredText.place(whose.site().get()));
      }
      int count = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          change.setObject(1, rows.getObject(1, UUID.class));
          change.setObject(2, rows.getObject(2, OffsetDateTime.class));
          change.addBatch();
          count++;
        }
      }
      change.executeBatch();
      return count;
    }
  }
}
