package org.scangate.pure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.ScanId;

/**
 * A verdict as Pure reads it: four keys and their texts.
 *
 * @param provider product, version and signature version; empty when unknown
 * @param timestamp when the scan ended; empty when it is missing or cannot be understood
 * @param id of the scan, the same in the log; empty when it is missing or none
 */
public record VerdictDocument(
    String provider, Optional<Instant> timestamp, Optional<UUID> id, Status status) {

  private static final String PROVIDER = "ANTIVIRUS_PROVIDER";
  private static final String TIMESTAMP = "ANTIVIRUS_TIMESTAMP";
  private static final String ID = "ANTIVIRUS_ID";
  private static final String STATUS = "ANTIVIRUS_STATUS";

  /** Six digits and a numeric offset, never {@code Z}. */
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

  /** What scripts write: with a blank for the T, any number of digits, any offset or none (UTC). */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendPattern("[XXXXX][XXXX][XX][X]")
          .appendPattern("['UTC']['GMT']")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /** Beyond these nobody can reckon with a time, or write it down again. */
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  /** The keys and their texts, in the order in which they are written. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(PROVIDER, provider);
    timestamp.ifPresent(
        instant -> texts.put(TIMESTAMP, WRITTEN.format(instant.atOffset(ZoneOffset.UTC))));
    id.ifPresent(uuid -> texts.put(ID, uuid.toString()));
    texts.put(STATUS, status.name());
    return texts;
  }

  /**
   * Understands what others wrote too: any order and case, unknown keys, missing ones but the
   * status.
   *
   * @return empty when there is no status that is one of the four
   */
  public static Optional<VerdictDocument> of(Map<String, String> texts) {
    Map<String, String> byKey = new LinkedHashMap<>();
    texts.forEach((key, text) -> byKey.put(key.strip().toUpperCase(Locale.ROOT), text.strip()));
    return status(byKey.get(STATUS))
        .map(
            status ->
                new VerdictDocument(
                    byKey.getOrDefault(PROVIDER, ""),
                    timestamp(byKey.get(TIMESTAMP)),
                    id(byKey.get(ID)),
                    status));
  }

  /** Whether Scangate wrote it: the id tells, since no other program makes such. */
  public boolean ours() {
    return id.filter(ScanId::isOurs).isPresent() && timestamp.isPresent();
  }

  private static Optional<Status> status(String text) {
    try {
      return Optional.ofNullable(text).map(one -> Status.valueOf(one.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a status that nobody knows is none
    }
  }

  private static Optional<Instant> timestamp(String text) {
    try {
      return Optional.ofNullable(text)
          .map(one -> READ.parse(one, OffsetDateTime::from).toInstant())
          .filter(instant -> !instant.isBefore(EARLIEST) && instant.isBefore(TOO_LATE));
    } catch (DateTimeException e) {
      return Optional.empty(); // the caller treats it as written by others
    }
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the caller treats it as written by others
    }
  }
}
