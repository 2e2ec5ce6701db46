package org.scangate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.scangate.journal.ScanRecord.ScannerAnswer;
import org.scangate.testing.PostgresProcess;

/** An empty database of one kind, and the journal in it. */
final class JournalFixture implements AutoCloseable {

  /** Which one. */
  enum Kind {
    POSTGRESQL,
    H2
  }

  static final DatabaseLimits SHORT =
      new DatabaseLimits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));

  /** A damaged one is waited for so long. */
  private static final Duration PATIENT = Duration.ofSeconds(10);

  static final Instant NOW = Instant.parse("2026-11-15T12:34:56.789012Z");

  private static PostgresProcess server;

  final Kind kind;
  final DatabaseSettings settings;
  final List<String> told = new ArrayList<>();
  final JournalDatabase journal;
  private final AlertRules rules;
  private final String name = "t" + UUID.randomUUID().toString().replace("-", "");

  JournalFixture(Kind kind) {
    this(kind, AlertRules.NONE);
  }

  JournalFixture(Kind kind, AlertRules rules) {
    this.kind = kind;
    this.rules = rules;
    if (kind == Kind.POSTGRESQL) {
      DatabaseSettings.Url main = url("postgres");
      execute(main, "create database " + name);
      settings = url(name);
    } else {
      settings = new DatabaseSettings.Embedded(folder());
    }
    journal = journal(settings);
  }

  /** One for all tests of this JVM. */
  static synchronized PostgresProcess server() {
    Assumptions.assumeTrue(PostgresProcess.installed(), PostgresProcess.PACKAGES);
    if (server == null) {
      server = PostgresProcess.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
    return server;
  }

  static DatabaseSettings.Url url(String database) {
    return new DatabaseSettings.Url(
        server().url(database), PostgresProcess.USER, PostgresProcess.PASSWORD);
  }

  static Path folder() {
    try {
      return Files.createTempDirectory("journal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JournalDatabase journal(DatabaseSettings of) {
    // nothing but a busy machine makes one wait for an embedded one
    DatabaseLimits limits =
        of instanceof DatabaseSettings.Embedded
            ? new DatabaseLimits(SHORT.open(), PATIENT, SHORT.lock(), SHORT.write(), SHORT.read())
            : SHORT;
    return new JournalDatabase(of, limits, Clock.systemUTC(), told::add, rules);
  }

  void write(JournalRecord... records) throws JournalException {
    journal.write(List.of(records));
  }

  long count(String sql) throws JournalException {
    return journal.read(
        "Looking",
        (connection, database) -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
          }
        });
  }

  List<String> texts(String sql) throws JournalException {
    return journal.read(
        "Looking",
        (connection, database) -> {
          List<String> texts = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
              texts.add(result.getString(1));
            }
          }
          return texts;
        });
  }

  void change(String sql) throws JournalException {
    journal.change(
        "Changing",
        (connection, database) -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  static Connection connect(DatabaseSettings.Url url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", url.user());
    properties.setProperty("password", url.password());
    try {
      Class<?> driver = Class.forName("org.postgresql.Driver");
      return ((Driver) driver.getDeclaredConstructor().newInstance())
          .connect(url.url(), properties);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the driver is not in the class path", e);
    }
  }

  static void execute(DatabaseSettings.Url url, String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    journal.close();
    if (kind == Kind.POSTGRESQL) {
      execute(url("postgres"), "drop database " + name + " with (force)");
    }
  }

  /** An upload that was OK, and whatever is changed in it. */
  static final class Scan {
    UUID id = UUID.randomUUID();
    Instant at = NOW;
    String entry = "moodle";
    String site = "https://moodle.example";
    String place = "thesis.pdf";
    String user = "4711";
    String client = "192.0.2.7";
    String sha256 = "ab".repeat(32);
    String sha1 = "cd".repeat(20);
    String verdict = "OK";
    String reason = "";
    String signature = "";
    String detail = "";
    String version = "ClamAV 1.4.6/27800";
    long size = 1000;

    ScanRecord record() {
      return new ScanRecord(
          id,
          at,
          12,
          entry,
          site,
          place,
          user,
          client,
          size,
          sha256,
          sha1,
          verdict,
          reason,
          signature,
          detail,
          false,
          List.of(
              new ScannerAnswer("clamd", "127.0.0.1:3310", version, verdict, signature + reason)));
    }
  }
}
