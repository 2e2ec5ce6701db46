package org.scangate.scanner.proof;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;

/**
 * For how long an engine was lately shown to go on with one file: it found EICAR at the end of
 * something that took it so long. Some end a scan at a time limit of their own (clamd: MaxScanTime)
 * and call clean what they have not finished; a clean answer that took longer than this may be such
 * a one. Safe for use by many threads.
 *
 * <p>What a probe waits in the engine's queue shows nothing. A clean probe of a few bytes waits
 * there too, so what it takes more than the quickest of its like is taken off. (Not all that it
 * takes: a command that loads its signatures takes that time for each file.)
 */
final class TimeShown {

  /**
   * Probes take an engine as little time as possible, and ordinary files take more. No engine is
   * known whose makers set less than this (clamd: 120 s).
   */
  static final Duration LEAST = Duration.ofSeconds(10);

  private static final int LAST_FOUND = 5;
  private static final int LAST_SMALL = 30;

  private final Duration least;
  private final Deque<Duration> found = new ArrayDeque<>();
  private final Deque<Duration> small = new ArrayDeque<>();

  TimeShown(Duration least) {
    this.least = least;
  }

  /** Whether it matters that EICAR was found so long after the last byte. */
  boolean isLong(Duration waited) {
    return waited.compareTo(least) > 0;
  }

  /** A clean probe of a few bytes was answered, this long after its last byte. */
  synchronized void small(Duration waited) {
    keep(small, waited, LAST_SMALL);
  }

  /**
   * EICAR was found at the end of something, this long after its last byte.
   *
   * @param smallThen what a clean probe of a few bytes took at about the same time
   */
  synchronized void found(Duration waited, Duration smallThen) {
    Duration quickest = small.isEmpty() ? Duration.ZERO : Collections.min(small);
    Duration queued = smallThen.minus(quickest);
    keep(found, queued.isNegative() ? waited : waited.minus(queued), LAST_FOUND);
  }

  private static void keep(Deque<Duration> last, Duration one, int most) {
    last.addLast(one);
    if (last.size() > most) {
      last.removeFirst();
    }
  }

  /** Another process may have another limit. */
  synchronized void forget() {
    found.clear();
  }

  /** Another engine may be quicker or slower. */
  synchronized void forgetAll() {
    found.clear();
    small.clear();
  }

  synchronized Duration bound() {
    return longest(found);
  }

  private Duration longest(Collection<Duration> all) {
    return all.stream().reduce(least, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  boolean covers(Duration waited) {
    return waited.compareTo(bound()) <= 0;
  }
}
