package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.ContentExceptions;

/** Whether a file is due, by what the store shows, the settings, the clock, and who scans now. */
final class DueRule {

  /** What is to be done with a file. */
  enum Due {
    NOT,
    /** It is, but whoever writes it may not have finished. */
    LATER,
    NOW
  }

  private final WalkKind kind;
  private final PureSettings settings;
  private final String provider;
  private final Duration early;
  private final ContentExceptions exceptions;

  /**
   * @param provider as a scan would be told now
   * @param early how long before its age a verdict is renewed
   * @param exceptions what administrators decided
   */
  DueRule(
      WalkKind kind,
      PureSettings settings,
      String provider,
      Duration early,
      ContentExceptions exceptions) {
    this.kind = kind;
    this.settings = settings;
    this.provider = provider;
    this.early = early;
    this.exceptions = exceptions;
  }

  /** Whether names and attributes are enough to say that it is not due. */
  boolean isNot(VerdictFreshness freshness, long size) {
    return freshness == VerdictFreshness.CURRENT && kind != WalkKind.CHECK && !mayConcern(size);
  }

  /**
   * Whether it is due.
   *
   * @param verdict empty when there is none, or none that can be understood
   * @param size of the file, in bytes
   * @param settled whether nobody is at the file any more
   * @param blocked whether this walk takes those first that Pure blocks, and only those
   */
  Due of(
      VerdictFreshness freshness,
      Optional<VerdictDocument> verdict,
      long size,
      boolean settled,
      boolean blocked,
      Instant now) {
    if (freshness != VerdictFreshness.CURRENT) {
      return settled ? Due.NOW : Due.LATER;
    }
    if (verdict.isPresent() && isOutdated(verdict.get(), size)) {
      return Due.NOW;
    }
    boolean again =
        kind == WalkKind.CHECK
            && RescanPolicy.first(verdict) == blocked
            && RescanPolicy.due(verdict, settings, provider, early, now);
    return again ? Due.NOW : Due.NOT;
  }

  /** Whether the verdict of a file of this size is to be read, though nothing of it changed. */
  boolean wantsVerdict(long size) {
    return kind == WalkKind.FULL && mayConcern(size);
  }

  private boolean mayConcern(long size) {
    return exceptions.changed(size).isPresent();
  }

  /** What is allowed or blocked now, or is not any more, may be this content. */
  private boolean isOutdated(VerdictDocument verdict, long size) {
    if (hasLapsed(verdict)) {
      return true;
    }
    Optional<Instant> changed = exceptions.changed(size);
    return changed.isPresent()
        && verdict.timestamp().map(then -> then.isBefore(changed.get())).orElse(true);
  }

  /** Whether it is OK by an exception alone that holds no more. */
  boolean hasLapsed(VerdictDocument verdict) {
    return RescanPolicy.exceptionOf(verdict).filter(exceptions::lapsed).isPresent();
  }
}
