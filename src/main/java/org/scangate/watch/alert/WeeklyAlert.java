package org.scangate.watch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.scangate.journal.AlertOutbox;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.JournalException;
import org.scangate.journal.WeekReport;

/**
 * Puts one alert a week into the outbox, whatever happened: that it comes shows that all else would
 * have come. It is known by its week, so that of the nodes on one database the first makes it.
 */
final class WeeklyAlert {

  /** The time of day that a week ends at. */
  static final LocalTime ENDS = LocalTime.of(7, 0);

  /** A little later, when the week's last records are in the database. */
  static final LocalTime TOLD = LocalTime.of(7, 5);

  private final DayOfWeek day;
  private final Clock clock;
  private final Week figures;
  private final Supplier<AlertOutbox> outbox;
  private final Set<String> channels;
  private String done = "";

  /** Where the figures come from. */
  @FunctionalInterface
  interface Week {
    WeekReport of(Instant from, Instant to) throws JournalException;
  }

  /**
   * @param clock its zone is the one that the day and its time are of
   */
  WeeklyAlert(
      DayOfWeek day,
      Clock clock,
      Week figures,
      Supplier<AlertOutbox> outbox,
      Set<String> channels) {
    this.day = day;
    this.clock = clock;
    this.figures = figures;
    this.outbox = outbox;
    this.channels = Set.copyOf(channels);
  }

  /** Makes it if it is time to, and nobody has. On any other day it is too late. */
  void run() throws JournalException {
    ZonedDateTime now = clock.instant().atZone(clock.getZone());
    LocalDate today = now.toLocalDate();
    String week = week(today);
    if (today.getDayOfWeek() != day
        || now.isBefore(today.atTime(TOLD).atZone(clock.getZone()))
        || week.equals(done)) {
      return;
    }
    ZonedDateTime end = today.atTime(ENDS).atZone(clock.getZone());
    WeekReport report = figures.of(end.minusWeeks(1).toInstant(), end.toInstant());
    outbox.get().add(alert(week, WeeklyText.of(report), report, now.toInstant()));
    done = week;
  }

  private static String week(LocalDate day) {
    String date = DateTimeFormatter.ISO_WEEK_DATE.format(day);
    return date.substring(0, date.lastIndexOf('-'));
  }

  private AlertRecord alert(String week, WeeklyText text, WeekReport report, Instant now) {
    return new AlertRecord(
        UUID.nameUUIDFromBytes(("weekly " + week).getBytes(UTF_8)),
        now,
        AlertRule.WEEKLY.word(),
        text.summary() + " (" + week + ")",
        !text.well(),
        false,
        report.from(),
        report.to(),
        1,
        text.lines(),
        deliveries(now));
  }

  private List<AlertRecord.Delivery> deliveries(Instant now) {
    return channels.stream()
        .sorted()
        .map(
            one ->
                new AlertRecord.Delivery(
                    one, AlertRecord.State.WAITING, 0, now, Optional.empty(), ""))
        .toList();
  }
}
