package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.Events;

/**
 * What people have noted on findings, by the scan's id. A note changes no verdict: it says that
 * somebody has seen to it.
 *
 * <p>Every method throws {@link JournalException} where the database is away or there is none.
 */
public final class FindingNotes {

  /** More are not counted: there is trouble enough. */
  public static final int MAX_OPEN = 1_000;

  /** For so long; what is older is left to who looks for it. */
  public static final Duration COUNTED = Duration.ofDays(31);

  /** Findings that are seen to at once. */
  public static final int MAX_AT_ONCE = 500;

  /** That nobody has acknowledged it. */
  static final String UNSEEN =
      "not exists (select 1 from finding_acknowledgement a where a.scan_id = s.id)";

  private static final String INSERT =
      "insert into finding_acknowledgement (scan_id, at, made_by, note)"
          + " select s.id, cast(? as timestamp with time zone), cast(? as varchar),"
          + " cast(? as varchar) from scan s where s.id = ? and not s.ok and not exists"
          + " (select 1 from finding_acknowledgement a where a.scan_id = s.id)";

  private final ExceptionRegister.Access access;
  private final Events events;
  private final Clock clock;

  FindingNotes(ExceptionRegister.Access access, Events events, Clock clock) {
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Notes that somebody has seen to these; who comes second changes nothing.
   *
   * @return how many of them nobody had seen to
   */
  public int acknowledge(Collection<UUID> scans, String by, String note) throws JournalException {
    if (scans.isEmpty() || scans.size() > MAX_AT_ONCE) {
      throw new IllegalArgumentException("from 1 to " + MAX_AT_ONCE + " findings at once");
    }
    Instant now = ScanRow.stored(clock.instant());
    int noted =
        access
            .database()
            .change(
                "Acknowledging findings",
                (connection, kind) -> insert(connection, kind, scans, now, by, note));
    if (noted > 0) {
      events.event("finding-acknowledged", by, noted + " findings: " + first(scans), note);
    }
    return noted;
  }

  private static String first(Collection<UUID> scans) {
    List<String> some = scans.stream().limit(5).map(UUID::toString).toList();
    return String.join(", ", some) + (scans.size() > some.size() ? " and others" : "");
  }

  private static int insert(
      Connection connection,
      DatabaseKind kind,
      Collection<UUID> scans,
      Instant now,
      String by,
      String note)
      throws SQLException {
    String sql = kind == DatabaseKind.POSTGRESQL ? INSERT + " on conflict do nothing" : INSERT;
    int noted = 0;
    for (UUID scan : scans) {
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        insert.setObject(1, now.atOffset(ZoneOffset.UTC));
        insert.setString(2, StoredText.of(by));
        insert.setString(3, StoredText.of(note));
        insert.setObject(4, scan);
        noted += insert.executeUpdate();
      }
    }
    return noted;
  }

  /** What is noted on these. */
  public Map<UUID, FindingAcknowledgement> of(Collection<UUID> scans) throws JournalException {
    return scans.isEmpty()
        ? Map.of()
        : access.search((connection, kind) -> look(connection, List.copyOf(scans)));
  }

  private static Map<UUID, FindingAcknowledgement> look(Connection connection, List<UUID> scans)
      throws SQLException {
    Map<UUID, FindingAcknowledgement> found = new HashMap<>();
    String each = "?, ".repeat(scans.size() - 1) + "?";
    try (PreparedStatement query =
        connection.prepareStatement(
            "select scan_id, at, made_by, note from finding_acknowledgement where scan_id in ("
                + each
                + ")")) {
      for (int i = 0; i < scans.size(); i++) {
        query.setObject(i + 1, scans.get(i));
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(
              row.getObject(1, UUID.class),
              new FindingAcknowledgement(
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getString(3),
                  row.getString(4)));
        }
      }
    }
    return found;
  }

  /**
   * How many are FOUND since then that nobody has seen to, canaries' aside; {@link #MAX_OPEN} and
   * one: more than that.
   */
  public int open(Instant since) throws JournalException {
    return access.search((connection, kind) -> open(connection, kind, since));
  }

  static int open(Connection connection, DatabaseKind kind, Instant since) throws SQLException {
    Optional<String> any = Optional.empty();
    ScanSearch open =
        new ScanSearch(
            Optional.empty(),
            any,
            any,
            any,
            any,
            Optional.of(ScanSearch.NO_CANARY),
            any,
            Optional.of(ScanSearch.OPEN),
            any,
            any,
            any,
            Optional.of(since),
            Optional.empty());
    return JournalSearch.count(connection, kind, open, MAX_OPEN + 1);
  }
}
