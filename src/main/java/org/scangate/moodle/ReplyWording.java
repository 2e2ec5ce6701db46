package org.scangate.moodle;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/**
 * Words every answer, under the policy for what could not be scanned. The one place where a verdict
 * becomes a status.
 *
 * <p>Why the policy must reach so far: Moodle accepts a file on any answer to {@code POST} but 200
 * {@code FOUND}, and on any answer to {@code /conncheck} but {@code OK} it does not even ask.
 */
final class ReplyWording {

  private static final String NOT_SCANNED = "Not scanned: ";

  private static final String NOT_READY = "NOT READY: ";

  private final UnscannedPolicy policy;
  private final boolean ask;

  /**
   * @param conncheck does not count under {@code block}, which needs Moodle to ask
   */
  ReplyWording(UnscannedPolicy policy, ConncheckPolicy conncheck) {
    this.policy = policy;
    this.ask = policy.block() || conncheck == ConncheckPolicy.ASK;
  }

  /** The answer to a scan. */
  Reply of(ScanReport report) {
    String scan = " (scan " + report.id() + ")";
    return report
        .verdict()
        .fold(
            clean -> Reply.ok(clean(clean) + scan),
            infected -> Reply.found(infected.signature() + scan),
            unscanned -> unscanned(200, unscanned, scan),
            excepted -> Reply.ok(allowed(excepted) + scan));
  }

  private static String clean(Verdict.Clean clean) {
    return clean.acceptedUnopened().isEmpty()
        ? "clean"
        : "clean, but "
            + String.join(", ", clean.acceptedUnopened())
            + " was not opened (scangate.accept-unopened)";
  }

  /** Moodle keeps it for its administrators; the user sees nothing of it. */
  private static String allowed(Verdict.Excepted excepted) {
    return "allowed by an administrator until "
        + excepted.by().ends()
        + " ("
        + excepted.by().name()
        + "), although "
        + excepted.beforeInWords();
  }

  /** The answer to a POST whose files did not arrive. */
  Reply notReceived(Verdict.Unscanned unscanned, String id) {
    int code = unscanned.reason() == Reason.TOO_LARGE ? 413 : 200;
    return unscanned(code, unscanned, upload(id));
  }

  /** By which the log's line of an upload is found that did not become a scan. */
  static String upload(String id) {
    return " (upload " + id + ")";
  }

  private Reply unscanned(int code, Verdict.Unscanned unscanned, String scan) {
    String msg = unscanned.reason().key() + ": " + unscanned.detail() + scan;
    return policy.blocks(unscanned.reason())
        ? Reply.found(NOT_SCANNED + msg)
        : Reply.error(code, msg);
  }

  /** The answer to a request that never became a scan. */
  Reply refused(Asked asked, int code, String why) {
    if (policy.block() && asked == Asked.POST) {
      return Reply.found(NOT_SCANNED + why);
    }
    if (ask && asked == Asked.CONNCHECK) {
      return Reply.ok(NOT_READY + why);
    }
    return Reply.error(code, why);
  }

  /** What kind of request it was, as far as the policy goes. */
  enum Asked {
    POST,
    CONNCHECK,
    OTHER
  }

  /** The answer to {@code /conncheck}. */
  Reply conncheck(Map<String, Readiness> scanners, List<String> advice) {
    for (Readiness scanner : scanners.values()) {
      if (scanner.obstacle().isPresent()) {
        Verdict.Unscanned obstacle = scanner.obstacle().get();
        String why = obstacle.reason().key() + ": " + obstacle.detail();
        boolean blocks = policy.blocks(obstacle.reason());
        return ask || blocks
            ? Reply.ok(NOT_READY + why + (blocks ? "; uploads are blocked" : ""))
            : Reply.error(503, why);
      }
    }
    String ready =
        scanners.entrySet().stream()
            .map(one -> (scanners.size() > 1 ? one.getKey() + ' ' : "") + one.getValue().version())
            .collect(Collectors.joining(", "));
    return Reply.ok(
        "ready: "
            + ready
            + advice.stream()
                .map(sentence -> "; warning: " + sentence)
                .collect(Collectors.joining()));
  }
}
