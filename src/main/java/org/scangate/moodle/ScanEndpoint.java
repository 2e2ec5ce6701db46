package org.scangate.moodle;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scangate.moodle.AccessRules.Refusal;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Events;
import org.scangate.scan.LogText;
import org.scangate.scan.RateLimitedWarning;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Verdict;
import org.scangate.scan.access.FailedTokens;
import org.scangate.scan.spool.NotReceived;
import org.scangate.scan.spool.Spool;

/** The remote-engine API, but for HTTP: what comes in, and what is answered to it. */
public final class ScanEndpoint {

  /** What a form may weigh beside its file, in bytes. */
  static final long FORM_OVERHEAD = 64 << 10;

  /** Of whom may not ask, the site that is claimed says nothing. */
  private static final String STRANGER = "";

  private static final Logger LOG = System.getLogger(ScanEndpoint.class.getName());

  private final LiveSettings settings;
  private final Spool spool;
  private final ScanService scans;
  private final Supplier<List<String>> serverAdvice;
  private final MoodleStatistics statistics = new MoodleStatistics();
  private final SeenRequests seen = new SeenRequests(Clock.systemUTC());
  private final FailedTokens failedTokens = new FailedTokens(System::nanoTime);
  private final RateLimitedWarning floods = new RateLimitedWarning(LOG, System::nanoTime);
  private final RateLimitedWarning skips = new RateLimitedWarning(LOG, System::nanoTime);
  private final SkippedChecks skipped;
  private final Consumer<ScanReport> notReceived;
  private final boolean personal;

  /**
   * Made by the wiring.
   *
   * @param serverAdvice what is wrong with the server's own limits, one sentence each
   * @param events hears when Moodle is told to accept files unscanned
   * @param notReceived hears of uploads that never became scans, as unscanned by nobody
   * @param personal whether anybody is told whose upload it is
   */
  public ScanEndpoint(
      LiveSettings settings,
      Spool spool,
      ScanService scans,
      Supplier<List<String>> serverAdvice,
      Events events,
      Consumer<ScanReport> notReceived,
      boolean personal) {
    this.settings = settings;
    this.spool = spool;
    this.scans = scans;
    this.serverAdvice = serverAdvice;
    this.skipped = new SkippedChecks(events, System::nanoTime);
    this.notReceived = notReceived;
    this.personal = personal;
  }

  /** For tests that hear nothing. */
  ScanEndpoint(
      LiveSettings settings, Spool spool, ScanService scans, Supplier<List<String>> serverAdvice) {
    this(settings, spool, scans, serverAdvice, Events.NONE, report -> {}, true);
  }

  /** What JMX shows. */
  public MoodleMXBean statistics() {
    return statistics;
  }

  /** What requests have shown of how this entry is reached. */
  public SeenRequests seen() {
    return seen;
  }

  /** Whether a connection is a trusted proxy's. */
  boolean isProxy(String connection) {
    return settings.current().clients().trusts(connection);
  }

  /** See {@link org.scangate.scan.access.ClientAddress#of}. */
  String client(String connection, List<String> forwarded, List<String> xForwardedFor) {
    return settings.current().clients().of(connection, forwarded, xForwardedFor);
  }

  /** Whether the client may ask; if not, what it is answered. */
  Optional<Reply> refusal(ReplyWording.Asked asked, Caller caller, String authorization) {
    Optional<Refusal> refusal = judge(caller.address(), authorization);
    refusal.ifPresent(
        why -> {
          statistics.refused();
          String line = "refused " + LogText.of(caller.address()) + ": " + LogText.of(why.why());
          if (why.status() == Response.Status.TOO_MANY_REQUESTS) {
            floods.warn(line);
          } else {
            LOG.log(Level.WARNING, line);
          }
        });
    return refusal.map(
        why -> {
          int code = why.status().getStatusCode();
          // no address in the journal's event: that is kept for years, and the log has it
          String told = why.why().replace(caller.address(), "a client");
          return failure(asked, STRANGER, code, why.why(), told);
        });
  }

  /** Whether it is told all of health: by its address, or by a token. */
  boolean tellsAll(String connection, String client, boolean forwarded, String authorization) {
    MoodleSettings now = settings.current();
    if (now.health().allows(connection, client, forwarded)) {
      return true;
    }
    if (!now.access().isGuess(authorization) || failedTokens.shut(client)) {
      return false;
    }
    boolean known = now.access().hasToken(authorization);
    if (!known) {
      statistics.wrongToken();
      failedTokens.failed(client);
    }
    return known;
  }

  private Optional<Refusal> judge(String client, String authorization) {
    AccessRules access = settings.current().access();
    boolean guess = access.isGuess(authorization);
    if (guess && failedTokens.shut(client)) {
      statistics.wrongToken();
      return Optional.of(
          new Refusal(
              Response.Status.TOO_MANY_REQUESTS,
              "too many wrong tokens from this address; none is looked at for a minute"));
    }
    Optional<Refusal> refusal = access.refusal(client, authorization);
    if (guess && refusal.isEmpty()) {
      failedTokens.succeeded(client);
    } else if (guess && refusal.get().status() == Response.Status.UNAUTHORIZED) {
      statistics.wrongToken();
      failedTokens.failed(client);
    }
    return refusal;
  }

