package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;

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

  /**
   * @param provider as a scan would be told now
   * @param early how long before its age a verdict is renewed
   */
  DueRule(WalkKind kind, PureSettings settings, String provider, Duration early) {
    this.kind = kind;
    this.settings = settings;
    this.provider = provider;
    this.early = early;
  }

  /** Whether names and attributes are enough to say that it is not due. */
  boolean isNot(VerdictFreshness freshness) {
    return freshness == VerdictFreshness.CURRENT && kind != WalkKind.CHECK;
  }

  /**
   * Whether it is due.
   *
   * @param verdict empty when there is none, or none that can be understood
   * @param settled whether nobody is at the file any more
   * @param blocked whether this walk takes those first that Pure blocks, and only those
   */
  Due of(
      VerdictFreshness freshness,
      Optional<VerdictDocument> verdict,
      boolean settled,
      boolean blocked,
      Instant now) {
    if (freshness != VerdictFreshness.CURRENT) {
      return settled ? Due.NOW : Due.LATER;
    }
    boolean again =
        kind == WalkKind.CHECK
            && RescanPolicy.first(verdict) == blocked
            && RescanPolicy.due(verdict, settings, provider, early, now);
    return again ? Due.NOW : Due.NOT;
  }
}
