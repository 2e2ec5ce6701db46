package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.net.Resolver;

/** Posts samples to one engine, each on a connection of its own. */
final class FormPost {

  private final RemoteAddress address;
  private final Credentials credentials;
  private final RemoteVerdict verdicts;
  private final DeadlineTimer deadlines;
  private final Resolver resolver;
  private final EngineJson json = new EngineJson();

  /** Whether it is worth waiting for: an engine that never says 100 costs a second each time. */
  private volatile boolean invites = true;

  FormPost(
      RemoteAddress address,
      Credentials credentials,
      RemoteVerdict verdicts,
      DeadlineTimer deadlines) {
    this.address = address;
    this.credentials = credentials;
    this.verdicts = verdicts;
    this.deadlines = deadlines;
    this.resolver = new Resolver(address.host());
  }

  /** Every failure is a verdict; returns by the deadline. */
  Verdict scan(Sample sample, Deadline deadline) {
    try (RemoteConnection connection =
            RemoteConnection.open(address, resolver, deadlines, deadline);
        DeadlineTimer.Guard guard = deadlines.guard(connection, deadline)) {
      try {
        return converse(sample, connection);
      } catch (BodyUpload.Unreadable e) {
        return new Verdict.Unscanned(Reason.REFUSED, e.getMessage());
      } catch (IOException e) {
        return guard.fired()
            ? timedOut()
            : verdicts.unscanned(Reason.UNREACHABLE, "broke off: " + e.getMessage());
      }
    } catch (RemoteConnection.NotTrusted e) {
      return verdicts.unscanned(
          Reason.MISCONFIGURED,
          "has a certificate that is not trusted: %s; it must name the host %s, be valid now, and come from an issuer that is trusted here"
              .formatted(e.getMessage(), address.host()));
    } catch (IOException e) {
      return deadline.passed()
          ? timedOut()
          : verdicts.unscanned(Reason.UNREACHABLE, "is not there: " + e.getMessage());
    }
  }

  private Verdict converse(Sample sample, RemoteConnection connection) throws IOException {
    ScanForm form = ScanForm.around(sample);
    boolean ask = invites;
    byte[] head = head(form, ask).getBytes(ISO_8859_1);
    connection.write(head, head.length);
    BodyUpload upload = new BodyUpload(sample, form, connection);
    Optional<HttpResponse> early = upload.send(ask);
    if (early.isPresent()) {
      return notClean(early.get(), verdict(early.get(), connection));
    }
    HttpResponse answer = upload.awaitAnswer();
    Verdict verdict = verdict(answer, connection);
    if (ask) {
      invites = upload.invited();
    }
    return verdict;
  }

  /** The answer came before the last byte was sent. */
  private Verdict notClean(HttpResponse answer, Verdict verdict) {
    if (answer.status() == 417) {
      invites = false;
      return verdicts.unscanned(
          Reason.UNREACHABLE,
          "does not take Expect: 100-continue; it is tried without from now on");
    }
    return verdict instanceof Verdict.Clean
        ? verdicts.unscanned(Reason.UNREACHABLE, "answered before it had the whole file")
        : verdict;
  }

  private Verdict verdict(HttpResponse answer, RemoteConnection connection) throws IOException {
    Verdict verdict = verdicts.of(answer, json.read(body(answer, connection)));
    if (verdict instanceof Verdict.Clean && connection.hasBytes()) {
      throw new IOException("more came after its answer");
    }
    return verdict;
  }

  /** Of an answer that is not clean by its code alone, no more than an explanation is missed. */
  private static byte[] body(HttpResponse answer, RemoteConnection connection) throws IOException {
    try {
      return answer.readBody(connection.in());
    } catch (IOException e) {
      if (answer.status() == 200) {
        throw e;
      }
      return new byte[0];
    }
  }

  private String head(ScanForm form, boolean ask) {
    StringBuilder head = new StringBuilder(512);
    head.append("POST ").append(address.scanPath()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.hostAndPort()).append("\r\n");
    credentials
        .authorization()
        .ifPresent(value -> head.append("Authorization: ").append(value).append("\r\n"));
    head.append("User-Agent: Scangate\r\nAccept: application/json\r\nConnection: close\r\n");
    head.append("Content-Type: multipart/form-data; boundary=").append(form.boundary());
    head.append("\r\nContent-Length: ").append(form.contentLength()).append("\r\n");
    return head.append(ask ? "Expect: 100-continue\r\n\r\n" : "\r\n").toString();
  }

  private Verdict timedOut() {
    return verdicts.unscanned(Reason.TIMED_OUT, "did not answer within the time bound");
  }
}
