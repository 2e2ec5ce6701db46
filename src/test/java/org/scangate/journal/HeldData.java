package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scangate.scan.DataSize;

/** A node's data folder, what ships from it, and all that is held there and in the database. */
final class HeldData implements AutoCloseable {

  final Path data;
  final JournalFile file;
  final DatabaseSink database;
  final Shipper shipper;
  final PersonalData personal;

  HeldData(DatabaseSettings settings, Path data) throws IOException {
    this.data = data;
    file = JournalFile.open(data.resolve("journal"), DataSize.parse("1G")); // as it is by default
    database =
        new DatabaseSink(
            where(settings),
            data,
            new Retention(Period.ofDays(90), Period.ofYears(3), Optional.of(Period.ofDays(90))),
            Clock.systemUTC(),
            told -> {},
            AlertRules.NONE);
    shipper = new Shipper(file, database, data.resolve("refused"));
    personal = new PersonalData(data, file, database, shipper);
  }

  static HeldData of(JournalFixture fixture) throws IOException {
    return new HeldData(fixture.settings, JournalFixture.folder());
  }

  private static JournalSettings.Database where(DatabaseSettings settings) {
    return settings instanceof DatabaseSettings.Url url
        ? new JournalSettings.Database.Url(url.url(), url.user(), url.password())
        : new JournalSettings.Database.Embedded(DataSize.parse("2G"));
  }

  void ship(JournalRecord... records) throws JournalException {
    for (JournalRecord one : records) {
      file.append(one);
    }
    shipper.awaitShipped(Duration.ofSeconds(30));
  }

  /** All of all tables, as text. */
  String tables() throws JournalException {
    return database.change(
        "Looking",
        (connection, kind) -> {
          StringBuilder all = new StringBuilder();
          for (String table : names(connection)) {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from \"" + table + '"')) {
              while (rows.next()) {
                all.append(table);
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                  all.append('|').append(rows.getString(i));
                }
                all.append('\n');
              }
            }
          }
          return all.toString();
        });
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'public'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  long count(String sql) throws JournalException {
    return database.change(
        "Looking",
        (connection, kind) -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
          }
        });
  }

  /** All files of the data folder that are ours, as text. */
  String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        if (!one.toString().endsWith(".db")) {
          all.append(one.getFileName()).append(new String(Files.readAllBytes(one), UTF_8));
        }
      }
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    shipper.close();
    file.close();
  }
}
