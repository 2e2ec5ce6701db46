package org.scangate.watch.check;

import java.time.Duration;

/**
 * When a check is run.
 *
 * @param first after the start
 * @param every from the end of one look to the beginning of the next
 */
public record CheckSchedule(Duration first, Duration every) {

  /** For the first time at once. */
  public static CheckSchedule every(Duration pause) {
    return new CheckSchedule(Duration.ZERO, pause);
  }
}
