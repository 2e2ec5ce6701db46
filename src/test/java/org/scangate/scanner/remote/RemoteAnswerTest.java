package org.scangate.scanner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.moodle.EngineServer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scan.pool.UnavailableScanner;
import org.scangate.testing.TestSample;

/** What each answer of an engine means, given after it was sent every byte. */
class RemoteAnswerTest {

  private static final String ID = " (scan 0190a3f2-7b1c-7d4e-8f00-0123456789ab)";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static Verdict answer(byte[] raw) {
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.request();
          wire.send(raw);
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      return rig.scan(TestSample.of(new byte[1000]));
    }
  }

  private static Verdict raw(String raw) {
    return answer(raw.getBytes(StandardCharsets.UTF_8));
  }

  private static Verdict answer(int status, String body) {
    return raw("HTTP/1.1 " + status + " X\r\nLocation: /login\r\n\r\n" + body);
  }

  static Stream<Arguments> cleanAnswers() {
    return Stream.of(
        arguments(
            "with a length", "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"status\": \"OK\"}"),
        arguments(
            "to the end of the stream", "HTTP/1.0 200 OK\r\n\r\n{\"status\":\"OK\",\"msg\":\"\"}"),
        arguments(
            "in chunks", CHUNKED + "8;x=y\r\n{\"status\r\n8\r\n\": \"OK\"}\r\n0\r\nT: x\r\n\r\n"),
        arguments(
            "with more keys",
            "HTTP/1.1 200\r\n\r\n {\"a\":[{\"status\":\"FOUND\"}],\"status\":\"OK\"} "),
        arguments(
            "of another Scangate, without what it does not open: that is judged here too",
            "HTTP/1.0 200 OK\r\n\r\n{\"status\":\"OK\",\"msg\":\"clean, but rar5 was not opened"
                + " (scangate.accept-unopened) (scan 31f67e27-b78f-45d7-ae8b-d5ed1d0740c7)\"}"),
        arguments(
            "after interim answers",
            "HTTP/1.1 102 P\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + HttpWire.OK));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cleanAnswers")
  void exactlyOkIsClean(String name, String answer) {
    assertEquals(new Clean(), raw(answer), name);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("lower case", "{\"status\": \"ok\"}"),
        arguments("a space more", "{\"status\": \"OK \"}"),
        arguments("another status", "{\"status\": \"CLEAN\", \"msg\": \"OK\"}"),
        arguments("no text", "{\"status\": true}"),
        arguments("null", "{\"status\": null}"),
        arguments("a list as status", "{\"status\": [\"OK\"]}"),
        arguments("no status", "{\"msg\": \"OK\"}"),
        arguments("another key", "{\"Status\": \"OK\"}"),
        arguments("status inside", "{\"a\": {\"status\": \"OK\"}}"),
        arguments("two statuses", "{\"status\": \"FOUND\", \"status\": \"OK\"}"),
        arguments(
            "two, one written otherwise", "{\"\\u0073tatus\": \"FOUND\", \"status\": \"OK\"}"),
        arguments("two of which one is no text", "{\"status\": null, \"status\": \"OK\"}"),
        arguments("a second object", "{\"status\": \"OK\"}{\"status\": \"FOUND\"}"),
        arguments("something after it", "{\"status\": \"OK\"} x"),
        arguments("a list", "[{\"status\": \"OK\"}]"),
        arguments("only a text", "\"OK\""),
        arguments("half", "{\"status\": \"OK\""),
        arguments("nothing", ""),
        arguments("a page", "<html>OK</html>"),
        arguments("deeply nested", "{\"a\":" + "[".repeat(60_000)),
        arguments("too long", "{\"status\": \"OK\"}" + " ".repeat(1 << 16)));
  }

  /** What another Scangate's administrator has allowed was not found clean. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "allowed by an administrator until 2027-01-01T00:00:00Z (exception 1), although Eicar",
        "cleanish",
        ""
      })
  void ofAnotherScangateOnlyCleanIs(String msg) {
    Verdict verdict = answer(200, "{\"status\":\"OK\",\"msg\":\"" + msg + ID + "\"}");
    assertEquals(Reason.REFUSED, assertInstanceOf(Unscanned.class, verdict).reason());
    assertEquals(new Clean(), answer(200, "{\"status\":\"OK\",\"msg\":\"clean" + ID + "\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void anyOtherBodyIsNotScanned(String name, String body) {
    assertInstanceOf(Unscanned.class, answer(200, body), name);
  }

  static Stream<Arguments> oddities() {
    String ok = "{\"status\":\"OK\"}";
    String head = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        arguments("nothing at all", ""),
        arguments("another protocol", "SSH-2.0-OpenSSH\r\n\r\n" + ok),
        arguments("another version", "HTTP/2.0 200 OK\r\n\r\n" + ok),
        arguments("cut off", head + "Content-Length: 16\r\n\r\n" + ok),
        arguments("two lengths", head + "Content-Length: 15\r\nContent-Length: 99\r\n\r\n" + ok),
        arguments("no length", head + "Content-Length: -15\r\n\r\n" + ok),
        arguments("more than its length", head + "Content-Length: 15\r\n\r\n" + ok + ok),
        arguments("a length too long", head + "Content-Length: 99999999999\r\n\r\n" + ok),
        arguments("folded", head + "X: 1\r\n 2\r\n\r\n" + ok),
        arguments("a space before the colon", head + "Content-Length : 15\r\n\r\n" + ok),
        arguments(
            "zipped",
            head + "Transfer-Encoding: gzip, chunked\r\n\r\nf\r\n" + ok + "\r\n0\r\n\r\n"),
        arguments(
            "chunked and a length",
            head
                + "Content-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n"
                + ok
                + "\r\n0\r\n\r\n"),
        arguments("chunks cut off", CHUNKED + "f\r\n" + ok + "\r\n"),
        arguments("chunks without end", CHUNKED + "f\r\n" + ok + "\r\n0\r\n"),
        arguments("a chunk longer than it says", CHUNKED + "e\r\n" + ok + "\r\n0\r\n\r\n"),
        arguments("a chunk size that is none", CHUNKED + "-f\r\n" + ok + "\r\n0\r\n\r\n"),
        arguments(
            "endless interim answers", "HTTP/1.1 100 C\r\n\r\n".repeat(20) + head + "\r\n" + ok),
        arguments("another protocol from now on", "HTTP/1.1 101 S\r\n\r\n" + head + "\r\n" + ok));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void anAnswerThatIsNoWholeHttpIsNotScanned(String name, String answer) {
    assertEquals(Reason.UNREACHABLE, unscanned(raw(answer)).reason(), name);
  }

  @Test
  void whatIsNoUtf8IsNotScanned() {
    byte[] answer =
        "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"OK\",\"msg\":\"\u00ff\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(Reason.UNREACHABLE, unscanned(answer(answer)).reason());
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        arguments(201, Reason.REFUSED, "HTTP 201"),
        arguments(204, Reason.REFUSED, "HTTP 204"),
        arguments(301, Reason.MISCONFIGURED, "redirects to /login"),
        arguments(307, Reason.MISCONFIGURED, "scangate.av.url"),
        arguments(400, Reason.REFUSED, "max-post-size"),
        arguments(401, Reason.MISCONFIGURED, "scangate.av.user and .password, or .token"),
        arguments(403, Reason.MISCONFIGURED, "scangate.av.user"),
        arguments(404, Reason.MISCONFIGURED, "scangate.av.url"),
        arguments(405, Reason.MISCONFIGURED, "scangate.av.url"),
        arguments(413, Reason.TOO_LARGE, "its limit there"),
        arguments(415, Reason.REFUSED, "HTTP 415"),
        arguments(429, Reason.BUSY, "HTTP 429"),
        arguments(500, Reason.UNREACHABLE, "HTTP 500"),
        arguments(503, Reason.UNREACHABLE, "HTTP 503"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statuses")
  void aCodeOtherThan200IsNeverCleanWhateverItsBodySays(int code, Reason reason, String detail) {
    Unscanned verdict = unscanned(answer(code, HttpWire.OK));
    assertEquals(reason, verdict.reason());
    assertTrue(verdict.detail().contains(detail), verdict.detail());
  }

  /** A Scangate looks at no token for a minute after many wrong ones. */
  @Test
  void whoIsToldOfTooManyWrongTokensHasAWrongOne() {
    Unscanned verdict =
        unscanned(
            answer(
                429,
                "{\"status\":\"ERROR\",\"msg\":\"too many wrong tokens from this address; none is"
                    + " looked at for a minute\"}"));
    assertEquals(Reason.MISCONFIGURED, verdict.reason());
    assertTrue(verdict.detail().contains("scangate.av.user and .password, or .token"));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        arguments("too-large: 5 bytes", Reason.TOO_LARGE),
        arguments("encrypted: a zip", Reason.ENCRYPTED),
        arguments("limit-exceeded: 40 deep", Reason.LIMIT_EXCEEDED),
        arguments("busy: 8 of 8", Reason.BUSY),
        arguments("timed-out: 60 s", Reason.TIMED_OUT),
        arguments("spool-full: 10G", Reason.SPOOL_FULL),
        arguments("unreachable: clamd", Reason.UNREACHABLE),
        arguments("misconfigured: scangate.scanner", Reason.UNREACHABLE),
        arguments("no-scanner: none", Reason.UNREACHABLE),
        arguments("refused: no", Reason.REFUSED),
        arguments("busy", Reason.REFUSED),
        arguments("whatever", Reason.REFUSED),
        arguments("", Reason.REFUSED));
  }

  @ParameterizedTest(name = "<{0}>")
  @MethodSource("errors")
  void anErrorKeepsItsReasonAndSoDoesWhatIsBlockedAsIfItWereFound(String msg, Reason reason) {
    List<Verdict> both =
        List.of(status("ERROR", msg + ID), status("FOUND", "Not scanned: " + msg + ID));
    for (Verdict verdict : both) {
      assertEquals(reason, unscanned(verdict).reason());
      String detail = unscanned(verdict).detail();
      assertTrue(detail.endsWith("says: " + msg), detail);
    }
  }

  static Stream<Arguments> signatures() {
    return Stream.of(
        arguments("Eicar-Test", "Eicar-Test"),
        arguments("Eicar-Test" + ID, "Eicar-Test"),
        arguments("Eicar-Test" + ID.replace("scan", "upload"), "Eicar-Test"),
        arguments("One (scan 2)", "One (scan 2)"),
        arguments("a\nforged line", "a\\u000aforged line"),
        arguments("x".repeat(300), "x".repeat(255) + "…"),
        arguments("", "unnamed"));
  }

  @ParameterizedTest(name = "<{0}>")
  @MethodSource("signatures")
  void aFindHasItsSignaturesNameAlone(String msg, String signature) {
    assertEquals(new Infected(signature), status("FOUND", msg));
  }

  /** As a wrapper around ClamAV passes it on: else a probe of its limit would count as found. */
  @Test
  void aLimitOrEncryptionThatIsReportedAsAFindIsNoVirus() {
    assertEquals(
        Reason.LIMIT_EXCEEDED,
        unscanned(status("FOUND", "Heuristics.Limits.Exceeded.MaxFileSize")).reason());
    assertEquals(Reason.ENCRYPTED, unscanned(status("FOUND", "Heuristics.Encrypted.Zip")).reason());
  }

  @Test
  void aFindWithoutATextIsOneStill() {
    assertEquals(new Infected("unnamed"), answer(200, "{\"status\":\"FOUND\",\"msg\":null}"));
    assertEquals(new Infected("unnamed"), answer(200, "{\"status\":\"FOUND\"}"));
  }

  @Test
  void whatAnotherScangateBlocksIsNotScannedAndNoVirus(@TempDir Path spool) {
    UnavailableScanner none = new UnavailableScanner("x", new Unscanned(Reason.BUSY, "all taken"));
    try (EngineServer engine = new EngineServer(spool, true, List.of(), none);
        RemoteEngineFixture rig = RemoteEngineFixture.of(RemoteSettings.url(engine.url()))) {
      Unscanned verdict = unscanned(rig.scan(TestSample.of(new byte[10])));
      assertEquals(Reason.BUSY, verdict.reason());
      assertTrue(verdict.detail().endsWith("says: busy: all taken"), verdict.detail());
    }
  }

  private static Verdict status(String status, String msg) {
    return answer(
        200, "{\"status\":\"%s\",\"msg\":\"%s\"}".formatted(status, msg.replace("\n", "\\n")));
  }

  private static Unscanned unscanned(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict);
  }
}
