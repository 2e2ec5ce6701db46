package org.scangate.watch.silence;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Days on which nobody is expected to work. */
public record Holidays(List<Span> spans) {

  private static final int MAX_DAYS = 366;

  public Holidays {
    spans = List.copyOf(spans);
  }

  /**
   * @param last the last day of it, perhaps the first one too
   */
  public record Span(LocalDate first, LocalDate last) {

    /**
     * {@code 2026-12-25}, or {@code 2026-12-24/2027-01-06}.
     *
     * @throws IllegalArgumentException with what would be right
     */
    public static Span parse(String text) {
      try {
        int slash = text.indexOf('/');
        LocalDate first = LocalDate.parse(slash < 0 ? text : text.substring(0, slash).strip());
        LocalDate last = slash < 0 ? first : LocalDate.parse(text.substring(slash + 1).strip());
        if (!last.isBefore(first) && last.isBefore(first.plusDays(MAX_DAYS))) {
          return new Span(first, last);
        }
      } catch (DateTimeException e) {
        // said below, with what is right
      }
      throw new IllegalArgumentException(
          "a day such as 2026-12-25, or the first and the last of up to a year such as"
              + " 2026-12-24/2027-01-06, is right");
    }

    boolean has(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && spans.stream().noneMatch(span -> span.has(day));
  }
}
