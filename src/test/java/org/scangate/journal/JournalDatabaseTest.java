package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;
import org.scangate.testing.Await;
import org.scangate.testing.PostgresProcess;

class JournalDatabaseTest {

  private static final String CACHE =
      "select cast(setting_value as integer) from information_schema.settings"
          + " where setting_name = 'info.CACHE_MAX_SIZE'";

  @ParameterizedTest
  @EnumSource
  void aBatchThatComesTwiceCountsOnce(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord first = new Scan().record();
      ScanRecord second = new Scan().record();
      EventRecord event =
          new EventRecord(
              UUID.randomUUID(), JournalFixture.NOW, "sweep-begun", "", "/pure", "a store");
      database.write(first, event);
      database.write(first, second, event, second);
      database.write(first, second);
      assertEquals(2, database.count("select count(*) from scan"));
      assertEquals(1, database.count("select count(*) from event"));
      assertEquals(2, database.count("select sum(scans) from scan_hour"));
      assertEquals(2000, database.count("select sum(bytes) from scan_hour"));
      assertEquals(1, database.count("select count(*) from scan_hour"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenSurvivesARestart(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord scan = new Scan().record();
      database.write(scan);
      database.journal.close();
      try (JournalDatabase again = database.journal(database.settings)) {
        Scan late = new Scan();
        late.at = JournalFixture.NOW.plus(Duration.ofDays(400));
        again.write(List.of(scan, late.record()));
        assertEquals(2, count(again, "select sum(scans) from scan_hour"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextFailsABatch(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      List<JournalRecord> batch = new ArrayList<>();
      for (String odd :
          List.of(
              "a\0b",
              "\ud800",
              "x\udc00y",
              "ä€😀".repeat(3000),
              "'; drop table scan; --",
              "\\%_\t\n")) {
        Scan scan = new Scan();
        scan.place = odd;
        scan.user = odd;
        scan.client = odd;
        scan.site = odd;
        scan.sha256 = odd;
        scan.sha1 = odd;
        scan.verdict = odd;
        scan.reason = odd;
        scan.signature = odd;
        scan.detail = odd;
        scan.version = odd;
        scan.at = Instant.MAX;
        batch.add(scan.record());
        batch.add(new EventRecord(UUID.randomUUID(), Instant.MIN, odd, odd, odd, odd));
      }
      database.journal.write(batch);
      assertEquals(6, database.count("select count(*) from scan"));
      assertEquals(6, database.count("select count(*) from event"));
      assertEquals(1, database.count("select count(*) from scan where place = 'a\\u0000b'"));
      assertEquals(1, database.count("select count(*) from scan where place = '\\ud800'"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewerSchemaIsRefused(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(new Scan().record());
      database.change(
          "insert into \"scangate_journal_history\" (\"installed_rank\", \"version\","
              + " \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\","
              + " \"success\") values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");
      database.journal.close();
      try (JournalDatabase again = database.journal(database.settings)) {
        JournalException refused =
            assertThrows(JournalException.class, () -> again.write(List.of(new Scan().record())));
        assertTrue(refused.passes());
        assertTrue(refused.getMessage().contains("newer Scangate"), refused.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void lockedTablesAreWaitedForNoLongerThanTheBound(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      ScanRecord kept = new Scan().record();
      database.write(kept);
      JournalException locked =
          database.journal.change(
              "Locking",
              (connection, of) -> {
                try (Statement lock = connection.createStatement()) {
                  lock.execute(
                      of == DatabaseKind.POSTGRESQL
                          ? "lock table scan"
                          : "update scan_hour set scans = scans");
                }
                return assertThrows(
                    JournalException.class, () -> database.write(new Scan().record()));
              });
      assertTrue(locked.passes(), locked.getMessage());
      assertTrue(locked.getMessage().contains("look for what holds"), locked.getMessage());
      database.write(kept, new Scan().record());
      assertEquals(2, database.count("select sum(scans) from scan_hour"));
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    try (JournalDatabase journal =
        new JournalFixture(Kind.H2)
            .journal(
                new DatabaseSettings.Url(
                    JournalFixture.server().url("postgres") + "?password=wrong-one",
                    PostgresProcess.USER,
                    ""))) {
      JournalException refused =
          assertThrows(JournalException.class, () -> journal.write(List.of(new Scan().record())));
      assertTrue(refused.passes());
      assertTrue(refused.getMessage().contains("password right"), refused.getMessage());
      for (Throwable one = refused; one != null; one = one.getCause()) {
        assertFalse(one.toString().contains("wrong-one"), one.toString());
      }
    }
  }

  @Test
  void aDatabaseThatEndsIsUsedAgainWhenItIsBack() throws Exception {
    JournalFixture.server();
    try (PostgresProcess server = PostgresProcess.start();
        JournalFixture any = new JournalFixture(Kind.H2);
        JournalDatabase journal =
            any.journal(
                new DatabaseSettings.Url(
                    server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD))) {
      List<JournalRecord> batch = List.of(new Scan().record());
      journal.write(batch);
      server.stop();
      JournalException away = assertThrows(JournalException.class, () -> journal.write(batch));
      assertTrue(away.passes(), away.getMessage());
      server.restart();
      List<JournalRecord> more = List.of(batch.get(0), new Scan().record());
      Await.until("written again", Duration.ofSeconds(20), () -> isWritten(journal, more));
      assertEquals(2, count(journal, "select sum(scans) from scan_hour"));
    }
  }

  private static boolean isWritten(JournalDatabase journal, List<JournalRecord> records) {
    try {
      journal.write(records);
      return true;
    } catch (JournalException e) {
      assertTrue(e.passes(), e.getMessage());
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftAfterTheClose(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(new Scan().record());
      database.count("select count(*) from scan");
      assertEquals(0, DriverManager.drivers().filter(JournalDatabaseTest::isOurs).count());
      database.journal.close();
      Await.until("no thread", Duration.ofSeconds(5), () -> ourThreads().isEmpty());
      if (database.settings instanceof DatabaseSettings.Url url) {
        Await.until("no connection", Duration.ofSeconds(5), () -> connections(url) == 0);
      }
      assertThrows(JournalException.class, () -> database.write(new Scan().record()));
    }
  }

  private static boolean isOurs(java.sql.Driver driver) {
    String name = driver.getClass().getName();
    return name.startsWith("org.postgresql.") || name.startsWith("org.h2.");
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.contains("scangate-journal")
                    || name.contains("Hikari")
                    || name.contains("H2 ")
                    || name.contains("MVStore"))
        .toList();
  }

  private static long connections(DatabaseSettings.Url url) throws IOException {
    String database = url.url().substring(url.url().lastIndexOf('/') + 1);
    try (Connection connection = JournalFixture.connect(JournalFixture.url("postgres"));
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where datname = '" + database + "'")) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aDamagedFileIsSetAside() throws Exception {
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      database.write(new Scan().record());
      database.journal.close();
      Path file = ((DatabaseSettings.Embedded) database.settings).file();
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 0x55;
      }
      Files.write(file, bytes);
      try (JournalDatabase again = database.journal(database.settings)) {
        again.write(List.of(new Scan().record()));
        assertEquals(1, count(again, "select count(*) from scan"));
      }
      assertEquals(1, database.told.size());
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertEquals(
            1, files.filter(one -> one.getFileName().toString().contains("damaged")).count());
      }
    }
  }

  @Test
  void anEmbeddedDatabaseIsOpenedOnce() throws Exception {
    try (JournalFixture database = new JournalFixture(Kind.H2)) {
      database.write(new Scan().record());
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path file = ((DatabaseSettings.Embedded) database.settings).file();
      String url = "jdbc:h2:file:" + file.resolveSibling("journal");
      Process other =
          new ProcessBuilder(
                  java.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.h2.tools.Shell",
                  "-url",
                  url,
                  "-user",
                  "scangate",
                  "-sql",
                  "select 1")
              .redirectErrorStream(true)
              .start();
      String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(other.waitFor() == 0, output);
    }
  }

  /** H2 keeps what it has made of a script that was broken off. */
  @Test
  void anEmbeddedOneThatWasKilledWhileItWasMadeIsMade() throws Exception {
    Path file = JournalFixture.folder().resolve("half");
    DatabaseSettings half = new DatabaseSettings.Url("jdbc:h2:file:" + file, "", "");
    try (JournalDatabase journal =
        new JournalDatabase(half, DatabaseLimits.DEFAULT, Clock.systemUTC(), told -> {})) {
      journal.write(List.of(new Scan().record()));
      for (String undone :
          List.of(
              "delete from \"scangate_journal_history\"",
              "drop table content_exception",
              "drop index scan_place")) {
        journal.change(
            "Undoing",
            (connection, kind) -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(undone);
              }
            });
      }
    }
    try (JournalDatabase journal =
        new JournalDatabase(half, DatabaseLimits.DEFAULT, Clock.systemUTC(), told -> {})) {
      journal.write(List.of(new Scan().record()));
      assertEquals(2, count(journal, "select count(*) from scan"));
      assertEquals(0, count(journal, "select count(*) from content_exception"));
    }
  }

  /** Else it leaves a hook in the server's JVM, and with it the WAR in memory. */
  @Test
  void anOwnUrlOfH2GetsWhatItDoesNotSay() throws Exception {
    Path file = JournalFixture.folder().resolve("own");
    DatabaseSettings own = new DatabaseSettings.Url("jdbc:h2:file:" + file, "", "");
    try (JournalDatabase journal =
        new JournalDatabase(own, DatabaseLimits.DEFAULT, Clock.systemUTC(), told -> {})) {
      journal.write(List.of(new Scan().record()));
      assertEquals(16, count(journal, CACHE), "MB");
    }
    String said = "jdbc:h2:/x;cache_size=99;WRITE_DELAY=0";
    assertEquals(said + ";DB_CLOSE_ON_EXIT=FALSE", OpenDatabase.withDefaults(said));
    String remote = "jdbc:h2:tcp://localhost/x";
    assertEquals(remote, OpenDatabase.withDefaults(remote));
  }

  private static long count(JournalDatabase journal, String sql) throws JournalException {
    return journal.read(
        "Looking",
        (connection, kind) -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
          }
        });
  }
}
