package org.scangate.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The last record of a page: the next one has those that are earlier, or at the same time and of a
 * smaller id. It stays right whatever is written or purged meanwhile, and the thousandth page costs
 * what the first one does.
 *
 * @param at in microseconds, as the databases count
 */
public record JournalCursor(Instant at, UUID id) {

  private static final char BETWEEN = '_';

  public JournalCursor {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** As a URL may have it. */
  public String text() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + String.valueOf(BETWEEN) + id;
  }

  /**
   * Of a {@link #text}, which a stranger may have changed.
   *
   * @throws IllegalArgumentException it is none
   */
  public static JournalCursor of(String text) {
    int between = text.indexOf(BETWEEN);
    try {
      JournalCursor cursor =
          new JournalCursor(
              Instant.EPOCH.plus(
                  Long.parseLong(text.substring(0, Math.max(0, between))), ChronoUnit.MICROS),
              UUID.fromString(text.substring(between + 1)));
      if (cursor.text().equals(text)) {
        return cursor;
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("not a cursor", e);
    }
    throw new IllegalArgumentException("not a cursor");
  }
}
