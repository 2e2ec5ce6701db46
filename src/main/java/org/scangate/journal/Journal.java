package org.scangate.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.scangate.scan.Events;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;

/**
 * Keeps every scan and every event: first in a local file, from where they are shipped to the
 * database. Whatever is wrong with either, nobody who tells it something hears of it or waits.
 */
public final class Journal implements Consumer<ScanReport>, Events, AutoCloseable, JournalMXBean {

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  private static final String SUBFOLDER = "journal";

  private final JournalSettings settings;
  private final Optional<JournalFile> file;
  private final Optional<DatabaseSink> database;
  private final Optional<Shipper> shipper;
  private final ExceptionRegister exceptions;

  /** Why nothing is kept, or nothing shipped. */
  private final String notOpened;

  private Journal(
      JournalSettings settings,
      Optional<JournalFile> file,
      Optional<DatabaseSink> database,
      Optional<Shipper> shipper,
      ExceptionRegister exceptions,
      String notOpened) {
    this.settings = settings;
    this.file = file;
    this.database = database;
    this.shipper = shipper;
    this.exceptions = exceptions;
    this.notOpened = notOpened;
  }

  /** Opens the local file, and the database behind it as soon as there is one to be reached. */
  public static Journal open(JournalSettings settings) {
    return open(settings, AlertRules.NONE);
  }

  /**
   * The same.
   *
   * @param rules of which records somebody shall be told
   */
  public static Journal open(JournalSettings settings, AlertRules rules) {
    if (!settings.kept()) {
      return none(settings, "");
    }
    if (settings.folder().isEmpty()) {
      return notKept(settings, "nothing is kept: scangate.data-folder is wrong or missing");
    }
    Path data = settings.folder().get();
    try {
      JournalFile file = JournalFile.open(data.resolve(SUBFOLDER), settings.fileMax());
      Optional<DatabaseSink> database =
          settings.database().map(one -> database(one, data, settings, file, rules));
      Optional<Shipper> shipper =
          database.map(sink -> new Shipper(file, sink, data.resolve("refused")));
      String waits =
          shipper.isPresent()
              ? ""
              : "its keys are wrong: records wait in " + data + " until they are right";
      ExceptionRegister exceptions =
          new ExceptionRegister(
              database.map(SharedAccess::new),
              Optional.of(new ExceptionFile(data)),
              (kind, who, what, detail) ->
                  file.append(event(kind, who, what, detail, Instant.now())),
              Clock.systemUTC());
      return new Journal(settings, Optional.of(file), database, shipper, exceptions, waits);
    } catch (IOException | RuntimeException e) {
      return notKept(
          settings, "nothing is kept in scangate.data-folder " + data + ": " + e.getMessage());
    }
  }

  private static DatabaseSink database(
      JournalSettings.Database where,
      Path data,
      JournalSettings settings,
      JournalFile file,
      AlertRules rules) {
    return new DatabaseSink(
        where,
        data,
        Retention.of(settings),
        Clock.systemUTC(),
        told -> {
          LOG.log(Level.WARNING, told);
          file.append(event("journal-database", "", "journal", told, Instant.now()));
        },
        rules);
  }

  private static Journal notKept(JournalSettings settings, String why) {
    LOG.log(Level.WARNING, "the journal: {0}", why);
    return none(settings, why);
  }

  private static Journal none(JournalSettings settings, String why) {
    ExceptionRegister exceptions =
        new ExceptionRegister(Optional.empty(), Optional.empty(), Events.NONE, Clock.systemUTC());
    if (!settings.kept()) {
      exceptions.areNone();
    }
    return new Journal(
        settings, Optional.empty(), Optional.empty(), Optional.empty(), exceptions, why);
  }

  /** Exceptions, and notes on findings, share the connections of those who search. */
  private record SharedAccess(DatabaseSink sink) implements ExceptionRegister.Access {
    @Override
    public JournalDatabase database() throws JournalException {
      return sink.database();
    }

    @Override
    public <T> T search(JournalDatabase.Work<T> work) throws JournalException {
      return sink.read(work);
    }
  }

  /** What administrators decided on single contents; there are none where nothing is kept. */
  public ExceptionRegister exceptions() {
    return exceptions;
  }

