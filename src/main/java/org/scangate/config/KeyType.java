package org.scangate.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.List;

/**
 * What kind of value a key takes, and the reading of those kinds that the keys share.
 *
 * @param shown in the reference page
 * @param least of a number
 * @param most of a number
 * @param words of a choice between two
 */
record KeyType(String shown, int least, int most, List<String> words) {

  static final KeyType TEXT = named("text");
  static final KeyType SECRET = named("secret");
  static final KeyType SECRETS = named("list of secrets");
  static final KeyType LIST = named("list");
  static final KeyType SIZE = named("size");
  static final KeyType FILE = named("file");
  static final KeyType FOLDER = named("folder");
  static final KeyType URL = named("URL");
  static final KeyType DURATION = named("duration");
  static final KeyType DURATION_OR_ZERO = named("duration, or `PT0S`");
  static final KeyType PERIOD = named("days, months or years");

  private static final int MAX_MONTHS = 1200;
  private static final Duration MAX_DURATION = Duration.ofDays(3650);

  private static KeyType named(String shown) {
    return new KeyType(shown, 0, 0, List.of());
  }

  static KeyType number(int least, int most) {
    return new KeyType("number, " + least + " to " + most, least, most, List.of());
  }

  static KeyType oneOf(String first, String second) {
    return new KeyType("`" + first + "` or `" + second + "`", 0, 0, List.of(first, second));
  }

  /**
   * A whole number within the bounds.
   *
   * @throws IllegalArgumentException with what would be right, as the others here do
   */
  int parseNumber(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("it must be a whole number from " + least + " to " + most);
  }

  /** Whether the second of the two words stands there. */
  boolean isSecondWord(String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(String.join(" and ", words) + " are right");
    }
    return text.equals(words.get(1));
  }

  /** Longer than none, unless the type says otherwise. */
  Duration parseDuration(String text) {
    Duration duration = anyDuration(text);
    if (duration.isZero() && !equals(DURATION_OR_ZERO)) {
      throw new IllegalArgumentException("it must be longer than none, such as PT30S");
    }
    return duration;
  }

  /** A day at least. */
  static Period parsePeriod(String text) {
    try {
      Period period = Period.parse(text);
      if (!period.isNegative() && !period.isZero() && period.toTotalMonths() <= MAX_MONTHS) {
        return period;
      }
    } catch (DateTimeException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException(
        "it is whole days, months or years, such as P90D, P6M or P3Y, up to P100Y");
  }

  private static Duration anyDuration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(MAX_DURATION) < 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("a duration is ISO-8601, such as PT30S, PT10M or P1D");
  }
}
