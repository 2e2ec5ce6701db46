package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Locale;

/** How far a walk is, in words. */
final class ProgressLine {

  private static final double MIB = 1 << 20;

  private ProgressLine() {}

  /** For one line in the log. */
  static String of(Progress progress) {
    return String.format(
        Locale.ROOT,
        "files: %d seen, %d due, %d scanned (%d clean, %d found, %d unscanned), %d changed meanwhile,"
            + " %d left for later, %d failed%s; %.1f MiB in %s, %.0f files/s, %.1f MiB/s",
        progress.seen.sum(),
        progress.due.sum(),
        progress.scanned.sum(),
        progress.clean.sum(),
        progress.found.sum(),
        progress.unscanned.sum(),
        progress.changed.sum(),
        progress.later.sum(),
        progress.failed.sum(),
        unopened(progress),
        progress.bytes.sum() / MIB,
        spoken(progress.duration()),
        progress.filesPerSecond(),
        progress.bytesPerSecond() / MIB);
  }

  private static String unopened(Progress progress) {
    String notOpened = progress.notOpened();
    long kept = progress.keptUnopened.sum();
    return (notOpened.isEmpty() ? "" : "; not opened: " + notOpened)
        + (kept == 0 ? "" : "; " + kept + " keep their OK though not opened");
  }

  /** {@code 3 d 4 h}, {@code 12 min}, {@code 5 s}: two units at most. */
  static String spoken(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSecondsPart() + "." + duration.toMillisPart() / 100 + " s";
  }
}
