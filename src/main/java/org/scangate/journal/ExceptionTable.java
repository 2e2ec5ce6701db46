package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.ContentException;

/** The table of exceptions: few, and never deleted. */
final class ExceptionTable {

  private static final String COLUMNS =
      "id, kind, sha256, size, made_by, reason, begins, ends, ended, ended_by, ended_why";

  private ExceptionTable() {}

  /** In the place of the one that this content had. */
  static void decide(Connection connection, ContentException exception) throws SQLException {
    ExceptionRecord.End replaced =
        new ExceptionRecord.End(
            exception.begins(), exception.by(), "replaced by " + exception.name());
    end(connection, "sha256 = ? and size = ?", replaced, hash(exception), exception.size());
    insert(connection, exception);
  }

  /**
   * One that is missing, as in a new database.
   *
   * @return false when another one holds on its content
   */
  static boolean restore(Connection connection, ContentException exception) throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "select 1 from content_exception where sha256 = ? and size = ? and ended is null")) {
      look.setBytes(1, hash(exception));
      look.setLong(2, exception.size());
      try (ResultSet found = look.executeQuery()) {
        if (found.next()) {
          return false;
        }
      }
    }
    insert(connection, exception);
    return true;
  }

  private static void insert(Connection connection, ContentException exception)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into content_exception (id, kind, sha256, size, made_by, reason, begins, ends)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, exception.id());
      insert.setString(2, exception.kind().name());
      insert.setBytes(3, hash(exception));
      insert.setLong(4, exception.size());
      insert.setString(5, StoredText.of(exception.by()));
      insert.setString(6, StoredText.of(exception.reason()));
      insert.setObject(7, time(exception.begins()));
      insert.setObject(8, time(exception.ends()));
      insert.executeUpdate();
    }
  }

  /**
   * Ends one.
   *
   * @return false when it is none, or has ended already
   */
  static boolean end(Connection connection, UUID id, ExceptionRecord.End end) throws SQLException {
    return end(connection, "id = ?", end, id) > 0;
  }

  private static int end(
      Connection connection, String which, ExceptionRecord.End end, Object... bound)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update content_exception set ended = ?, ended_by = ?, ended_why = ?"
                + " where ended is null and "
                + which)) {
      update.setObject(1, time(end.at()));
      update.setString(2, StoredText.of(end.by()));
      update.setString(3, StoredText.of(end.why()));
      for (int i = 0; i < bound.length; i++) {
        update.setObject(4 + i, bound[i]);
      }
      return update.executeUpdate();
    }
  }

  /** Those that nobody has ended, and those that ended since then; the latest first. */
  static List<ExceptionRecord> since(Connection connection, Instant ended) throws SQLException {
    return list(connection, "ended is null or ended >= ?", time(ended));
  }

  static Optional<ExceptionRecord> find(Connection connection, UUID id) throws SQLException {
    return list(connection, "id = ?", id).stream().findFirst();
  }

  /** All that there were on one content. */
  static List<ExceptionRecord> of(Connection connection, String sha256) throws SQLException {
    return list(connection, "sha256 = ?", HexFormat.of().parseHex(sha256));
  }

  private static List<ExceptionRecord> list(Connection connection, String which, Object bound)
      throws SQLException {
    List<ExceptionRecord> all = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select "
                + COLUMNS
                + " from content_exception where "
                + which
                + " order by begins desc, id desc")) {
      query.setObject(1, bound);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(record(rows));
        }
      }
    }
    return all;
  }

  private static ExceptionRecord record(ResultSet row) throws SQLException {
    ContentException exception =
        new ContentException(
            row.getObject(1, UUID.class),
            ContentException.Kind.valueOf(row.getString(2)),
            HexFormat.of().formatHex(row.getBytes(3)),
            row.getLong(4),
            row.getString(5),
            row.getString(6),
            row.getObject(7, OffsetDateTime.class).toInstant(),
            row.getObject(8, OffsetDateTime.class).toInstant());
    OffsetDateTime ended = row.getObject(9, OffsetDateTime.class);
    return new ExceptionRecord(
        exception,
        ended == null
            ? Optional.empty()
            : Optional.of(
                new ExceptionRecord.End(ended.toInstant(), row.getString(10), row.getString(11))));
  }

  /** Stores and buckets that a content is known to lie in, with its place there. */
  static List<KnownPlace> places(Connection connection, String sha256, int limit)
      throws SQLException {
    List<KnownPlace> places = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select distinct t.entry, s.place from scan s join site t on t.id = s.site_id"
                + " where s.sha256 = ? and s.place is not null and t.entry in ('local', 's3') limit "
                + limit)) {
      query.setBytes(1, HexFormat.of().parseHex(sha256));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          places.add(new KnownPlace(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return places;
  }

  private static byte[] hash(ContentException exception) {
    return HexFormat.of().parseHex(exception.sha256());
  }

  private static OffsetDateTime time(Instant at) {
    return ScanRow.stored(at).atOffset(ZoneOffset.UTC);
  }
}
