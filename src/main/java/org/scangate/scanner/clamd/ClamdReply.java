package org.scangate.scanner.clamd;

import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.FoundSignature;

/**
 * What clamd's answer to one scan means. Only exactly {@code stream: OK} is clean, or what was
 * scanned by path in place of {@code stream}.
 */
final class ClamdReply {

  private static final String STREAM = "stream";
  private static final String OK = "OK";
  private static final String FOUND = " FOUND";
  private static final String ERROR = " ERROR";

  private ClamdReply() {}

  /**
   * The answer to INSTREAM.
   *
   * @param reply without its terminator
   */
  static Verdict parse(String reply) {
    return parse(STREAM, reply);
  }

  /**
   * @param subject what clamd was to scan, as it must name it
   * @param reply without its terminator, and without its number in a session
   */
  static Verdict parse(String subject, String reply) {
    String said = said(subject, reply);
    if (said.equals(OK)) {
      return new Verdict.Clean();
    }
    if (said.endsWith(FOUND) && said.length() > FOUND.length()) {
      return FoundSignature.verdict("clamd", said.substring(0, said.length() - FOUND.length()));
    }
    if (reply.startsWith("INSTREAM size limit exceeded") && reply.endsWith(ERROR)) {
      return new Verdict.Unscanned(
          Reason.TOO_LARGE, "clamd: " + reply + "; raise StreamMaxLength in clamd.conf");
    }
    if (reply.contains("READ TIMED OUT")) {
      return new Verdict.Unscanned(Reason.TIMED_OUT, "clamd: " + reply.strip());
    }
    if (reply.endsWith(ERROR) && hasNoRoom(said.isEmpty() ? reply : said)) {
      // no fault of the sample: another clamd may have room, and so may this one later
      return new Verdict.Unscanned(
          Reason.UNREACHABLE,
          "clamd: " + reply + "; make room where clamd.conf's TemporaryDirectory is");
    }
    if (reply.endsWith(ERROR)) {
      return new Verdict.Unscanned(Reason.REFUSED, "clamd: " + reply);
    }
    return new Verdict.Unscanned(
        Reason.UNREACHABLE, "what answers is no clamd, or broke off: \"" + reply + "\"");
  }

  /** As clamd words it when its temporary folder is full or gone. */
  private static boolean hasNoRoom(String said) {
    return said.contains("temporary file")
        || said.contains("temporary directory")
        || said.startsWith("Can't write to file");
  }

  /** Whether clamd says that it did not read what it was to scan by path. */
  static boolean unread(String subject, String reply) {
    String said = said(subject, reply);
    return said.endsWith(ERROR)
        || said.equals("Excluded")
        || (said.startsWith("Excluded (") && said.endsWith(")"));
  }

  /** What is said of the subject; nothing when the answer is about something else. */
  static String said(String subject, String reply) {
    return reply.startsWith(subject) && reply.startsWith(": ", subject.length())
        ? reply.substring(subject.length() + 2)
        : "";
  }
}
