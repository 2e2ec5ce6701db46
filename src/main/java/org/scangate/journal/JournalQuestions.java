package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What auditors and incidents ask, beside {@linkplain Journal#find a search}. Each question is
 * answered in one transaction that only reads.
 */
public final class JournalQuestions {

  private final Journal journal;
  private final Clock clock;

  public JournalQuestions(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * A page of an export of scans: as {@link Journal#find}, but it waits a minute for its turn, and
   * holds no connection when it is there.
   */
  public JournalPage<ScanRecord> scans(ScanSearch search, Optional<JournalCursor> after, int limit)
      throws JournalException {
    return journal.export(
        (connection, kind) -> JournalSearch.scans(connection, kind, search, after, limit));
  }

  /** Events likewise. */
  public JournalPage<EventRecord> events(
      EventSearch search, Optional<JournalCursor> after, int limit) throws JournalException {
    return journal.export(
        (connection, ignored) ->
            JournalSearch.events(
                connection, search.kind(), search.from(), search.to(), after, limit));
  }

  /**
   * All that is kept of one content.
   *
   * @param limit of places: a content may be in a million
   * @return empty: no scan of it is in the database
   * @throws JournalException when the database cannot be read, or there is none
   */
  public Optional<ContentHistory> content(ContentHash hash, int limit) throws JournalException {
    return journal.read((connection, kind) -> ContentSearch.of(connection, hash, limit));
  }

  /**
   * What was scanned of a site within a span of time, and what may have gone by.
   *
   * @throws JournalException likewise
   */
  public CoverageReport coverage(CoverageQuestion question) throws JournalException {
    long waiting = journal.getWaiting();
    return journal.read(
        (connection, kind) -> CoverageSearch.of(connection, question, clock.instant(), waiting));
  }

  /**
   * The last hour in which each of Moodle's sites sent something, those that did so last first.
   *
   * @param since hours before it are not looked at
   * @throws JournalException likewise
   */
  public Map<String, Instant> lastHours(Instant since, int most) throws JournalException {
    return journal.read((connection, kind) -> SilenceSearch.lastHours(connection, since, most));
  }

  /** All hours in which one of these sent something, the earliest first. */
  public List<Instant> hours(String site, Instant since) throws JournalException {
    return journal.read((connection, kind) -> SilenceSearch.hours(connection, site, since));
  }

  /** What may have gone by of all sites since then. */
  public List<CoverageGap> gaps(Instant since) throws JournalException {
    Instant now = clock.instant();
    CoverageQuestion all = new CoverageQuestion(Optional.empty(), Optional.empty(), since, now);
    return journal.read(
        (connection, kind) -> new CoverageEvents(connection, all, since, now).gaps());
  }

  /**
   * A few figures of a span of time.
   *
   * @param from the hour that it is in is the first
   * @param to the hour that it is in is not in it any more
   * @throws JournalException likewise
   */
  public WeekReport week(Instant from, Instant to) throws JournalException {
    long waiting = journal.getWaiting();
    return journal.read((connection, kind) -> WeekSearch.of(connection, from, to, waiting));
  }

  /**
   * What was scanned, hour by hour, the earliest first; hours without any file are left out.
   *
   * @throws JournalException likewise
   */
  public List<ActivityHour> activity(Instant from, Instant to) throws JournalException {
    return journal.read((connection, kind) -> ActivitySearch.of(connection, from, to));
  }

  /** What people did, the latest first. */
  public JournalPage<EventRecord> acts(EventSearch search, Optional<JournalCursor> after, int limit)
      throws JournalException {
    return journal.read((connection, kind) -> JournalSearch.acts(connection, search, after, limit));
  }

  /** How far the database's clock is ahead of ours; empty: it does not tell now. */
  public Optional<Duration> databaseAhead() {
    try {
      return Optional.of(journal.read((connection, kind) -> ahead(connection)));
    } catch (JournalException e) {
      return Optional.empty(); // how the journal is tells its status
    }
  }

  private Duration ahead(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select current_timestamp");
        ResultSet now = query.executeQuery()) {
      now.next();
      return Duration.between(clock.instant(), now.getObject(1, OffsetDateTime.class).toInstant());
    }
  }
}
