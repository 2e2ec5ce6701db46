package org.scangate.pure.sweep;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * A time of the day, such as {@code 22:00-06:00}.
 *
 * @param from included
 * @param to not included; the same as {@code from} is not allowed
 */
public record RescanWindow(LocalTime from, LocalTime to) {

  /**
   * @throws IllegalArgumentException with what would be right
   */
  public static RescanWindow parse(String text) {
    String[] parts = text.split("-", -1);
    try {
      if (parts.length == 2) {
        LocalTime from = LocalTime.parse(parts[0].strip());
        LocalTime to = LocalTime.parse(parts[1].strip());
        if (!from.equals(to)) {
          return new RescanWindow(from, to);
        }
      }
    } catch (DateTimeParseException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("a window is two times of the day, such as 22:00-06:00");
  }

  /** Whether it is open at this time. */
  public boolean open(LocalTime now) {
    return from.isBefore(to)
        ? !now.isBefore(from) && now.isBefore(to)
        : !now.isBefore(from) || now.isBefore(to);
  }

  /** When it was opened last, at or before this time. */
  public LocalDateTime opened(LocalDateTime now) {
    LocalDateTime today = now.toLocalDate().atTime(from);
    return today.isAfter(now) ? today.minusDays(1) : today;
  }
}
