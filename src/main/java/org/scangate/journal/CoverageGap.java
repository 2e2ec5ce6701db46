package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which files may have gone by unscanned, or scans unwritten.
 *
 * @param kind {@link #NOT_RUNNING}, {@link #NOT_KNOWN}, or that of the events which tell of it
 * @param what a scanner, a site, a store; empty: all
 * @param from not before the span that was asked for
 * @param to empty: it went on at the span's end, or nothing tells of its end
 */
public record CoverageGap(
    String kind, String what, Instant from, Optional<Instant> to, String detail) {

  /** No Scangate ran. */
  public static final String NOT_RUNNING = "not-running";

  /** Before the first start that the journal knows of. */
  public static final String NOT_KNOWN = "not-known";
}
