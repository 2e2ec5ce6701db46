package org.scangate.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.journal.JournalSettings.Database;
import org.scangate.journal.ScanRecord.ScannerAnswer;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;

/** A journal as the application has it, on a database of a test, for tests of other rooms. */
public final class FilledJournal implements AutoCloseable {

  /** In which database. */
  public enum In {
    POSTGRESQL(JournalFixture.Kind.POSTGRESQL),
    H2(JournalFixture.Kind.H2);

    private final JournalFixture.Kind kind;

    In(JournalFixture.Kind kind) {
      this.kind = kind;
    }
  }

  private final JournalFixture database;
  private final Journal journal;

  public FilledJournal(In in) {
    database = new JournalFixture(in.kind);
    Path folder = JournalFixture.folder();
    Database where;
    if (database.settings instanceof DatabaseSettings.Url url) {
      where = new Database.Url(url.url(), url.user(), url.password());
    } else {
      folder = ((DatabaseSettings.Embedded) database.settings).folder();
      where = new Database.Embedded(DataSize.parse("1G"));
    }
    journal =
        Journal.open(
            new JournalSettings(
                true,
                Optional.of(folder),
                DataSize.parse("64M"),
                Optional.of(where),
                Period.ofDays(90),
                Period.ofYears(3),
                Optional.of(Period.ofDays(90))));
    journal.event("started", "", "settings", "");
    Await.until("it ships", Duration.ofSeconds(60), () -> status().shipped() > 0);
  }

  public Journal journal() {
    return journal;
  }

  public JournalQuestions questions() {
    return new JournalQuestions(journal, Clock.systemUTC());
  }

  public JournalStatus status() {
    return journal.status();
  }

  public void write(List<? extends JournalRecord> records) throws JournalException {
    database.journal.write(List.copyOf(records));
  }

  /** One number. */
  public long count(String sql) throws JournalException {
    return database.count(sql);
  }

  /** By SQL. */
  public void change(String sql) throws JournalException {
    database.change(sql);
  }

  /** Connections that this database has, but for those of the one who asks. */
  public long connections(String which) throws JournalException {
    return database.kind == JournalFixture.Kind.POSTGRESQL
        ? database.count(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and "
                + which)
        : 0;
  }

  /** An upload that was infected, with a value in each field. */
  public static ScanRecord scanWithAll() {
    return scan(Instant.parse("2026-11-15T12:34:56.789012Z"), "essay.pdf");
  }

  public static ScanRecord scan(Instant at, String place) {
    return new ScanRecord(
        UUID.randomUUID(),
        at,
        12,
        "moodle",
        "https://moodle.example",
        place,
        "4711",
        "192.0.2.7",
        1000,
        "ab".repeat(32),
        "cd".repeat(20),
        "FOUND",
        "a-reason",
        "Eicar-Signature",
        "in words",
        false,
        List.of(
            new ScannerAnswer(
                "clamd", "127.0.0.1:3310", "ClamAV 1.4.6/27811", "FOUND", "Eicar-Signature")));
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}
