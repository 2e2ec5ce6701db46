package org.scangate.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A scan as the tables have it.
 *
 * @param site entry and name
 * @param outcome verdict, reason, signature
 * @param hourly verdict, reason: what is summed up
 */
record ScanRow(
    ScanRecord scan,
    Instant at,
    List<String> site,
    List<String> outcome,
    List<String> hourly,
    List<String> answers,
    List<String> versions) {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2199-12-31T23:59:59.999999Z");
  private static final int SHA256_BYTES = 32;
  private static final int SHA1_BYTES = 20;

  static ScanRow of(ScanRecord scan) {
    String verdict = StoredText.of(scan.verdict());
    String reason = StoredText.of(scan.reason());
    return new ScanRow(
        scan,
        stored(scan.at()),
        List.of(StoredText.of(scan.entry()), StoredText.place(scan.site())),
        List.of(verdict, reason, StoredText.of(scan.signature())),
        List.of(verdict, reason, ""),
        List.of(AnswersText.of(scan.answers())),
        List.of(AnswersText.versions(scan.answers())));
  }

  /** Of another scan that differs only in what is personal. */
  ScanRow with(ScanRecord other) {
    return new ScanRow(other, at, site, outcome, hourly, answers, versions);
  }

  /** In microseconds, as PostgreSQL counts; a clock that is centuries off makes no partitions. */
  static Instant stored(Instant at) {
    Instant micros = at.isAfter(LAST) ? LAST : at.truncatedTo(ChronoUnit.MICROS);
    return micros.isBefore(FIRST) ? FIRST : micros;
  }

  UUID id() {
    return scan.id();
  }

  byte[] sha256() {
    return bytes(scan.sha256(), SHA256_BYTES);
  }

  byte[] sha1() {
    return bytes(scan.sha1(), SHA1_BYTES);
  }

  String user() {
    return text(StoredText.of(scan.user()));
  }

  String client() {
    return text(StoredText.of(scan.client()));
  }

  String place() {
    return text(StoredText.place(scan.place()));
  }

  String detail() {
    return text(StoredText.of(scan.detail()));
  }

  /** Whether something in it is about a person. */
  boolean personal() {
    return scan.entry().equals("moodle")
        && !(scan.user().isEmpty() && scan.client().isEmpty() && scan.place().isEmpty());
  }

  private static String text(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Null where it is not that hash. */
  static byte[] bytes(String hexadecimal, int length) {
    if (hexadecimal.length() != 2 * length) {
      return null;
    }
    try {
      return HexFormat.of().parseHex(hexadecimal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
