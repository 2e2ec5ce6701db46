package org.scangate.watch.check;

import java.time.Duration;

/** How long something took or is, for people. */
final class Durations {

  private static final int A_FEW = 2;

  private Durations() {}

  /** In the largest unit of which there are at least two: {@code 3 days}, {@code 90 minutes}. */
  static String inWords(Duration span) {
    if (span.toDays() >= A_FEW) {
      return span.toDays() + " days";
    }
    if (span.toHours() >= A_FEW) {
      return span.toHours() + " hours";
    }
    return span.toMinutes() >= A_FEW
        ? span.toMinutes() + " minutes"
        : Math.max(0, span.toSeconds()) + " seconds";
  }
}
