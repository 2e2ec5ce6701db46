package org.scangate.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a search is answered as. */
enum ExportFormat {
  /** A page. */
  JSON("application/json; charset=utf-8"),
  /** All of it, RFC 4180. */
  CSV("text/csv; charset=utf-8; header=present"),
  /** All of it, a JSON object a line. */
  NDJSON("application/x-ndjson; charset=utf-8");

  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String type;

  ExportFormat(String type) {
    this.type = type;
  }

  /** As {@code Content-Type}. */
  String type() {
    return type;
  }

  /** As the parameter has it, and the file's name ends. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Such as {@code scangate-scans-20261130T023011Z.csv}. */
  String file(String what, Instant at) {
    return "scangate-%s-%s.%s".formatted(what, IN_A_NAME.format(at), word());
  }

  static String words() {
    return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
  }

  /**
   * @throws IllegalArgumentException there is none
   */
  static ExportFormat of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + words()));
  }
}
