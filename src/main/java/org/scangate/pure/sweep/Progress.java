package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.scangate.pure.VerdictTransitions.Outcome;
import org.scangate.scan.ScanReport;

/** How far one walk is: what it has seen, what came of it, and how long the rest will take. */
final class Progress {

  /** What is opened, and holds more than was shown to be scanned, has no kind to be named by. */
  private static final List<String> TOO_LARGE_MEMBER = List.of("large-member");

  final Counter seen = new Counter();
  final Counter due = new Counter();
  final Counter scanned;
  final Counter clean = new Counter();
  final Counter found;
  final Counter unscanned;
  final Counter failed;
  final Counter changed = new Counter();
  final Counter later = new Counter();
  final Counter orphans = new Counter();

  /** Left with the verdicts that they have: too many at once have lost what those were bound to. */
  final Counter moved = new Counter();

  /** Left with the OK that they have, though no scanner was shown to open them. */
  final Counter keptUnopened = new Counter();

  final Counter bytes = new Counter();

  /** Files that wait for their scan. */
  final AtomicInteger queued = new AtomicInteger();

  /** Files that are being scanned, or whose verdicts are being written. */
  final AtomicInteger inHand = new AtomicInteger();

  /** Files that no scanner was shown to open, by the kind of container. */
  private final SortedMap<String, LongAdder> notOpened = new ConcurrentSkipListMap<>();

  private final Instant since = Instant.now();
  private final long begun = System.nanoTime();
  private final Rate files = new Rate(begun);
  private final Rate size = new Rate(begun);
  private volatile long ended;

  /** Something was left that no later walk for changes would meet. */
  private volatile boolean incomplete;

  private volatile boolean seenAll;

  private boolean counted;
  private long leftFiles;
  private long leftBytes;

  /** Files and bytes that were due, and when that was found out; 0 files when unknown. */
  private volatile Backlog backlog = new Backlog(0, 0, 0, 0, 0);

  /**
   * What was left to do at some moment.
   *
   * @param scanned how many the walk had scanned by then, and {@code done} their bytes
   */
  private record Backlog(long files, long bytes, long scanned, long done, long at) {}

  void end() {
    ended = System.nanoTime();
  }

  Duration duration() {
    long until = ended == 0 ? System.nanoTime() : ended;
    return Duration.ofNanos(until - begun);
  }

  /** Of no sweep. */
  Progress() {
    this(new Totals());
  }

  Progress(Totals totals) {
    scanned = new Counter(totals.scanned);
    found = new Counter(totals.found);
    unscanned = new Counter(totals.unscanned);
    failed = new Counter(totals.failed);
  }

  /** When it began, by this machine's clock. */
  Instant since() {
    return since;
  }

  /** A file was scanned, whatever came of it. */
  void scanned(long length) {
    long now = System.nanoTime();
    scanned.increment();
    bytes.add(length);
    files.add(1, now);
    size.add(length, now);
  }

  /** It has been shown everything, and waits for scans. */
  void seenAll() {
    seenAll = true;
  }

  boolean hasSeenAll() {
    return seenAll;
  }

  /** Something was left that no later walk for changes would meet. */
  void leaves() {
    incomplete = true;
  }

  boolean isComplete() {
    return !incomplete;
  }

  /** Files scanned in a second, over the last minute. */
  double filesPerSecondLately() {
    return files.perSecond(ended == 0 ? System.nanoTime() : ended);
  }

  /** Bytes scanned in a second, over the last minute. */
  double bytesPerSecondLately() {
    return size.perSecond(ended == 0 ? System.nanoTime() : ended);
  }

  /**
   * Walks for changes beside this one count what they leave to it: together they see the store
   * once.
   *
   * @param complete whether this one came to its end
   */
  synchronized void counts(long countedFiles, long countedBytes, boolean complete) {
    leftFiles += countedFiles;
    leftBytes += countedBytes;
    if (complete && !counted) {
      counted = true;
      left(leftFiles, leftBytes);
    }
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
   * Seconds until the walk is through; -1 when nobody can tell.
   *
   * @param known files in the store, as the last complete walk counted them; 0 when unknown
   */
  long secondsLeft(long known) {
    if (ended != 0) {
      return 0;
    }
    Backlog then = backlog;
    if (isCounted()) {
      double files = then.files - (scanned.sum() - then.scanned);
      double size = then.bytes - (bytes.sum() - then.done);
      return Math.max(0, (long) Math.max(files / filesPerSecond(), size / bytesPerSecond()));
    }
    long visited = seen.sum();
    return known > visited && visited > 0
        ? (long) (duration().toMillis() / 1000.0 * (known - visited) / visited)
        : -1;
  }

  private boolean isCounted() {
    return backlog.files > 0 && scanned.sum() > 0 && bytes.sum() > 0;
  }

  /**
   * What {@link #secondsLeft} goes by.
   *
   * @param known see there
   */
  String basisOfSecondsLeft(long known) {
    if (ended != 0) {
      return "it has ended";
    }
    if (isCounted()) {
      return "a count of what is due: " + backlog.files + " files, " + backlog.bytes + " bytes";
    }
    return known > seen.sum() && seen.sum() > 0
        ? "the last full walk, which saw " + known + " files"
        : "nothing is known yet";
  }

  /** A file was scanned, with this outcome. */
  void count(Outcome outcome) {
    switch (outcome) {
      case CLEAN -> clean.increment();
      case INFECTED -> found.increment();
      case UNSCANNED_STAYS, UNSCANNED_PASSES -> unscanned.increment();
    }
  }
}
