package org.scangate.scanner.clamd;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** What clamd's answer to one INSTREAM means. Only exactly {@code stream: OK} is clean. */
final class ClamdReply {

  private static final String PREFIX = "stream: ";
  private static final String FOUND = " FOUND";
  private static final String ERROR = " ERROR";

  private ClamdReply() {}

  /**
   * @param reply without its terminator
   */
  static Verdict parse(String reply) {
    if (reply.equals("stream: OK")) {
      return new Verdict.Clean();
    }
    if (reply.startsWith(PREFIX)
        && reply.endsWith(FOUND)
        && reply.length() > PREFIX.length() + FOUND.length()) {
      return found(reply.substring(PREFIX.length(), reply.length() - FOUND.length()));
    }
    if (reply.startsWith("INSTREAM size limit exceeded") && reply.endsWith(ERROR)) {
      return new Verdict.Unscanned(
          Reason.TOO_LARGE, "clamd: " + reply + "; raise StreamMaxLength in clamd.conf");
    }
    if (reply.contains("READ TIMED OUT")) {
      return new Verdict.Unscanned(Reason.TIMED_OUT, "clamd: " + reply.strip());
    }
    if (reply.endsWith(ERROR)) {
      return new Verdict.Unscanned(Reason.REFUSED, "clamd: " + reply);
    }
    return new Verdict.Unscanned(
        Reason.UNREACHABLE, "what answers is no clamd, or broke off: \"" + reply + "\"");
  }

  /** clamd reports what it could not look into as if it were a virus. */
  private static Verdict found(String signature) {
    if (signature.startsWith("Heuristics.Limits.Exceeded")) {
      return new Verdict.Unscanned(
          Reason.LIMIT_EXCEEDED, "clamd stopped at one of its limits: " + signature);
    }
    if (signature.startsWith("Heuristics.Encrypted")) {
      return new Verdict.Unscanned(Reason.ENCRYPTED, "clamd could not look inside: " + signature);
    }
    return new Verdict.Infected(signature);
  }
}
