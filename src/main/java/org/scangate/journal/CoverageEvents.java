package org.scangate.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks for the events that tell of gaps within a span of time. */
final class CoverageEvents {

  /** One a minute and site while Moodle is told to skip: five weeks of one site. */
  static final int MAX_EVENTS = 50_000;

  private static final List<String> LIFE = List.of(CoverageGaps.STARTED, CoverageGaps.STOPPED);
  private static final List<String> STATES =
      List.of(
          CoverageGaps.READY, CoverageGaps.NOT_READY, CoverageGaps.PAUSED, CoverageGaps.RESUMED);
  private static final List<String> MOMENTS =
      List.of(CoverageGaps.SKIPPED, CoverageGaps.GIVEN_UP, CoverageGaps.DATABASE);

  /** What Moodle's site is called where it is not known, and where there are too many. */
  private static final List<String> ANY_SITE = List.of("", "other");

  private final Connection connection;
  private final CoverageQuestion question;
  private final Instant from;
  private final Instant to;

  CoverageEvents(Connection connection, CoverageQuestion question, Instant from, Instant to) {
    this.connection = connection;
    this.question = question;
    this.from = from;
    this.to = to;
  }

  List<CoverageGap> gaps() throws SQLException {
    List<EventRecord> events = new ArrayList<>();
    Optional<EventRecord> life = lastLife();
    if (life.isPresent()) {
      events.add(life.get());
      if (life.get().kind().equals(CoverageGaps.STARTED)) {
        events.addAll(between(STATES, life.get().at(), from, true));
      }
    }
    List<String> all = Stream.of(LIFE, STATES, MOMENTS).flatMap(List::stream).toList();
    List<EventRecord> within = between(all, from, to, false);
    events.addAll(within);
    events.removeIf(event -> !concerns(event));
    Instant until =
        within.size() < MAX_EVENTS ? to : within.get(MAX_EVENTS - 1).at(); // not known beyond
    List<CoverageGap> gaps =
        new ArrayList<>(CoverageGaps.of(from, until, events, this::lastRecordBefore));
    if (until.isBefore(to)) {
      gaps.add(
          new CoverageGap(
              CoverageGap.NOT_KNOWN,
              "",
              until,
              Optional.of(to),
              "there are more events than are looked at: ask for the rest of the span"));
    }
    return gaps;
  }

  private boolean concerns(EventRecord event) {
    Optional<String> entry = question.entry();
    return switch (event.kind()) {
      case CoverageGaps.SKIPPED ->
          entry.map("moodle"::equals).orElse(true)
              && question
                  .site()
                  .map(StoredText::place)
                  .map(site -> site.equals(event.what()) || ANY_SITE.contains(event.what()))
                  .orElse(true);
      case CoverageGaps.PAUSED, CoverageGaps.RESUMED ->
          entry.map(event.what()::equals).orElse(true);
      default -> true;
    };
  }

  private Optional<EventRecord> lastLife() throws SQLException {
    EventRecord last = null;
    for (String kind : LIFE) { // each by its index
      for (EventRecord one : events("kind = ? and at < ?", "desc", 1, kind, time(from))) {
        last = last == null || last.at().isBefore(one.at()) ? one : last;
      }
    }
    return Optional.ofNullable(last);
  }

  /** The earliest first. */
  private List<EventRecord> between(
      List<String> kinds, Instant begin, Instant end, boolean lastOnes) throws SQLException {
    String any = "?" + ", ?".repeat(kinds.size() - 1);
    List<Object> bound = new ArrayList<>(kinds);
    bound.add(time(begin));
    bound.add(time(end));
    List<EventRecord> found =
        events(
            "kind in (" + any + ") and at >= ? and at < ?",
            lastOnes ? "desc" : "asc",
            MAX_EVENTS,
            bound.toArray());
    if (lastOnes) {
      Collections.reverse(found);
    }
    return found;
  }

  private List<EventRecord> events(String which, String order, int limit, Object... bound)
      throws SQLException {
    String sql =
        "select id, at, kind, who, what, case when kind = 'started' then '' else detail end"
            + " from event where "
            + which
            + " order by at %1$s, id %1$s limit %2$s".formatted(order, Integer.toString(limit));
    List<EventRecord> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < bound.length; i++) {
        query.setObject(i + 1, bound[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new EventRecord(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, OffsetDateTime.class).toInstant(),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6)));
        }
      }
    }
    return found;
  }

  /** Of whatever kind: it was alive then. */
  private Optional<Instant> lastRecordBefore(Instant start) throws SQLException {
    Instant last = null;
    for (String table : List.of("scan", "event")) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select at from " + table + " where at < ? order by at desc limit 1")) {
        query.setObject(1, time(start));
        try (ResultSet row = query.executeQuery()) {
          if (row.next()) {
            Instant one = row.getObject(1, OffsetDateTime.class).toInstant();
            last = last == null || last.isBefore(one) ? one : last;
          }
        }
      }
    }
    return Optional.ofNullable(last);
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
