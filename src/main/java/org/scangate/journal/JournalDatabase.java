package org.scangate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The database in which the journal is kept. Opened when it is first needed, and again after it
 * failed: while it is away everybody else works on.
 */
public final class JournalDatabase implements RecordSink {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final DatabaseSettings settings;
  private final DatabaseLimits limits;
  private final Clock clock;
  private final Consumer<String> told;
  private final AlertRules rules;
  private final AtomicReference<OpenDatabase> open = new AtomicReference<>();
  private volatile boolean closed;
  private RecordWriter writer;

  /**
   * Not opened yet.
   *
   * @param told hears what an administrator must know: a damaged embedded database was set aside
   */
  public JournalDatabase(
      DatabaseSettings settings, DatabaseLimits limits, Clock clock, Consumer<String> told) {
    this(settings, limits, clock, told, AlertRules.NONE);
  }

  /**
   * The same.
   *
   * @param rules of which records somebody shall be told
   */
  JournalDatabase(
      DatabaseSettings settings,
      DatabaseLimits limits,
      Clock clock,
      Consumer<String> told,
      AlertRules rules) {
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
    this.told = told;
    this.rules = rules;
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection, DatabaseKind kind) throws SQLException;
  }

  @Override
  public void write(List<JournalRecord> records) throws JournalException {
    OpenDatabase database = opened();
    RecordWriter current = writer();
    try {
      current.write(database, records, limits);
    } catch (SQLException | RuntimeException e) {
      throw failed("Writing " + records.size() + " records", e);
    }
  }

  @Override
  public List<JournalRecord> erased(List<JournalRecord> records) throws JournalException {
    Instant oldest = records.stream().map(JournalRecord::at).min(Instant::compareTo).orElse(null);
    if (oldest == null) {
      return records;
    }
    return Erasure.applied(
        change(
            "Looking for erasures", (connection, kind) -> ErasureTable.since(connection, oldest)),
        records);
  }

  /** Work that changes what is kept. */
  <T> T change(String what, Work<T> work) throws JournalException {
    return in(opened(), what, limits.write(), false, work);
  }

  /** Work that only looks; it does not wait for a database that nobody has been able to open. */
  <T> T read(String what, Work<T> work) throws JournalException {
    OpenDatabase database = open.get();
    if (database == null) {
      throw new JournalException(what + ": " + settings + " is not open yet; is it there?", true);
    }
    return in(database, what, limits.read(), true, work);
  }

  private <T> T in(
      OpenDatabase database, String what, Duration statement, boolean readOnly, Work<T> work)
      throws JournalException {
    try {
      return transaction(database, limits.lock(), statement, readOnly, work);
    } catch (SQLException | RuntimeException e) {
      throw failed(what, e);
    }
  }

  /** All or nothing, in bounded time. */
  static <T> T transaction(
      OpenDatabase database, Duration lock, Duration statement, boolean readOnly, Work<T> work)
      throws SQLException {
    try (Connection connection = database.connection()) {
      boundSilence(connection, statement.plus(lock).plusSeconds(5));
      connection.setAutoCommit(false);
      connection.setReadOnly(readOnly);
      boolean done = false;
      try {
        database.kind().bound(connection, lock, statement, readOnly);
        T result = work.on(connection, database.kind());
        connection.commit();
        done = true;
        return result;
      } finally {
        end(connection, done);
      }
    }
  }

  /** A server's pool gets its connection back as it was. */
  private static void end(Connection connection, boolean done) throws SQLException {
    try {
      if (!done) {
        connection.rollback();
      }
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      if (done) {
        throw e;
      }
      // the connection is broken: what broke it is on its way to the caller
    }
  }

  /** A database whose machine has gone says nothing at all. */
  private static void boundSilence(Connection connection, Duration most) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most.toMillis()));
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      // H2 in this process, or a server's wrapper that has none: the statements' bounds remain
    }
  }

  private synchronized RecordWriter writer() {
    if (writer == null) {
      writer = new RecordWriter(rules);
    }
    return writer;
  }

  private synchronized OpenDatabase opened() throws JournalException {
    OpenDatabase database = open.get();
    if (database != null) {
      return database;
    }
    if (closed) { // whoever still looks opens nothing
      throw new JournalException("the journal is closed", true);
    }
    try {
      return openOnPlainThread();
    } catch (SQLException | RuntimeException e) {
      JournalException problem = DatabaseProblem.of("Opening the journal", settings, e);
      // whatever it is, no record is to blame
      throw new JournalException(problem.getMessage(), true, e);
    }
  }

  /** Flyway fails inside a server's transaction, so that no thread of the server may run it. */
  private OpenDatabase openOnPlainThread() throws SQLException {
    AtomicBoolean wanted = new AtomicBoolean(true);
    FutureTask<OpenDatabase> opening = new FutureTask<>(() -> published(openNow(), wanted));
    Thread thread = new Thread(opening, "scangate-journal-open");
    thread.setDaemon(true);
    thread.setContextClassLoader(JournalDatabase.class.getClassLoader());
    thread.start();
    try {
      return opening.get(limits.open().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      wanted.set(false);
      Thread.currentThread().interrupt();
      throw new SQLException("stopped while it was opened", "57014", e);
    } catch (TimeoutException e) {
      wanted.set(false);
      throw new SQLException("it was not open within " + limits.open(), "57014", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new SQLException(e.getCause().getMessage(), "0A000", e.getCause());
    }
  }

  /** For all to use; what comes when nobody waits for it any more is closed. */
  private OpenDatabase published(OpenDatabase opened, AtomicBoolean wanted) throws SQLException {
    open.set(opened);
    if (closed || !wanted.get()) {
      closeOpen();
      throw new SQLException("nobody waits for it any more", "57014");
    }
    return opened;
  }

  private OpenDatabase openNow() throws SQLException, IOException {
    if (!(settings instanceof DatabaseSettings.Embedded embedded)) {
      return OpenDatabase.open(settings, limits);
    }
    Files.createDirectories(embedded.folder());
    OpenDatabase opened;
    try {
      opened = OpenDatabase.open(settings, limits);
    } catch (SQLException | RuntimeException e) {
      if (!DatabaseProblem.isDamaged(e)) {
        throw e;
      }
      setAside(embedded.file());
      opened = OpenDatabase.open(settings, limits);
    }
    try {
      FolderLock.keepPrivate(embedded.file());
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void setAside(Path file) throws IOException {
    Path aside =
        file.resolveSibling("journal-damaged-" + MOMENT.format(clock.instant()) + ".mv.db");
    Files.move(file, aside);
    told.accept(
        "The journal's database "
            + file
            + " is damaged. It is set aside as "
            + aside.getFileName()
            + ", and a new one is begun: what the old one held is missing from searches");
  }

  /**
   * What is remembered of a database that failed may be of another one when it is back, and a
   * damaged one is opened anew.
   */
  private synchronized JournalException failed(String what, Exception e) {
    writer = null;
    JournalException problem = DatabaseProblem.of(what, settings, e);
    if (!DatabaseProblem.isDamaged(e)) {
      return problem;
    }
    closeOpen();
    return new JournalException(problem.getMessage(), true, e);
  }

  private void closeOpen() {
    OpenDatabase database = open.getAndSet(null);
    if (database != null) {
      database.close();
    }
  }

  /** Waits for nobody: what is being opened is closed as soon as it is open. */
  @Override
  public void close() {
    closed = true;
    closeOpen();
  }
}
