package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scangate.scan.Deadline;

/**
 * Files that failed, and when they are tried again: after pauses that grow. Remembers as many as
 * fit, those to their end; one that is not remembered is merely tried sooner.
 */
final class Tries {

  private static final int MAX_FILES = 10_000;

  /** Each pause is four times the one before, up to here. */
  private static final int MAX_GROWTH = 8;

  static final Duration MAX_PAUSE = Duration.ofHours(1);

  /**
   * One file.
   *
   * @param failures so far
   */
  private record Failed(int failures, Deadline again) {}

  /** Who failed last comes last. */
  private final Map<String, Failed> files = new LinkedHashMap<>();

  /** Whether it has failed before. */
  synchronized boolean knows(String place) {
    return files.containsKey(place);
  }

  /** Whether its pause is not over yet. */
  synchronized boolean mustWait(String place) {
    Failed failed = files.get(place);
    return failed != null && !failed.again.passed();
  }

  /**
   * It failed.
   *
   * @param pause after the first failure
   * @return how often by now
   */
  synchronized int failed(String place, Duration pause) {
    Failed before = files.remove(place);
    int failures = before == null ? 1 : before.failures + 1;
    Duration longer = pause.multipliedBy(1L << (2 * Math.min(failures - 1, MAX_GROWTH)));
    Duration next = longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
    if (hasRoom()) {
      files.put(place, new Failed(failures, Deadline.in(next)));
    }
    return failures;
  }

  /** Makes some where the one that failed first was not tried again for long: it may be gone. */
  private boolean hasRoom() {
    if (files.size() < MAX_FILES) {
      return true;
    }
    Iterator<Failed> all = files.values().iterator();
    boolean gone = all.next().again.nanosLeft() <= -MAX_PAUSE.toNanos();
    if (gone) {
      all.remove();
    }
    return gone;
  }

  synchronized void forget(String place) {
    files.remove(place);
  }
}
