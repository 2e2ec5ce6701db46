package org.scangate.scanner;

import java.util.regex.Pattern;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/**
 * What it means that an engine found something of a certain name. ClamAV, which many engines are
 * made of, reports what it could not look into as if it were a virus.
 */
public final class FoundSignature {

  /**
   * With {@code AlertExceedsMax yes}: {@code Heuristics.Limits.Exceeded.MaxRecursion}, {@code
   * Heuristics.Email.ExceedsMaxMimePart}. A clamd 0.104 or 0.105 finds "(null)" where a file is
   * over its MaxFileSize (Cisco-Talos/clamav, issues 402 and 720).
   */
  private static final Pattern LIMIT =
      Pattern.compile("Heuristics\\.(Limits\\.Exceeded|Email\\.ExceedsMax).*|\\(null\\)");

  /** With {@code AlertEncrypted yes}, such as {@code Heuristics.Encrypted.Zip}. */
  private static final String ENCRYPTED = "Heuristics.Encrypted";

  private FoundSignature() {}

  /**
   * Infected, or unscanned if it is the name of something else.
   *
   * @param engine for sentences
   * @param name fit for a log
   */
  public static Verdict verdict(String engine, String name) {
    if (LIMIT.matcher(name).matches()) {
      return new Verdict.Unscanned(
          Reason.LIMIT_EXCEEDED, engine + " stopped at one of its limits: " + name);
    }
    if (name.startsWith(ENCRYPTED)) {
      return new Verdict.Unscanned(Reason.ENCRYPTED, engine + " could not look inside: " + name);
    }
    return new Verdict.Infected(name);
  }
}