  /** What somebody was or shall be told; it has no database where nothing is kept. */
  public AlertOutbox alerts() {
    return new AlertOutbox(() -> database().database());
  }

  /**
   * What people have noted on findings.
   *
   * @throws JournalException there is no database
   */
  public FindingNotes findings() throws JournalException {
    return new FindingNotes(new SharedAccess(database()), this, Clock.systemUTC());
  }

  @Override
  public void accept(ScanReport report) {
    file.ifPresent(open -> open.append(ScanRecords.of(report, settings.personal().isPresent())));
  }

  @Override
  public void event(String kind, String who, String what, String detail) {
    file.ifPresent(open -> open.append(event(kind, who, what, detail, Instant.now())));
  }

  /**
   * Scans, the latest first.
   *
   * @param after the page before; empty: from the latest on
   * @throws JournalException when the database cannot be read, or there is none
   */
  public JournalPage<ScanRecord> find(ScanSearch search, Optional<JournalCursor> after, int limit)
      throws JournalException {
    return read((connection, kind) -> JournalSearch.scans(connection, kind, search, after, limit));
  }

  /** Events likewise, of one kind or of all. */
  public JournalPage<EventRecord> events(
      Optional<String> kind,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<JournalCursor> after,
      int limit)
      throws JournalException {
    return read(
        (connection, ignored) -> JournalSearch.events(connection, kind, from, to, after, limit));
  }

  /**
   * What is held of one person.
   *
   * @throws JournalException there is no database
   */
  public PersonalData personalData() throws JournalException {
    DatabaseSink open = database();
    return new PersonalData(
        settings.folder().orElseThrow(), file.orElseThrow(), open, shipper.orElseThrow());
  }

  <T> T read(JournalDatabase.Work<T> work) throws JournalException {
    return database().read(work);
  }

  /** One page of many. */
  <T> T export(JournalDatabase.Work<T> work) throws JournalException {
    return database().export(work);
  }

  private DatabaseSink database() throws JournalException {
    return database.orElseThrow(
        () ->
            new JournalException(
                settings.kept()
                    ? "the journal: " + notOpened
                    : "scangate.journal.url=none: no journal is kept",
                false));
  }

  private static EventRecord event(
      String kind, String who, String what, String detail, Instant at) {
    return new EventRecord(ScanId.next(), at, kind, who, what, detail);
  }

  /** How it is now. */
  public JournalStatus status() {
    Optional<Shipper.Trouble> trouble = shipper.flatMap(Shipper::trouble);
    Optional<JournalFileStatus> local = file.map(JournalFile::status);
    return new JournalStatus(
        settings.kept(),
        trouble
            .map(Shipper.Trouble::why)
            .or(
                () ->
                    local
                        .filter(one -> one.troubledSince().isPresent())
                        .flatMap(JournalFileStatus::lastError))
            .orElse(notOpened),
        trouble.map(Shipper.Trouble::since),
        local,
        shipper.map(Shipper::shipped).orElse(0L),
        shipper.map(Shipper::refused).orElse(0L),
        shipper.map(Shipper::damaged).orElse(0L));
  }

  /** Takes no more, and ends the shipping: what waits is shipped after the next start. */
  @Override
  public void close() {
    shipper.ifPresent(Shipper::close);
    file.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            LOG.log(Level.WARNING, "the journal's file was not closed in good order", e);
          }
        });
  }

  @Override
  public String getProblem() {
    return status().problem();
  }

  @Override
  public long getWaiting() {
    return status().file().map(JournalFileStatus::waiting).orElse(0L);
  }

  @Override
  public long getBytes() {
    return status().file().map(JournalFileStatus::bytes).orElse(0L);
  }

  @Override
  public long getShipped() {
    return status().shipped();
  }

  @Override
  public long getGivenUpOk() {
    return status().file().map(local -> local.givenUp().ok()).orElse(0L);
  }

  @Override
  public long getGivenUpOthers() {
    return status().file().map(local -> local.givenUp().others()).orElse(0L);
  }

  @Override
  public long getLost() {
    return status().file().map(local -> local.lost().sum()).orElse(0L);
  }

  @Override
  public long getRefused() {
    return status().refused();
  }

  @Override
  public long getDamaged() {
    return status().damaged();
  }
}
