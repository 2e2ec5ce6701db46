package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How long what is kept: in steps of a bounded number of rows, so that nobody who writes waits for
 * it. Months are counted in UTC.
 *
 * @param ok scans that were OK
 * @param findings all others, and events
 * @param personal user, client and place of Moodle's uploads; of findings they stay for a year at
 *     least. Empty: they are never written
 */
record Retention(Period ok, Period findings, Optional<Period> personal) {

  /** Rows of each kind in one step. */
  static final int BATCH = 5_000;

  /** What is purged at once where there is no room. */
  private static final int ROOM = 100_000;

  /**
   * What becomes of a row that shall tell nothing of a person: {@link ScanRecord#withoutPerson}.
   */
  static final String BLANKED =
      "user_id = null, client = null, place = null, personal = false,"
          + " detail = case when ok then detail end";

  private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");
  private static final Period SUMS = Period.ofYears(3);
  private static final Period PERSONAL_OF_FINDINGS = Period.ofYears(1);

  static Retention of(JournalSettings settings) {
    return new Retention(settings.keep(), settings.keepFindings(), settings.personal());
  }

  /**
   * Purges, and blanks what is personal.
   *
   * @return whether there is more to do
   */
  boolean step(Connection connection, DatabaseKind kind, Instant now) throws SQLException {
    if (kind == DatabaseKind.POSTGRESQL) {
      dropMonths(connection, longer(ok, findings, now));
    }
    int most =
        Math.max(
            purge(connection, kind, "scan", "ok and at < ?", before(now, ok)),
            purge(connection, kind, "scan", "not ok and at < ?", before(now, findings)));
    most = Math.max(most, purge(connection, kind, "event", "at < ?", before(now, findings)));
    purgeSums(connection, before(now, SUMS));
    update(connection, "delete from alert where made < ?", before(now, findings));
    update(connection, "delete from alert_cause where last_at < ?", before(now, findings));
    update(connection, "delete from alert_acknowledgement where ends < ?", before(now, findings));
    update(connection, "delete from finding_acknowledgement where at < ?", before(now, findings));
    purgeErasures(connection, now);
    if (personal.isPresent()) {
      most = Math.max(most, blank(connection, kind, "ok", before(now, personal.get())));
      Instant ofFindings = longer(personal.get(), PERSONAL_OF_FINDINGS, now);
      most = Math.max(most, blank(connection, kind, "not ok", ofFindings));
    }
    return most >= BATCH;
  }

  private static Instant longer(Period one, Period other, Instant now) {
    Instant first = before(now, one);
    Instant second = before(now, other);
    return first.isBefore(second) ? first : second;
  }

  private static Instant before(Instant now, Period period) {
    return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
  }

  private static int purge(
      Connection connection, DatabaseKind kind, String table, String which, Instant before)
      throws SQLException {
    return each(connection, kind, "delete from " + table, table, which, before, BATCH);
  }

  private static int blank(Connection connection, DatabaseKind kind, String which, Instant before)
      throws SQLException {
    String personalOnes = "personal and " + which + " and at < ?";
    return each(
        connection, kind, "update scan set " + BLANKED, "scan", personalOnes, before, BATCH);
  }

  /**
   * Does something to the oldest. H2 would look for them anew for each row that is changed.
   *
   * @param before of the one parameter in {@code which}
   */
  private static int each(
      Connection connection,
      DatabaseKind kind,
      String change,
      String table,
      String which,
      Instant before,
      int count)
      throws SQLException {
    String oldest = "%s from " + table + " where " + which + " order by at limit " + count;
    if (kind == DatabaseKind.POSTGRESQL) {
      String these = " where (id, at) in (select " + oldest.formatted("id, at") + ")";
      return update(connection, change + these, before);
    }
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("select " + oldest.formatted("id"))) {
      query.setObject(1, before.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(change + " where id = ?")) {
      for (UUID id : ids) {
        statement.setObject(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return ids.size();
  }

  private static void purgeSums(Connection connection, Instant before) throws SQLException {
    update(connection, "delete from scan_hour where begins < ?", before);
  }

  /** Older records have lost the same by now, or lose it as soon as they come. */
  private void purgeErasures(Connection connection, Instant now) throws SQLException {
    Instant before =
        personal.isPresent()
            ? longer(personal.get(), PERSONAL_OF_FINDINGS, now)
            : longer(ok, findings, now);
    update(connection, "delete from erasure where at < ?", before);
  }

  private static int update(Connection connection, String sql, Instant before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, before.atOffset(ZoneOffset.UTC));
      return statement.executeUpdate();
    }
  }

  /** Whole partitions: all of them is older than anything is kept. */
  private static void dropMonths(Connection connection, Instant before) throws SQLException {
    YearMonth first = Partitions.month(before);
    List<String> old = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    + " where i.inhparent = 'scan'::regclass")) {
      while (names.next()) {
        String name = names.getString(1);
        if (name.compareTo(Partitions.name(first)) < 0) {
          old.add(name);
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String name : old) {
        statement.execute("drop table " + name);
      }
    }
  }

  /**
   * The oldest before their time: scans that were OK as long as there are any.
   *
   * @return how many
   */
  static int purgeOldest(Connection connection, DatabaseKind kind) throws SQLException {
    int purged = purgeOldest(connection, kind, "ok");
    return purged > 0 ? purged : purgeOldest(connection, kind, "not ok");
  }

  private static int purgeOldest(Connection connection, DatabaseKind kind, String which)
      throws SQLException {
    String any = which + " and at < ?";
    return each(connection, kind, "delete from scan", "scan", any, END_OF_TIME, ROOM);
  }
}
