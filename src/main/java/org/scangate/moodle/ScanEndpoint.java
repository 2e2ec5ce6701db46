package org.scangate.moodle;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.moodle.AccessRules.Refusal;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Verdict;
import org.scangate.scan.spool.NotReceived;
import org.scangate.scan.spool.Spool;

/** The remote-engine API, but for HTTP: what comes in, and what is answered to it. */
public final class ScanEndpoint {

  /** What a form may weigh beside its file, in bytes. */
  static final long FORM_OVERHEAD = 64 << 10;

  private static final Logger LOG = System.getLogger(ScanEndpoint.class.getName());

  private final MoodleSettings settings;
  private final ReplyWording wording;
  private final Spool spool;
  private final ScanService scans;
  private final Supplier<List<String>> serverAdvice;

  /**
   * Made by the wiring.
   *
   * @param serverAdvice what is wrong with the server's own limits, one sentence each
   */
  public ScanEndpoint(
      MoodleSettings settings,
      Spool spool,
      ScanService scans,
      Supplier<List<String>> serverAdvice) {
    this.settings = settings;
    this.wording = new ReplyWording(settings.policy());
    this.spool = spool;
    this.scans = scans;
    this.serverAdvice = serverAdvice;
  }

  /** Whether the client may ask; if not, what it is answered. */
  Optional<Reply> refusal(ReplyWording.Asked asked, String client, String authorization) {
    Optional<Refusal> refusal = settings.access().refusal(client, authorization);
    refusal.ifPresent(
        why -> LOG.log(Level.WARNING, "refused " + LogText.of(client) + ": " + why.why()));
    return refusal.map(why -> wording.refused(asked, why.status().getStatusCode(), why.why()));
  }

  /** What is answered where there is nothing to ask, or asking failed. */
  Reply failure(ReplyWording.Asked asked, int code, String why) {
    return wording.refused(asked, code, why);
  }

  /** Answers {@code GET /conncheck}, at once. */
  Reply conncheck() {
    return wording.conncheck(scans.readiness(), advice());
  }

  /** What the administrator should change: in the scanners, and in the server. */
  List<String> advice() {
    List<String> advice = new ArrayList<>(serverAdvice.get());
    scans.readiness().values().forEach(readiness -> advice.addAll(readiness.advice()));
    advice.addAll(exceptions());
    return advice;
  }

  /** What is let through by the administrator's exception for uploads. */
  List<String> exceptions() {
    return scans.exceptions(settings.rules());
  }

  /** A scanner and its readiness. */
  record Named(String name, Readiness readiness) {}

  List<Named> scanners() {
    return scans.readiness().entrySet().stream()
        .map(scanner -> new Named(scanner.getKey(), scanner.getValue()))
        .toList();
  }

  /** What is wrong with the server's own limits. */
  List<String> serverAdvice() {
    return serverAdvice.get();
  }

  /**
   * What makes the policy hollow: under {@code block} a body that the server refuses is let through
   * by Moodle.
   */
  Optional<String> policyBroken() {
    return settings.policy().block() ? serverAdvice.get().stream().findFirst() : Optional.empty();
  }

  /**
   * Answers {@code POST /scan}.
   *
   * @param contentType as the client sent it, or null
   * @param contentLength in bytes, or -1
   */
  Reply scan(InputStream body, String contentType, long contentLength, String client) {
    if (contentType == null
        || !contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return wording.refused(
          ReplyWording.Asked.POST, 415, "send multipart/form-data with the field scanfile");
    }
    // 413 before a byte is read; what only shows while it is read is refused by scan.spool.Spool
    if (contentLength > settings.maxFileSize().bytes() + FORM_OVERHEAD) {
      return notReceived(
          new NotReceived(
              Reason.TOO_LARGE,
              "the upload is larger than scangate.max-file-size=" + settings.maxFileSize()),
          client);
    }
    UploadTimeoutStream arriving =
        new UploadTimeoutStream(body, Deadline.in(settings.uploadTimeout()));
    try (UploadForm form =
        UploadForm.receive(arriving, contentType, spool, settings.maxFileSize())) {
      return wording.of(worst(form.samples(client)));
    } catch (NotReceived e) {
      return notReceived(e, client);
    } catch (UploadTimeoutStream.TooSlow e) {
      return notReceived(new NotReceived(Reason.TIMED_OUT, e.getMessage(), e), client);
    } catch (MalformedForm e) {
      return malformed(e, client);
    } catch (IOException e) {
      return malformed(new MalformedForm("the upload broke off: " + e, e), client);
    }
  }

  private ScanReport worst(List<Sample> samples) {
    ScanReport worst = null;
    Deadline deadline = settings.rules().deadline();
    for (Sample sample : samples) {
      ScanReport report = scans.scan(sample, settings.rules(), deadline);
      boolean worse = worst == null || worst.verdict().orWorse(report.verdict()) != worst.verdict();
      worst = worse ? report : worst;
    }
    return worst;
  }

  private Reply notReceived(NotReceived e, String client) {
    Verdict.Unscanned why = e.verdict();
    LOG.log(
        Level.WARNING,
        "UNSCANNED "
            + why.reason().key()
            + " client="
            + LogText.of(client)
            + ": "
            + LogText.of(why.detail()));
    return wording.notReceived(why);
  }

  private Reply malformed(MalformedForm e, String client) {
    LOG.log(
        Level.WARNING,
        "no form from client=" + LogText.of(client) + ": " + LogText.of(e.getMessage()));
    return wording.refused(ReplyWording.Asked.POST, 400, e.getMessage());
  }
}
