package org.scangate.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.scangate.journal.ContentHash;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.ScanSearch;

/**
 * What a request asks for. One that is misspelt, twice there or makes no sense is refused: it would
 * find more than what was meant.
 */
public final class ApiParameters {

  private static final String EXAMPLE = "2026-03-01T00:00:00Z";
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2999-12-31T23:59:59Z");
  private static final int USUAL_LIMIT = 100;
  static final int MAX_LIMIT = 1000;

  private final Map<String, List<String>> sent;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param sent by name
   */
  public ApiParameters(Map<String, List<String>> sent) {
    this.sent = sent;
  }

  public ScanSearch scans() {
    return new ScanSearch(
        value("id", "an id of a scan", UUID::fromString),
        hash("sha256", true),
        hash("sha1", false),
        text("user"),
        text("site"),
        text("entry"),
        text("place"),
        text("verdict"),
        text("reason"),
        text("signature"),
        text("scanner"),
        time("from"),
        time("to"));
  }

  public Optional<JournalCursor> cursor() {
    return value("cursor", "next of the page before", ApiParameters::cursor);
  }

  public int limit() {
    return value("limit", "a number from 1 to " + MAX_LIMIT, text -> (int) limit(text, MAX_LIMIT))
        .orElse(USUAL_LIMIT);
  }

  /** Nothing said: all. */
  long limitOfExport() {
    return value("limit", "a number from 1 on", text -> limit(text, Long.MAX_VALUE))
        .orElse(Long.MAX_VALUE);
  }

  ExportFormat format() {
    return value("format", "one of " + ExportFormat.words(), ExportFormat::of)
        .orElse(ExportFormat.JSON);
  }

  private static long limit(String text, long max) {
    long limit = Long.parseLong(text);
    if (limit < 1 || limit > max) {
      throw new IllegalArgumentException("out of bounds");
    }
    return limit;
  }

  private Optional<String> hash(String name, boolean sha256) {
    int digits = sha256 ? 64 : 40;
    return value(
        name,
        digits + " hexadecimal digits",
        text -> {
          ContentHash hash = new ContentHash(text);
          if (hash.isSha256() != sha256) {
            throw new IllegalArgumentException("another hash");
          }
          return hash.hexadecimal();
        });
  }

  public Optional<Instant> time(String name) {
    return value(name, "a time such as " + EXAMPLE, ApiParameters::moment);
  }

  Instant requiredTime(String name) {
    return time(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the parameter " + name + " is missing: it is a time such as " + EXAMPLE));
  }

  private static JournalCursor cursor(String text) {
    JournalCursor cursor = JournalCursor.of(text);
    known(cursor.at());
    return cursor;
  }

  private static Instant moment(String text) {
    return known(Instant.parse(text));
  }

  /** To every database. */
  private static Instant known(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return time;
  }

  public Optional<String> text(String name) {
    return value(name, "once", text -> text);
  }

  private <T> Optional<T> value(String name, String right, Function<String, T> parse) {
    known.add(name);
    List<String> values = sent.getOrDefault(name, List.of());
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (values.size() == 1 && !values.get(0).isEmpty()) {
        return Optional.of(parse.apply(values.get(0)));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("the parameter " + name + " is wrong: it is " + right);
  }

  /**
   * To be called when all that can be meant has been asked for.
   *
   * @param asked which it returns
   */
  public <T> T all(T asked) {
    refuseOthers();
    return asked;
  }

  private void refuseOthers() {
    Set<String> others = new HashSet<>(sent.keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          known.isEmpty()
              ? "a parameter is unknown; there is none"
              : "a parameter is unknown; there are " + String.join(", ", known));
    }
  }
}
