package org.scangate.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.scangate.journal.JournalSettings.Database;

/** The database as the settings name it, opened when it is needed first; keeps it tidy too. */
final class DatabaseSink implements RecordSink {

  private static final int H2_NO_ADMIN = 90_040;

  /** The pool has ten connections: some are left for what is shipped and purged. */
  private static final int MAX_READING = 5;

  private static final int MAX_WAITING = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int MAX_EXPORTING = 2;
  private static final Duration PATIENCE_OF_EXPORTS = Duration.ofSeconds(60);

  private final ReadSlots slots = new ReadSlots(MAX_READING, MAX_WAITING, PATIENCE);
  private final ReadSlots exports = new ReadSlots(MAX_EXPORTING, MAX_WAITING, PATIENCE_OF_EXPORTS);
  private final Database where;
  private final Path data;
  private final Retention retention;
  private final Clock clock;
  private final Consumer<String> told;
  private final AlertRules rules;
  private JournalDatabase opened;
  private boolean closed;

  /**
   * Opens nothing yet: it may be away now.
   *
   * @param data the data folder
   * @param told hears what an administrator must know
   * @param rules of which records somebody shall be told
   */
  DatabaseSink(
      Database where,
      Path data,
      Retention retention,
      Clock clock,
      Consumer<String> told,
      AlertRules rules) {
    this.where = where;
    this.data = data;
    this.retention = retention;
    this.clock = clock;
    this.told = told;
    this.rules = rules;
  }

  @Override
  public void write(List<JournalRecord> records) throws JournalException {
    database().write(records);
  }

  /** H2 would write its file some time later, unless who connects may not ask it to. */
  @Override
  public void flush() throws JournalException {
    database()
        .change(
            "Writing it to the disk",
            (connection, kind) -> {
              if (kind == DatabaseKind.H2) {
                checkpoint(connection);
              }
              return null;
            });
  }

  /**
   * H2 writes on threads of its own, and its checkpoint does not wait for what they have begun. To
   * end them does, and without them a checkpoint writes by itself. A new connection whose URL says
   * so may begin them anew meanwhile.
   */
  private static void checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        WriteDelay delay = new WriteDelay(connection, info(connection, WriteDelay.NAME))) {
      do {
        delay.set(0);
        statement.execute("checkpoint sync");
      } while (info(connection, WriteDelay.NAME) != 0);
    } catch (SQLException e) {
      if (e.getErrorCode() != H2_NO_ADMIN) {
        throw e;
      }
    }
  }

  /**
   * Of H2, put back in the end.
   *
   * @param millis as it was; zero is left by whoever was killed within a checkpoint
   */
  private record WriteDelay(Connection connection, long millis) implements AutoCloseable {
    private static final String NAME = "WRITE_DELAY";
    private static final int DEFAULT_MILLIS = 500;

    /** At once: others who set it would wait for the end of this transaction. */
    void set(long now) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set write_delay " + now);
      }
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      set(millis == 0 ? DEFAULT_MILLIS : millis);
    }
  }

  @Override
  public boolean tidy() throws JournalException {
    boolean more =
        database()
            .change(
                "Purging old records",
                (connection, kind) -> retention.step(connection, kind, clock.instant()));
    return makeRoom() || more;
  }

  /**
   * The embedded database has a bound: on what is used of its file, which becomes smaller only when
   * it is closed. What is freed is used again.
   */
  private boolean makeRoom() throws JournalException {
    if (!(where instanceof Database.Embedded embedded)) {
      return false;
    }
    long used = database().read("Looking for room", (connection, kind) -> used(connection));
    if (used <= embedded.max().bytes()) {
      return false;
    }
    int purged = database().change("Making room", Retention::purgeOldest);
    if (purged > 0) {
      told.accept(
          "The journal's database has come to scangate.journal.max=%s: the oldest %s records were purged before their time"
              .formatted(embedded.max(), purged));
    }
    return false; // once an hour: it takes a while until what was purged is not counted any more
  }

  /** Bytes that hold something, as H2 tells them. */
  private static long used(Connection connection) throws SQLException {
    return info(connection, "info.FILE_SIZE") * info(connection, "info.CHUNKS_FILL_RATE") / 100;
  }

  /** By their places: what the columns are called is another matter in an old schema. */
  private static long info(Connection connection, String name) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet settings = query.executeQuery("select * from information_schema.settings")) {
      while (settings.next()) {
        if (settings.getString(1).equals(name)) {
          return Long.parseLong(settings.getString(2));
        }
      }
    }
    return 0;
  }

  @Override
  public List<JournalRecord> erased(List<JournalRecord> records) throws JournalException {
    return database().erased(records);
  }

  /** Work that changes what is kept. */
  <T> T change(String what, JournalDatabase.Work<T> work) throws JournalException {
    return database().change(what, work);
  }

  /** What the database has, perhaps not yet what is on its way there. */
  <T> T read(JournalDatabase.Work<T> work) throws JournalException {
    return slots.read(() -> database().read("Searching the journal", work));
  }

  /** The same for one page of many: it waits longer, and leaves searches their connections. */
  <T> T export(JournalDatabase.Work<T> work) throws JournalException {
    return exports.read(() -> database().read("Exporting the journal", work));
  }

  /** Whoever still looks when all is stopped opens nothing that nobody would close. */
  synchronized JournalDatabase database() throws JournalException {
    if (closed) {
      throw new JournalException("the journal is closed", true);
    }
    if (opened == null) {
      opened = new JournalDatabase(where.resolve(data), DatabaseLimits.DEFAULT, clock, told, rules);
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opened != null) {
      opened.close();
    }
  }
}
