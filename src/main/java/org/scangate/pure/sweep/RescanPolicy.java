package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Before what scanned: a tag may be cut at its end. */
  private static final Pattern EXCEPTION =
      Pattern.compile("exception ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}): ");

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

  /** What scanned, and by which decision of an administrator it is clean. */
  static String withExceptions(String provider, Verdict verdict) {
    return verdict.fold(
        clean ->
            clean.acceptedUnopened().isEmpty()
                ? provider
                : provider + " (" + String.join(", ", clean.acceptedUnopened()) + NOT_OPENED + ')',
        infected -> provider,
        unscanned -> provider,
        excepted -> excepted.by().name() + ": " + provider);
  }

  /** The exception that alone makes it OK. */
  static Optional<UUID> exceptionOf(VerdictDocument verdict) {
    Matcher named = EXCEPTION.matcher(verdict.provider());
    return verdict.status() == Status.OK && named.lookingAt()
        ? Optional.of(UUID.fromString(named.group(1)))
        : Optional.empty();
  }

  /** Whether the same products scanned, whatever was accepted. S3 takes no brackets in a tag. */
  private static boolean isBy(String provider, String named) {
    String kept = EXCEPTION.matcher(named).replaceFirst("");
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
