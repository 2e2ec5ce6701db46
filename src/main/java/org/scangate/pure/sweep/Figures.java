package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.scangate.scan.ScanReport;

/** What one pass did so far. */
final class Figures {

  private static final double MIB = 1 << 20;

  /** What is opened, and holds more than was shown to be scanned, has no kind to be named by. */
  private static final List<String> TOO_LARGE_MEMBER = List.of("large-member");

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

  /** Left with the OK that they have, though no scanner was shown to open them. */
  final LongAdder keptUnopened = new LongAdder();

  final LongAdder bytes = new LongAdder();

  /** Files that no scanner was shown to open, by the kind of container. */
  private final SortedMap<String, LongAdder> notOpened = new ConcurrentSkipListMap<>();

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

  /** A file was not opened. */
  void addNotOpened(ScanReport report) {
    notOpened(report)
        .forEach(kind -> notOpened.computeIfAbsent(kind, one -> new LongAdder()).increment());
  }

  /** What of a file that was not opened was not: kinds of containers. */
  static List<String> notOpened(ScanReport report) {
    List<String> kinds = List.copyOf(report.packing().unopened());
    return kinds.isEmpty() ? TOO_LARGE_MEMBER : kinds;
  }

  /** {@code rar5 280, zst 20}; empty when all were opened. */
  String notOpened() {
    return notOpened.entrySet().stream()
        .map(one -> one.getKey() + ' ' + one.getValue().sum())
        .collect(Collectors.joining(", "));
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
            + " %d left for later, %d failed%s; %.1f MiB in %s, %.0f files/s, %.1f MiB/s",
        seen.sum(),
        due.sum(),
        scanned.sum(),
        clean.sum(),
        found.sum(),
        unscanned.sum(),
        changed.sum(),
        later.sum(),
        failed.sum(),
        lineOfUnopened(),
        bytes.sum() / MIB,
        spoken(duration()),
        filesPerSecond(),
        bytesPerSecond() / MIB);
  }

  private String lineOfUnopened() {
    long kept = keptUnopened.sum();
    return (notOpened.isEmpty() ? "" : "; not opened: " + notOpened())
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
