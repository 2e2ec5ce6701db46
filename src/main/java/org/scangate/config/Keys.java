package org.scangate.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scangate.scan.DataSize;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.AddressRange;

/**
 * Reads keys of the register, each with its default from there, and notes what is wrong with their
 * values: the key, and what would be right. Values are not repeated where they may be secret.
 */
final class Keys {

  private final KeySources sources;
  private final List<KeyProblem> problems;

  /** The scanner's name or the reason in the keys that are read. */
  private final String part;

  Keys(KeySources sources) {
    this(sources, new ArrayList<>(), "");
    sources.problem().ifPresent(why -> wrong(Key.SETTINGS_FILE, why));
  }

  private Keys(KeySources sources, List<KeyProblem> problems, String part) {
    this.sources = sources;
    this.problems = problems;
    this.part = part;
  }

  /** The same, for the keys of one scanner or of one reason. */
  Keys of(String scannerOrReason) {
    return new Keys(sources, problems, scannerOrReason);
  }

  List<KeyProblem> problems() {
    return problems;
  }

  /** Notes that a key is wrong. */
  void wrong(Key key, String why) {
    problems.add(new KeyProblem(key, key.name(part), why));
  }

  /** The value, without its default; a key that is set and empty, or cannot be read, is wrong. */
  Optional<String> text(Key key) {
    String name = key.name(part);
    Optional<String> text = sources.value(name);
    if (sources.isUnreadable(name)) {
      wrong(key, "it cannot be read: its source, or an expression in its value, fails; mend it");
    } else if (text.isEmpty() && sources.has(name)) {
      wrong(key, "it is set and comes to nothing; give it a value, or leave it out");
    }
    return text;
  }

  /** Whether a source has the key, with a value or without, or fails when it is asked. */
  boolean isSet(Key key) {
    String name = key.name(part);
    return sources.value(name).isPresent() || sources.isUnreadable(name) || sources.has(name);
  }

  /** Several, separated by commas, without empty ones; none is wrong where the key is set. */
  List<String> texts(Key key) {
    Optional<String> all = text(key);
    List<String> texts = all.stream().flatMap(Keys::split).toList();
    if (texts.isEmpty() && all.isPresent()) {
      wrong(key, "there is nothing between its commas; give it a value, or leave it out");
    }
    return texts;
  }

  private static Stream<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(one -> !one.isEmpty());
  }

  /**
   * One value; the default where the key is not there, and where it is wrong.
   *
   * @param parse throws IllegalArgumentException with a message that says what would be right
   */
  <T> T value(Key key, Function<String, T> parse) {
    return optional(key, parse).orElseGet(() -> parse.apply(key.fallback().value().orElseThrow()));
  }

  /** The same of a key whose default cannot be written down. */
  <T> Optional<T> optional(Key key, Function<String, T> parse) {
    Optional<String> text = text(key);
    try {
      return text.map(parse);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      wrong(key, "\"" + text.get() + "\" is wrong: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Several values, or those of the default; wrong ones are noted and left out. */
  <T> List<T> values(Key key, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    for (String text : texts(key)) {
      try {
        values.add(parse.apply(text));
      } catch (IllegalArgumentException e) {
        wrong(key, "\"" + text + "\" is wrong: " + e.getMessage());
      }
    }
    return values.isEmpty()
        ? key.fallback().value().stream().flatMap(Keys::split).map(parse).toList()
        : values;
  }

  /** The same where the contract gives a meaning to the key that is set and empty. */
  <T> List<T> valuesOrNone(Key key, Function<String, T> parse) {
    return sources.isBlank(key.name(part)) ? List.of() : values(key, parse);
  }

  /** Who needs no token; where the key is set and empty, or wrong, nobody. */
  AddressAccess addresses(Key key) {
    List<AddressRange> allowed = valuesOrNone(key, AddressRange::parse);
    return new AddressAccess(isSet(key) ? Optional.of(allowed) : Optional.empty());
  }

  DataSize size(Key key) {
    return value(key, DataSize::parse);
  }

  Duration duration(Key key) {
    return value(key, key.type()::parseDuration);
  }

  int number(Key key) {
    return value(key, key.type()::parseNumber);
  }

  /** Whether the second of two words stands there. */
  boolean isSecondWord(Key key) {
    return value(key, key.type()::isSecondWord);
  }

  /** What a record refuses is wrong; what it says of it repeats no value, which may be secret. */
  <T> Optional<T> checked(Key key, Supplier<T> record) {
    try {
      return Optional.of(record.get());
    } catch (IllegalArgumentException e) {
      wrong(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** Of all keys that were asked for and are set. */
  Map<String, String> values() {
    return sources.values();
  }

  /** Where each of these comes from. */
  Map<String, String> sources() {
    return sources.cameFrom();
  }

  UnknownKeys unknown(String prefix) {
    return sources.unknown(prefix);
  }
}
