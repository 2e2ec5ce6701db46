package org.scangate.pure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** What is due, and what a scan does to the verdict before it. */
final class RescanPolicy {

  /** After this {@link Status#UNSCANNED} is tried again. */
  private static final Duration UNSCANNED_AGAIN = Duration.ofDays(1);

  /** A clock may be a little ahead without anything being wrong. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

  private RescanPolicy() {}

  /** What was there before a scan. */
  enum Before {
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

    static Before of(Standing standing, Optional<VerdictDocument> verdict) {
      if (verdict.isEmpty()) {
        return standing == Standing.CHANGED ? OK_CHANGED : NONE;
      }
      return switch (verdict.get().status()) {
        case OK -> ok(standing);
        case FOUND -> FOUND;
        case UNSCANNED, PENDING -> WAITING;
      };
    }

    private static Before ok(Standing standing) {
      return switch (standing) {
        case CHANGED -> OK_CHANGED;
        case TOUCHED, FOREIGN -> OK_TOUCHED;
        case MISSING, CURRENT -> OK;
      };
    }
  }

  /** What came of a scan. */
  enum Outcome {
    CLEAN,
    INFECTED,
    /** Not scanned, for a reason that stays. */
    UNSCANNED_STAYS,
    /** Not scanned, for a reason that passes. */
    UNSCANNED_PASSES;

    static Outcome of(Verdict verdict) {
      if (verdict instanceof Verdict.Clean) {
        return CLEAN;
      }
      if (verdict instanceof Verdict.Infected) {
        return INFECTED;
      }
      Reason reason = ((Verdict.Unscanned) verdict).reason();
      boolean ofAnyFile = reason == Reason.MISCONFIGURED || reason == Reason.NO_SCANNER;
      return reason.passes() || ofAnyFile ? UNSCANNED_PASSES : UNSCANNED_STAYS;
    }
  }

  /** What is written before the scan, so that nobody believes what no longer holds. */
  static Optional<Status> atOnce(Before before) {
    return before == Before.OK_CHANGED ? Optional.of(Status.PENDING) : Optional.empty();
  }

  /**
   * What is written after the scan.
   *
   * @return empty: what is there stays
   */
  static Optional<Status> after(Before before, Outcome outcome) {
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

  /**
   * Whether the check of verdicts has a file scanned again that has not changed.
   *
   * @param verdict empty when it cannot be understood
   * @param provider as a scan would be told now
   * @param early how long before its age it is renewed
   */
  static boolean due(
      Optional<VerdictDocument> verdict,
      PureSettings settings,
      String provider,
      Duration early,
      Instant now) {
    if (verdict.isEmpty()) {
      return true;
    }
    VerdictDocument document = verdict.get();
    if (document.status() == Status.PENDING || (!document.ours() && !settings.keepForeign())) {
      return true;
    }
    boolean byAge = !settings.rescanAfter().isZero();
    if (document.timestamp().isEmpty()) {
      return byAge; // of unknown age
    }
    Instant then = document.timestamp().get();
    return then.isAfter(now.plus(CLOCK_SLACK))
        || (byAge && !then.plus(settings.rescanAfter()).minus(early).isAfter(now))
        || (document.status() == Status.UNSCANNED && !then.plus(UNSCANNED_AGAIN).isAfter(now))
        || (settings.rescanOnNewSignatures() && !document.provider().equals(provider));
  }

  /** Whether the check of verdicts takes it before the others: Pure blocks it as things are. */
  static boolean first(Optional<VerdictDocument> verdict) {
    return verdict.isEmpty() || verdict.get().status() != Status.OK;
  }
}
