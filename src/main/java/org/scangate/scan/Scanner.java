package org.scangate.scan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that can tell whether a sample is infected. Safe for use by many threads. */
public interface Scanner extends AutoCloseable {

  /** The name it is configured under, such as {@code clamd}. */
  String name();

  /** Where it is, such as {@code unix:/run/clamav/clamd.ctl}; empty: nowhere, or not found yet. */
  default String address() {
    return "";
  }

  /** Of which date its signatures are; empty: it does not tell, or is not ready. Never blocks. */
  default Optional<Instant> signatures() {
    return Optional.empty();
  }

  /** Would it give a true verdict now? Refreshed in the background; never blocks. */
  Readiness readiness();

  /**
   * What is this sample? Every failure is a {@link Verdict.Unscanned}; nothing is thrown for it.
   * Returns by the deadline.
   */
  Answer scan(Sample sample, Deadline deadline);

  /**
   * How many scans it takes at once, as far as it has told by now: who waits, waits in the pool,
   * where uploads go first. At least one; never blocks.
   */
  default int maxConcurrentScans() {
    return Integer.MAX_VALUE;
  }

  /**
   * The {@link Answer#cacheKey() cache keys} that a scan begun now would be given, as far as is
   * known; never blocks. Empty when not ready, or when nothing it says may be kept.
   */
  default List<String> cacheKeys() {
    return List.of();
  }

  /**
   * Whether a verdict kept under this key is what a scan would give now: empty if not. May ask the
   * engine for its version, and returns by the deadline.
   */
  default Optional<Held> holds(String cacheKey, Deadline deadline) {
    return Optional.empty();
  }

  /**
   * A key that holds.
   *
   * @param opened {@link Answer#opened()} of a scan that began now
   */
  record Held(Optional<Opened> opened) {}

  /**
   * When the last probe began that showed true answers, by {@link System#nanoTime()}: what failed
   * before is forgotten. 0 where nobody probes it.
   */
  default long shown() {
    return 0;
  }

  /**
   * What keeps it from scanning a sample of this size now, if it may soon be over: it reloads, was
   * restarted, or is not yet proven for so many bytes. Never blocks.
   */
  default Optional<Outage> outage(long size) {
    return Optional.empty();
  }

  /** Has the readiness looked at afresh, in the background. */
  void probeNow();

  /** Ends its threads and connections; scans in flight end as unscanned. */
  @Override
  void close();
}
