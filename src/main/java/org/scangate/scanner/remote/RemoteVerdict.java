package org.scangate.scanner.remote;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.FoundSignature;

/**
 * What an engine's answer means. Only HTTP 200 with exactly {@code OK} is clean; a code other than
 * 200 never is, whatever its body says. Of another Scangate an {@code OK} is clean only where its
 * {@code msg} says so: what its administrator has allowed was not found clean, and whether it may
 * pass here too is for our own administrator to say.
 *
 * @param engine for sentences
 * @param name the scanner's, for its keys
 */
record RemoteVerdict(String engine, String name) {

  /** Scangate's own way to block what it could not scan: no virus. */
  private static final String NOT_SCANNED = "Not scanned: ";

  /** What Scangate adds to each {@code msg}. */
  private static final Pattern SCAN_ID = Pattern.compile(" \\((scan|upload) [0-9A-Fa-f-]{36}\\)$");

  private static final String CLEAN = "clean";

  /** Of what was not opened: that is judged here by what the engine was shown to open. */
  private static final String CLEAN_BUT = "clean, but ";

  /** What Scangate says with 429 to whose token was wrong too often: no load that passes. */
  private static final String WRONG_TOKENS = "too many wrong tokens";

  private static final String UNNAMED = "unnamed";

  /**
   * @param said what the body says; empty when that is not clear
   */
  Verdict of(HttpResponse http, Optional<EngineJson.Answer> said) {
    if (http.status() != 200) {
      return refused(http, said.map(EngineJson.Answer::msg).orElse(""));
    }
    if (said.isEmpty()) {
      return unscanned(
          Reason.UNREACHABLE,
          "answers something else than one JSON object with a status; is scangate.%s.url right?"
              .formatted(name));
    }
    Matcher scanId = SCAN_ID.matcher(said.get().msg());
    boolean isScangate = scanId.find();
    String msg = isScangate ? scanId.replaceFirst("") : said.get().msg();
    return switch (said.get().status()) {
      case "OK" -> isScangate ? ofScangate(msg) : new Verdict.Clean();
      case "FOUND" -> found(msg);
      case "ERROR" -> notScanned(msg);
      default ->
          unscanned(
              Reason.REFUSED,
              "answers the unknown status \"%s\"".formatted(LogText.of(said.get().status())));
    };
  }

  private Verdict ofScangate(String msg) {
    if (msg.equals(CLEAN) || msg.startsWith(CLEAN_BUT)) {
      return new Verdict.Clean();
    }
    return unscanned(
        Reason.REFUSED,
        "does not say that it is clean: "
            + LogText.of(msg)
            + "; allow its content here too if it shall pass");
  }

  private Verdict found(String msg) {
    if (msg.startsWith(NOT_SCANNED)) {
      return notScanned(msg.substring(NOT_SCANNED.length()));
    }
    return FoundSignature.verdict(engine, msg.isBlank() ? UNNAMED : LogText.of(msg));
  }

  private Verdict notScanned(String msg) {
    return unscanned(reason(msg), "says: " + LogText.of(msg));
  }

  /** Scangate begins with the reason's key. */
  private static Reason reason(String msg) {
    for (Reason reason : Reason.values()) {
      if (msg.startsWith(reason.key() + ": ")) {
        return switch (reason) {
          // Nothing is wrong with our own configuration: it passes when theirs is mended.
          case MISCONFIGURED, NO_SCANNER -> Reason.UNREACHABLE;
          case UNREACHABLE,
              TIMED_OUT,
              BUSY,
              SPOOL_FULL,
              TOO_LARGE,
              ENCRYPTED,
              NOT_OPENED,
              LIMIT_EXCEEDED,
              REFUSED ->
              reason;
        };
      }
    }
    return Reason.REFUSED;
  }

  private Verdict refused(HttpResponse http, String msg) {
    String says = msg.isEmpty() ? "" : ": " + LogText.of(msg);
    String code = "answers HTTP " + http.status();
    return switch (http.status()) {
      case 401, 403 -> notAllowed(code + says);
      case 404, 405, 410 ->
          unscanned(
              Reason.MISCONFIGURED,
              "%s%s; scangate.%s.url must be the URL below which /scan is"
                  .formatted(code, says, name));
      case 413 -> unscanned(Reason.TOO_LARGE, code + says + "; raise its limit there");
      case 429 ->
          msg.contains(WRONG_TOKENS)
              ? notAllowed(code + says)
              : unscanned(Reason.BUSY, code + says);
      case 400 ->
          unscanned(
              Reason.REFUSED,
              code + says + " (as a WildFly does to what is over its max-post-size)");
      default -> byClass(http, code + says);
    };
  }

  private Verdict notAllowed(String says) {
    return unscanned(
        Reason.MISCONFIGURED,
        "%s; set scangate.%s.user and .password, or .token, to what it asks for, and allow this address there"
            .formatted(says, name));
  }

  private Verdict byClass(HttpResponse http, String says) {
    return switch (http.status() / 100) {
      case 3 ->
          unscanned(
              Reason.MISCONFIGURED,
              "%s: redirects to %s, and no redirect is followed; set scangate.%s.url to where it is"
                  .formatted(says, location(http), name));
      case 5 -> unscanned(Reason.UNREACHABLE, says);
      default -> unscanned(Reason.REFUSED, says);
    };
  }

  private static String location(HttpResponse http) {
    return http.values("Location").stream().findFirst().map(LogText::of).orElse("nowhere");
  }

  Verdict.Unscanned unscanned(Reason reason, String what) {
    return new Verdict.Unscanned(reason, engine + ' ' + what);
  }
}