  /** What is answered where there is nothing to ask, or asking failed. */
  Reply failure(ReplyWording.Asked asked, String site, int code, String why) {
    return failure(asked, site, code, why, why);
  }

  private Reply failure(ReplyWording.Asked asked, String site, int code, String why, String told) {
    Reply reply = wording().refused(asked, code, why);
    return asked == ReplyWording.Asked.CONNCHECK
        ? counted(site, reply, wording().refused(asked, code, told).msg())
        : reply;
  }

  /** Answers {@code GET /conncheck}, at once. */
  Reply conncheck(String site) {
    return conncheck(new Caller("", site));
  }

  /** The same; whatever a canary hears, no file is accepted after it. */
  Reply conncheck(Caller caller) {
    if (!caller.isCanary()) {
      seen.conncheck(caller.site());
    }
    Reply reply = wording().conncheck(scans.readiness(), advice());
    return caller.isCanary() ? reply : counted(caller.site(), reply, reply.msg());
  }

  /**
   * An answer to {@code /conncheck}: what is not OK makes Moodle accept a file, and tell nobody.
   *
   * @param why what the journal is told of it
   */
  private Reply counted(String site, Reply reply, String why) {
    statistics.conncheck();
    if (reply.status() != Reply.Status.OK) {
      statistics.connchecksNotOk();
      skipped.skipped(site, reply.code() + " " + why);
      skips.warn(
          "Moodle accepts files unscanned: /conncheck answered "
              + reply.code()
              + " "
              + LogText.of(reply.msg()));
    }
    return reply;
  }

  /** Tells of what a minute has brought; to be called every second or so. */
  public void beat() {
    skipped.tell();
  }

  /** Tells of all that is left to be told. */
  public void tellAll() {
    skipped.tellAll();
  }

  private ReplyWording wording() {
    MoodleSettings now = settings.current();
    return new ReplyWording(now.policy(), now.conncheck());
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
    return scans.exceptions(settings.current().rules());
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
    return settings.current().policy().block()
        ? serverAdvice.get().stream().findFirst()
        : Optional.empty();
  }

  /**
   * Answers {@code POST /scan}.
   *
   * @param contentType as the client sent it, or null
   * @param contentLength in bytes, or -1
   */
  Reply scan(InputStream body, String contentType, long contentLength, Caller caller) {
    MoodleSettings now = settings.current();
    UploadTimeoutStream arriving = new UploadTimeoutStream(body, Deadline.in(now.uploadTimeout()));
    UploadForm form = new UploadForm(personal);
    IncomingUpload upload = new IncomingUpload(form, arriving, contentLength, caller);
    if (contentType == null
        || !contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return malformed(415, "send multipart/form-data with the field scanfile", upload);
    }
    try (form) {
      refuseTooLarge(contentLength, now.maxFileSize());
      form.receive(arriving, contentType, spool, now.maxFileSize());
      return wording().of(worst(form.samples(caller)));
    } catch (NotReceived e) {
      return notReceived(e, upload);
    } catch (UploadTimeoutStream.TooSlow e) {
      return notReceived(new NotReceived(Reason.TIMED_OUT, e.getMessage(), e), upload);
    } catch (MalformedForm e) {
      return malformed(400, e.getMessage(), upload);
    } catch (IOException e) {
      return malformed(400, "the upload broke off: " + e, upload);
    }
  }

  private ScanReport worst(List<Sample> samples) {
    ScanReport worst = null;
    Deadline deadline = settings.current().rules().deadline();
    for (Sample sample : samples) {
      ScanReport report = scans.scan(sample, settings.current().rules(), deadline);
      boolean worse = worst == null || worst.verdict().orWorse(report.verdict()) != worst.verdict();
      worst = worse ? report : worst;
    }
    return worst;
  }

  /** 413 before a byte is read; what only shows while it is read is refused by the spool. */
  private static void refuseTooLarge(long contentLength, DataSize limit) throws NotReceived {
    if (contentLength > limit.bytes() + FORM_OVERHEAD) {
      throw new NotReceived(
          Reason.TOO_LARGE, "the upload is larger than scangate.max-file-size=" + limit);
    }
  }

  private Reply notReceived(NotReceived e, IncomingUpload upload) {
    Verdict.Unscanned why = e.verdict();
    String id = tell("UNSCANNED " + why.reason().key(), why, upload);
    return wording().notReceived(why, id);
  }

  private Reply malformed(int code, String why, IncomingUpload upload) {
    Verdict.Unscanned refused = new Verdict.Unscanned(Reason.REFUSED, why);
    String id = tell("NO FORM", refused, upload);
    return wording().refused(ReplyWording.Asked.POST, code, why + ReplyWording.upload(id));
  }

  /** One line for each upload that did not become a scan. */
  private String tell(String outcome, Verdict.Unscanned why, IncomingUpload upload) {
    statistics.notReceived();
    UUID id = ScanId.next();
    String detail = LogText.of(why.detail());
    LOG.log(Level.WARNING, "upload " + id + " " + outcome + " (" + detail + ") " + upload);
    notReceived.accept(upload.asReport(id, why));
    return id.toString();
  }
}
