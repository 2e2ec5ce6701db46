package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.scan.Verdict;

/** Which files the check of verdicts has scanned again, although they have not changed. */
final class RescanPolicy {

  /** After this {@link Status#UNSCANNED} is tried again. */
  private static final Duration UNSCANNED_AGAIN = Duration.ofDays(1);

  /** A clock may be a little ahead without anything being wrong. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

  private static final String NOT_OPENED = " not opened";

  private RescanPolicy() {}

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
        || (settings.rescanOnNewSignatures() && !isBy(provider, document.provider()));
  }

  /** What scanned, and what none of it opened but the administrator accepts. */
  static String withExceptions(String provider, Verdict verdict) {
    return verdict instanceof Verdict.Clean clean && !clean.acceptedUnopened().isEmpty()
        ? provider + " (" + String.join(", ", clean.acceptedUnopened()) + NOT_OPENED + ')'
        : provider;
  }

  /** Whether the same products scanned, whatever was accepted. S3 takes no brackets in a tag. */
  private static boolean isBy(String provider, String kept) {
    if (!kept.startsWith(provider)) {
      return false;
    }
    String rest = kept.substring(provider.length());
    return rest.isEmpty()
        || (rest.startsWith(" (") && rest.endsWith(NOT_OPENED + ')'))
        || (rest.startsWith(" _") && rest.endsWith(NOT_OPENED + '_'));
  }

  /** Whether the check of verdicts takes it before the others: Pure blocks it as things are. */
  static boolean first(Optional<VerdictDocument> verdict) {
    return verdict.isEmpty() || verdict.get().status() != Status.OK;
  }
}
