package org.scangate.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How figures, times and foreign texts are shown. What is HTML in them the templates escape. */
public final class Show {

  private static final int MAX_TEXT = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
  private static final String[] SIZES = {"bytes", "KB", "MB", "GB", "TB"};

  private Show() {}

  /** Such as {@code 2026-11-30 02:30:11 UTC}. */
  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** Such as {@code 3 min ago}, {@code in 2 h}. */
  static String age(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    return age.isNegative() ? "in " + span(age.negated()) : span(age) + " ago";
  }

  /** In the one unit that a person would say it in. */
  public static String span(Duration span) {
    if (span.compareTo(Duration.ofMinutes(2)) < 0) {
      return span.toSeconds() + " s";
    }
    if (span.compareTo(Duration.ofHours(2)) < 0) {
      return span.toMinutes() + " min";
    }
    return span.compareTo(Duration.ofDays(2)) < 0 ? span.toHours() + " h" : span.toDays() + " d";
  }

  /** Such as {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** In the unit in which it has at most four digits. */
  public static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 9999.5 && unit < SIZES.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%,.0f %s", size, SIZES[unit]);
  }

  /** Such as {@code 12.3}. */
  public static String rate(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%,.1f" : "%,.0f", number);
  }

  /** How much of a whole, from 0 to 100. */
  public static long percent(long part, long whole) {
    return whole <= 0 ? 0 : Math.min(100, Math.max(0, part * 100 / whole));
  }

  /**
   * Foreign text: what cannot be seen, or turns the direction of writing, is written out, and no
   * text makes a page of its own.
   */
  public static String text(String foreign) {
    StringBuilder shown = new StringBuilder(Math.min(foreign.length(), MAX_TEXT) + 8);
    int point;
    int points = 0;
    for (int i = 0; i < foreign.length(); i += Character.charCount(point)) {
      if (points++ == MAX_TEXT) {
        return shown.append('…').toString();
      }
      point = foreign.codePointAt(i);
      if (isSeen(point)) {
        shown.appendCodePoint(point);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", point));
      }
    }
    return shown.toString();
  }

  private static boolean isSeen(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** The first digits of a hash. */
  public static String brief(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) + "…" : hash;
  }

  /** As a part of an address. */
  public static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** As an address has it. */
  public static String url(Instant at) {
    return url(at.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
