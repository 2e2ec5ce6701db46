package org.scangate.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.ContentException;
import org.scangate.scan.ContentExceptions;
import org.scangate.scan.Events;

/**
 * The administrators' exceptions: kept in the database, where every process that shares it finds
 * them within seconds, and known in memory and in a local file, so that they hold while it is away.
 */
public final class ExceptionRegister {

  private static final String LOOKING = "Looking for exceptions";
  private static final Logger LOG = System.getLogger(ExceptionRegister.class.getName());

  /** An exception is no state for ever. */
  public static final Duration LONGEST = Duration.ofDays(366);

  /** Long enough for a full walk to meet every file that it concerned. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  /** For its places, one by one; what has more of them is found by a full walk. */
  private static final int MAX_PLACES = 50;

  private final Optional<Access> database;
  private final Optional<ExceptionFile> file;
  private final Events events;
  private final Clock clock;
  private final HeldExceptions held;
  private Map<UUID, KnownException> known = new LinkedHashMap<>();
  private boolean unwritten;
  private String problem = "";

  /** Who acts when one begins or ends, in each process that knows of it. May be told twice. */
  @FunctionalInterface
  public interface Listener {

    /**
     * It holds from now on, or does not any more.
     *
     * @param places where the content was met, some of them if there are very many
     */
    void changed(ContentException exception, boolean holds, List<KnownPlace> places);
  }

  /** The database, as it is named now. */
  @FunctionalInterface
  interface Access {
    JournalDatabase database() throws JournalException;

    /** For people. */
    default <T> T search(JournalDatabase.Work<T> work) throws JournalException {
      return database().read("Looking for exceptions", work);
    }
  }

