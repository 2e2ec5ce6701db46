package org.scangate.pure;

import java.util.Optional;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** The table of what a scan does to the verdict before it, in an {@code .av} or in tags. */
public final class VerdictTransitions {

  private VerdictTransitions() {}

  /** What was there before a scan. */
  public enum Before {
    /** Nothing, or nothing that can be understood. */
    NONE,
    /** OK, and the file is as it was then. */
    OK,
    /** OK, but the file may have changed since: content may come with an older date. */
    OK_TOUCHED,
    /** The file has changed since, and Pure may read OK: also in what we cannot understand. */
    OK_CHANGED,
    FOUND,
    /** UNSCANNED or PENDING. */
    WAITING;

    public static Before of(VerdictFreshness freshness, Optional<VerdictDocument> verdict) {
      if (verdict.isEmpty()) {
        return freshness == VerdictFreshness.CHANGED ? OK_CHANGED : NONE;
      }
      return switch (verdict.get().status()) {
        case OK -> ok(freshness);
        case FOUND -> FOUND;
        case UNSCANNED, PENDING -> WAITING;
      };
    }

    private static Before ok(VerdictFreshness freshness) {
      return switch (freshness) {
        case CHANGED -> OK_CHANGED;
        case TOUCHED, MOVED, FOREIGN -> OK_TOUCHED;
        case MISSING, CURRENT -> OK;
      };
    }
  }

  /** What came of a scan. */
  public enum Outcome {
    CLEAN,
    INFECTED,
    /** Not scanned, for a reason that stays. */
    UNSCANNED_STAYS,
    /** Not scanned, for a reason that passes. */
    UNSCANNED_PASSES;

    public static Outcome of(Verdict verdict) {
      return verdict.fold(
          clean -> CLEAN,
          infected -> INFECTED,
          unscanned -> unscanned(unscanned.reason()),
          excepted -> CLEAN);
    }

    /** What is nobody's verdict on a file is no verdict on this one. */
    private static Outcome unscanned(Reason reason) {
      return reason.passes() || !reason.ofTheSample() ? UNSCANNED_PASSES : UNSCANNED_STAYS;
    }
  }

  /** What is written before the scan, so that nobody believes what no longer holds. */
  public static Optional<Status> atOnce(Before before) {
    return before == Before.OK_CHANGED ? Optional.of(Status.PENDING) : Optional.empty();
  }

  /**
   * What is written after the scan.
   *
   * @return empty: what is there stays
   */
  public static Optional<Status> after(Before before, Outcome outcome) {
    return switch (outcome) {
      case CLEAN -> Optional.of(Status.OK);
      case INFECTED -> Optional.of(Status.FOUND);
      case UNSCANNED_STAYS ->
          switch (before) {
            case NONE, OK_TOUCHED, OK_CHANGED, WAITING -> Optional.of(Status.UNSCANNED);
            case OK, FOUND -> Optional.empty();
          };
      case UNSCANNED_PASSES ->
          before == Before.OK_TOUCHED ? Optional.of(Status.PENDING) : Optional.empty();
    };
  }
}
