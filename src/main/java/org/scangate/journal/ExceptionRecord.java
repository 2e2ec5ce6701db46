package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;
import org.scangate.scan.ContentException;

/**
 * An exception, and how it ended.
 *
 * @param end empty: nobody has ended it, though its time may be over
 */
public record ExceptionRecord(ContentException exception, Optional<End> end) {

  /**
   * Its end before or at its time.
   *
   * @param by empty: its time was over
   */
  public record End(Instant at, String by, String why) {}

  /** Whether it has a say at this moment. */
  public boolean holds(Instant now) {
    return end.isEmpty() && now.isBefore(exception.ends());
  }
}
