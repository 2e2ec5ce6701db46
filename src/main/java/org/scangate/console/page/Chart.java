package org.scangate.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scangate.journal.ActivityHour;

/**
 * Bars of what was scanned in equal spans of time. What was found, and what was not scanned, is
 * seen however little it is beside the rest.
 *
 * @param title what it shows
 */
public record Chart(String title, List<Bar> bars) {

  /** In the units of the drawing. */
  public static final int HEIGHT = 80;

  private static final int SEEN = 3;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  public Chart {
    bars = List.copyOf(bars);
  }

  /**
   * One span.
   *
   * @param label when it was
   * @param all height of all its files; nothing: 0
   * @param notScanned height of those that were not scanned, from below
   * @param found height of those that were found infected, above these
   */
  public record Bar(String label, ActivityHour of, int all, int notScanned, int found) {

    /** In words. */
    public String words() {
      return "%s: %s scanned, %s found, %s not scanned"
          .formatted(
              label, Show.count(of.files()), Show.count(of.found()), Show.count(of.notScanned()));
    }
  }

  private record Span(String label, Instant from, Instant to) {}

  /** The last 24 hours, the present one too. */
  static Chart ofHours(List<ActivityHour> hours, Instant now, ZoneId zone) {
    Instant last = now.truncatedTo(ChronoUnit.HOURS);
    List<Span> spans = new ArrayList<>();
    for (int i = 23; i >= 0; i--) {
      Instant from = last.minus(Duration.ofHours(i));
      spans.add(new Span(HOUR.format(from.atZone(zone)), from, from.plus(Duration.ofHours(1))));
    }
    return of("The last 24 hours", hours, spans);
  }

  /** The last 30 days, today too. */
  static Chart ofDays(List<ActivityHour> hours, Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    List<Span> spans = new ArrayList<>();
    for (int i = 29; i >= 0; i--) {
      LocalDate day = today.minusDays(i);
      spans.add(
          new Span(
              day.toString(),
              day.atStartOfDay(zone).toInstant(),
              day.plusDays(1).atStartOfDay(zone).toInstant()));
    }
    return of("The last 30 days", hours, spans);
  }

  private static Chart of(String title, List<ActivityHour> hours, List<Span> spans) {
    List<ActivityHour> sums = spans.stream().map(span -> sum(span, hours)).toList();
    long most = Math.max(1, sums.stream().mapToLong(ActivityHour::files).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      ActivityHour sum = sums.get(i);
      int notScanned = height(sum.notScanned(), most);
      int found = height(sum.found(), most);
      int all = Math.max(height(sum.files(), most), Math.min(HEIGHT, notScanned + found));
      bars.add(new Bar(spans.get(i).label(), sum, all, notScanned, found));
    }
    return new Chart(title, bars);
  }

  private static ActivityHour sum(Span span, List<ActivityHour> hours) {
    return hours.stream()
        .filter(one -> !one.begins().isBefore(span.from()) && one.begins().isBefore(span.to()))
        .reduce(new ActivityHour(span.from(), 0, 0, 0), ActivityHour::and);
  }

  private static int height(long files, long most) {
    return files == 0 ? 0 : (int) Math.max(SEEN, files * HEIGHT / most);
  }

  /** How wide it is. */
  public int width() {
    return bars.size() * 10;
  }

  public boolean isEmpty() {
    return sum().files() == 0;
  }

  private ActivityHour sum() {
    return bars.stream()
        .map(Bar::of)
        .reduce(new ActivityHour(Instant.EPOCH, 0, 0, 0), ActivityHour::and);
  }

  /** In words, for who does not see it. */
  public String words() {
    ActivityHour sum = sum();
    return "%s: %s files scanned, %s found infected, %s not scanned"
        .formatted(
            title, Show.count(sum.files()), Show.count(sum.found()), Show.count(sum.notScanned()));
  }
}
