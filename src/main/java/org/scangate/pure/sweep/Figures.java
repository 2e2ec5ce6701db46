package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What one pass did so far. */
final class Figures {

  private static final double MIB = 1 << 20;

  final LongAdder seen = new LongAdder();
  final LongAdder due = new LongAdder();
  final LongAdder scanned = new LongAdder();
  final LongAdder clean = new LongAdder();
  final LongAdder found = new LongAdder();
  final LongAdder unscanned = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder changed = new LongAdder();
  final LongAdder later = new LongAdder();
  final LongAdder orphans = new LongAdder();

  /** Left with the verdicts that they have: too many at once have lost what those were bound to. */
  final LongAdder moved = new LongAdder();

  final LongAdder bytes = new LongAdder();

  private final long begun = System.nanoTime();
  private volatile long ended;

  /** Files and bytes that were due, and when that was found out; 0 files when unknown. */
  private volatile Backlog backlog = new Backlog(0, 0, 0, 0, 0);

  /**
   * What was left to do at some moment.
   *
   * @param scanned how many the pass had scanned by then, and {@code done} their bytes
   */
  private record Backlog(long files, long bytes, long scanned, long done, long at) {}

  void end() {
    ended = System.nanoTime();
  }

  Duration duration() {
    long until = ended == 0 ? System.nanoTime() : ended;
    return Duration.ofNanos(until - begun);
  }

  /** What was found to be left to scan, at this moment. */
  void left(long files, long size) {
    backlog = new Backlog(files, size, scanned.sum(), bytes.sum(), System.nanoTime());
  }

  double filesPerSecond() {
    return perSecond(scanned.sum());
  }

  double bytesPerSecond() {
    return perSecond(bytes.sum());
  }

  private double perSecond(long count) {
    double seconds = duration().toNanos() / 1e9;
    return seconds > 0 ? count / seconds : 0;
  }

  /**
   * Seconds until the pass is through; -1 when nobody can tell.
   *
   * @param known files in the store, as the last complete walk counted them; 0 when unknown
   */
  long secondsLeft(long known) {
    if (ended != 0) {
      return 0;
    }
    Backlog then = backlog;
    if (then.files > 0 && scanned.sum() > 0 && bytes.sum() > 0) {
      double files = then.files - (scanned.sum() - then.scanned);
      double size = then.bytes - (bytes.sum() - then.done);
      return Math.max(0, (long) Math.max(files / filesPerSecond(), size / bytesPerSecond()));
    }
    long visited = seen.sum();
    return known > visited && visited > 0
        ? (long) (duration().toMillis() / 1000.0 * (known - visited) / visited)
        : -1;
  }

  /** For one log line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "files: %d seen, %d due, %d scanned (%d clean, %d found, %d unscanned), %d changed meanwhile,"
            + " %d left for later, %d failed; %.1f MiB in %s, %.0f files/s, %.1f MiB/s",
        seen.sum(),
        due.sum(),
        scanned.sum(),
        clean.sum(),
        found.sum(),
        unscanned.sum(),
        changed.sum(),
        later.sum(),
        failed.sum(),
        bytes.sum() / MIB,
        spoken(duration()),
        filesPerSecond(),
        bytesPerSecond() / MIB);
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