  ExceptionRegister(
      Optional<Access> database, Optional<ExceptionFile> file, Events events, Clock clock) {
    this.database = database;
    this.file = file;
    this.events = events;
    this.clock = clock;
    this.held = new HeldExceptions(clock);
    try {
      Optional<List<KnownException>> read = file.isPresent() ? file.get().read() : Optional.empty();
      read.ifPresent(all -> all.forEach(one -> known.put(one.id(), one)));
      read.ifPresent(all -> held.isComplete());
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "the exceptions cannot be read ({0}): until the journal's database is there, nothing is"
              + " allowed or blocked",
          e.getMessage());
    }
    held.replace(known.values());
  }

  /** Where no journal is kept there can be none. */
  void areNone() {
    held.isComplete();
  }

  /** What holds now, for who scans. */
  public ContentExceptions held() {
    return held;
  }

  /**
   * Decides on a content from now on, in the place of what was decided before; it holds when this
   * returns.
   *
   * @param ends in the future, and by {@link #LONGEST} at most
   * @throws JournalException when the database does not take it
   */
  public synchronized ContentException decide(
      ContentException.Kind kind, String sha256, long size, String by, String reason, Instant ends)
      throws JournalException {
    Instant now = ScanRow.stored(clock.instant());
    if (!ends.isAfter(now) || ends.isAfter(now.plus(LONGEST))) {
      throw new IllegalArgumentException(
          "an exception ends within %s days from now".formatted(LONGEST.toDays()));
    }
    ContentException exception =
        new ContentException(
            UUID.randomUUID(), kind, sha256, size, by, reason, now, ScanRow.stored(ends));
    change(
        "Deciding on a content",
        connection -> {
          ExceptionTable.decide(connection, exception);
          return true;
        });
    learn(exception);
    tell("exception-" + kind.name().toLowerCase(Locale.ROOT), by, exception, reason);
    return exception;
  }

  /** It is decided, whether or not the database can be asked once more. */
  private void learn(ContentException decided) {
    Instant now = clock.instant();
    Map<UUID, KnownException> next = new LinkedHashMap<>();
    known.forEach((id, one) -> next.put(id, one.isOn(decided) ? one.ended(now) : one));
    next.put(decided.id(), KnownException.of(decided, now));
    replace(next);
  }

  /**
   * Ends one before its time.
   *
   * @return false when there is none that has not ended
   */
  public synchronized boolean end(UUID id, String by, String why) throws JournalException {
    ExceptionRecord.End end = new ExceptionRecord.End(clock.instant(), by, why);
    boolean ended =
        change("Ending an exception", connection -> ExceptionTable.end(connection, id, end));
    if (ended) {
      events.event("exception-ended", by, "exception " + id, why);
      Map<UUID, KnownException> next = new LinkedHashMap<>(known);
      next.computeIfPresent(id, (same, one) -> one.ended(clock.instant()));
      replace(next);
    }
    return ended;
  }

  /** Those that hold, and those that ended since then, the latest first. */
  public List<ExceptionRecord> all(Instant ended) throws JournalException {
    return search(connection -> ExceptionTable.since(connection, ended));
  }

  /** All that there ever were on a content, the latest first. */
  public List<ExceptionRecord> of(String sha256) throws JournalException {
    return search(connection -> ExceptionTable.of(connection, sha256));
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** For people: not more of them at once than may ask the journal. */
  private <T> T search(Work<T> work) throws JournalException {
    return access().search((connection, ignored) -> work.on(connection));
  }

  private <T> T change(String what, Work<T> work) throws JournalException {
    return access().database().change(what, (connection, ignored) -> work.on(connection));
  }

  private Access access() throws JournalException {
    return database.orElseThrow(
        () -> new JournalException("no journal is kept, and so no exceptions: see health", false));
  }

  private void tell(String kind, String by, ContentException on, String reason) {
    events.event(
        kind,
        by,
        "sha256 " + on.sha256() + ", " + on.size() + " bytes",
        "%s until %s: %s".formatted(on.name(), on.ends(), reason));
  }

  /**
   * Learns what others decided, and tells of what began or ended. To be called every few seconds.
   */
  public void look(Listener listener) {
    try {
      refresh();
      endWhatIsOver();
      isWell();
    } catch (JournalException e) {
      isTroubled(e.getMessage()); // what is known goes on to hold
    }
    tellNews(listener);
  }

  private synchronized void refresh() throws JournalException {
    if (database.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Instant earliest = now.minus(REMEMBERED);
    Map<UUID, KnownException> next = new LinkedHashMap<>();
    for (ExceptionRecord record :
        change(LOOKING, connection -> ExceptionTable.since(connection, earliest))) {
      KnownException before = known.get(record.exception().id());
      if (before != null && before.ended() && record.end().isEmpty()) {
        endAgain(before, now);
      }
      KnownException latest = KnownException.of(record, before, clock.instant());
      next.put(latest.id(), latest);
    }
    for (KnownException missing : List.copyOf(known.values())) {
      if (!next.containsKey(missing.id())) {
        KnownException settled = missing.holds(now) ? settled(missing, now) : missing;
        if (settled.holds(now) || settled.changed(now).isAfter(earliest)) {
          next.put(settled.id(), settled);
        }
      }
    }
    replace(next);
    held.isComplete();
  }

  /** The database was restored from before its end. */
  private void endAgain(KnownException ended, Instant now) throws JournalException {
    ExceptionRecord.End end =
        new ExceptionRecord.End(now, "", "it had ended before the database was restored");
    change("Ending an exception", connection -> ExceptionTable.end(connection, ended.id(), end));
  }

  /**
   * One that holds here, and that the database did not name: it ended long ago, as seen by others,
   * or the database is another one, or was restored. By that alone it does not end.
   */
  private KnownException settled(KnownException missing, Instant now) throws JournalException {
    Optional<ExceptionRecord> record =
        change(LOOKING, connection -> ExceptionTable.find(connection, missing.id()));
    if (record.isPresent()) {
      return KnownException.of(record.get(), missing, now);
    }
    boolean restored =
        change(
            "Keeping an exception that the database has lost",
            connection -> ExceptionTable.restore(connection, missing.exception()));
    return restored ? missing : missing.ended(now);
  }

  private void replace(Map<UUID, KnownException> next) {
    if (!next.equals(known)) {
      known = next;
      held.replace(known.values());
      unwritten = true;
    }
    if (unwritten) {
      write();
    }
  }

  private void write() {
    try {
      if (file.isPresent()) {
        file.get().write(known.values());
      }
      unwritten = false;
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "the exceptions cannot be kept in a file ({0}): after a restart without the journal''s"
              + " database they would not hold",
          e.toString());
    }
  }

  /** One of several processes does it, and has its event. */
  private synchronized void endWhatIsOver() throws JournalException {
    for (KnownException one : List.copyOf(known.values())) {
      ContentException exception = one.exception();
      if (!one.ended() && !one.holds(clock.instant()) && end(exception)) {
        tell("exception-expired", "", exception, exception.reason());
      }
    }
  }

  private boolean end(ContentException exception) throws JournalException {
    ExceptionRecord.End end = new ExceptionRecord.End(exception.ends(), "", "its time was over");
    return change(
        "Ending an exception", connection -> ExceptionTable.end(connection, exception.id(), end));
  }

  private void tellNews(Listener listener) {
    Instant now = clock.instant();
    List<KnownException> news;
    synchronized (this) {
      news = known.values().stream().filter(one -> one.isNews(now)).toList();
    }
    for (KnownException one : news) {
      listener.changed(one.exception(), one.holds(now), places(one.exception()));
      told(one.id(), one.holds(now));
    }
  }

  private synchronized void told(UUID id, boolean holds) {
    Map<UUID, KnownException> next = new LinkedHashMap<>(known);
    next.computeIfPresent(id, (same, latest) -> latest.told(holds));
    replace(next);
  }

  private List<KnownPlace> places(ContentException exception) {
    try {
      return change(
          LOOKING, connection -> ExceptionTable.places(connection, exception.sha256(), MAX_PLACES));
    } catch (JournalException e) {
      return List.of(); // a full walk finds them
    }
  }

  private synchronized void isTroubled(String why) {
    if (problem.isEmpty() && !known.isEmpty()) {
      LOG.log(Level.INFO, "exceptions hold as they are known here: {0}", why);
    }
    problem = why;
  }

  private synchronized void isWell() {
    problem = "";
  }
}
