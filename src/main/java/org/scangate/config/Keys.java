package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.scangate.scan.DataSize;

/**
 * Reads keys of MicroProfile Config, and notes what is wrong with their values: the key, and what
 * would be right. Values are not repeated where they may be secret.
 */
final class Keys {

  private static final Logger LOG = System.getLogger(Keys.class.getName());

  private final Config config;
  private final KeyNames names;
  private final Set<String> known = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  Keys(Config config) {
    this.config = config;
    this.names = new KeyNames(config);
  }

  List<String> problems() {
    return problems;
  }

  /** Notes that a key is wrong. */
  void wrong(String key, String why) {
    problems.add(key + ": " + why);
  }

  /** The value; a key that is set and empty, or cannot be read, is wrong. */
  Optional<String> text(String key) {
    Optional<String> text = resolved(key);
    if (unreadable.contains(key)) {
      wrong(key, "it cannot be read: its source, or an expression in its value, fails; mend it");
    } else if (text.isEmpty() && names.has(key)) {
      wrong(key, "it is set and comes to nothing; give it a value, or leave it out");
    }
    return text;
  }

  private Optional<String> resolved(String key) {
    known.add(KeyNames.spelling(key));
    try {
      return Optional.ofNullable(config.getConfigValue(key).getValue())
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    } catch (Exception e) {
      // Whatever a source, or an expression in the value, throws: it must not keep us from
      // answering. The caller tells that it fails, without the message, which may hold a secret.
      LOG.log(Level.DEBUG, key + " cannot be read", e);
      unreadable.add(key);
      return Optional.empty();
    }
  }

  /** Whether a source has the key, with a value or without, or fails when it is asked. */
  boolean isSet(String key) {
    return resolved(key).isPresent() || unreadable.contains(key) || names.has(key);
  }

  /** Several, separated by commas, without empty ones; none is wrong where the key is set. */
  List<String> texts(String key) {
    Optional<String> all = text(key);
    List<String> texts =
        all.stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    if (texts.isEmpty() && all.isPresent()) {
      wrong(key, "there is nothing between its commas; give it a value, or leave it out");
    }
    return texts;
  }

  /**
   * One value.
   *
   * @param parse throws IllegalArgumentException with a message that says what would be right
   * @param fallback where the key is not there, and where it is wrong
   */
  <T> T value(String key, Function<String, T> parse, T fallback) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      wrong(key, "\"" + text.get() + "\" is wrong: " + e.getMessage());
      return fallback;
    }
  }

  /** Several values; wrong ones are noted and left out; none is wrong where the key is set. */
  <T> List<T> values(String key, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    for (String text : texts(key)) {
      try {
        values.add(parse.apply(text));
      } catch (IllegalArgumentException e) {
        wrong(key, "\"" + text + "\" is wrong: " + e.getMessage());
      }
    }
    return values;
  }

  /** The same where the contract gives a meaning to the key that is set and empty. */
  <T> List<T> valuesOrNone(String key, Function<String, T> parse) {
    boolean none = resolved(key).isEmpty() && !unreadable.contains(key) && names.isBlank(key);
    return none ? List.of() : values(key, parse);
  }

  DataSize size(String key, String fallback) {
    return value(key, DataSize::parse, DataSize.parse(fallback));
  }

  /** A duration that is longer than none. */
  Duration duration(String key, String fallback) {
    return value(key, text -> positive(anyDuration(text)), Duration.parse(fallback));
  }

  /** A duration, which may be {@code PT0S}. */
  Duration durationOrZero(String key, String fallback) {
    return value(key, Keys::anyDuration, Duration.parse(fallback));
  }

  private static Duration anyDuration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(Duration.ofDays(3650)) < 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("a duration is ISO-8601, such as PT30S, PT10M or P1D");
  }

  private static Duration positive(Duration duration) {
    if (duration.isZero()) {
      throw new IllegalArgumentException("it must be longer than none, such as PT30S");
    }
    return duration;
  }

  int number(String key, int least, int most, int fallback) {
    return value(
        key,
        text -> {
          try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException e) {
            // said below, with what is right
          }
          throw new IllegalArgumentException(
              "it must be a whole number from " + least + " to " + most);
        },
        fallback);
  }

  /** Whether the second of two words stands there; the first is the default. */
  boolean either(String key, String first, String second) {
    return value(
        key,
        text -> {
          if (text.equals(first) || text.equals(second)) {
            return text.equals(second);
          }
          throw new IllegalArgumentException(first + " and " + second + " are right");
        },
        false);
  }

  /** What a record refuses is wrong; what it says of it repeats no value, which may be secret. */
  <T> Optional<T> checked(String key, Supplier<T> record) {
    try {
      return Optional.of(record.get());
    } catch (IllegalArgumentException e) {
      wrong(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** A sentence for each key below the prefix that is set and that nobody knows. */
  List<String> unknown(String prefix) {
    return names.unknown(prefix, known).stream()
        .map(key -> "unknown key " + key + "; is it misspelled?")
        .toList();
  }
}
