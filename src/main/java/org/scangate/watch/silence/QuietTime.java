package org.scangate.watch.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * How much of a span of the past counts as silence.
 *
 * @param away when no Scangate ran, or nobody knows; none overlaps another
 */
record QuietTime(Holidays holidays, ZoneId zone, List<Away> away) {

  record Away(Instant from, Instant to) {}

  QuietTime {
    away = List.copyOf(away);
  }

  /** What counts between two moments; days begin when they begin in the server's zone. */
  Duration counted(Instant from, Instant to, SilenceRule rule) {
    Duration sum = Duration.ZERO;
    Instant at = from;
    while (at.isBefore(to)) {
      LocalDate day = at.atZone(zone).toLocalDate();
      Instant next = earlier(day.plusDays(1).atStartOfDay(zone).toInstant(), to);
      if (!rule.workingDays() || holidays.isWorkingDay(day)) {
        sum = sum.plus(Duration.between(at, next)).minus(away(at, next));
      }
      at = next;
    }
    return sum;
  }

  private Duration away(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Away one : away) {
      Instant begin = one.from().isBefore(from) ? from : one.from();
      Instant end = earlier(one.to(), to);
      if (begin.isBefore(end)) {
        sum = sum.plus(Duration.between(begin, end));
      }
    }
    return sum;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
