package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.EngineClient.Said;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedIcap;
import org.scangate.testing.ScriptedIcap.From;
import org.scangate.testing.TestSample;

/** What each answer that a server can give is taken for. {@code |} is a line's end. */
class IcapAnswersTest {

  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final String ECHO =
      "Encapsulated: res-hdr=0, res-body=19||HTTP/1.1 200 OK||5|hello|0||";

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private ScriptedIcap icap;
  private IcapClient client;

  @BeforeEach
  void start() {
    icap = ScriptedIcap.start();
    IcapSettings settings = IcapScanner.settings(icap.uri());
    client = new IcapClient(settings, settings.uris().get(0), deadlines);
  }

  @AfterEach
  void stop() {
    client.close();
    icap.close();
    deadlines.close();
  }

  private Said said(byte[] content) {
    return client.scan(TestSample.of(content), Deadline.in(BOUND));
  }

  private Verdict verdict() {
    return said("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).verdict();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "no ICAP~HTTP/1.1 204 No Content||",
        "another version~ICAP/1.1 204 X||",
        "lower case~icap/1.0 204 X||",
        "four digits~ICAP/1.0 2040 X||",
        "a control character~ICAP/1.0 204 X|X: a\u0000b||",
        "two status lines~ICAP/1.0 204 X|ICAP/1.0 200 OK||",
        "a second answer~ICAP/1.0 204 X||ICAP/1.0 200 OK|X-Virus-ID: Bad||",
        "204 with a body~ICAP/1.0 204 X|Encapsulated: res-body=0||",
        "conflicting ISTags~ICAP/1.0 204 X|ISTag: \"a\"|ISTag: \"b\"||",
        "conflicting Encapsulated~ICAP/1.0 204 X|Encapsulated: null-body=0|Encapsulated: null-body=1||",
        "Encapsulated that makes no sense~ICAP/1.0 204 X|Encapsulated: res-hdr=9, null-body=3||",
        "a line that is no header~ICAP/1.0 204 X|nonsense||",
        "a fold before any header~ICAP/1.0 204 X| folded||",
        "an empty finding~ICAP/1.0 204 X|X-Infection-Found: ||",
        "no finding in words~ICAP/1.0 204 X|X-Violations-Found: 0||",
        "206~ICAP/1.0 206 Partial||",
        "201~ICAP/1.0 201 Created||",
        "100 only~ICAP/1.0 100 Continue||ICAP/1.0 100 Continue||",
        "200 without Encapsulated~ICAP/1.0 200 OK||",
        "a request comes back~ICAP/1.0 200 OK|Encapsulated: req-hdr=0, null-body=18||GET / HTTP/1.1||||",
        "a page of another status~ICAP/1.0 200 OK|Encapsulated: res-hdr=0, null-body=26||HTTP/1.1 404 Not Found||||",
        "no HTTP is enclosed~ICAP/1.0 200 OK|Encapsulated: res-hdr=0, null-body=8||nonsense"
      })
  void whatIsNotExactlyCleanIsUnscanned(String name, String answer) {
    icap.answer(answer);
    assertInstanceOf(Unscanned.class, verdict(), name);
  }

  @Test
  void aFileThatComesBackWasNotScanned() {
    icap.answer("ICAP/1.0 200 OK|" + ECHO);
    assertEquals(Reason.LIMIT_EXCEEDED, ((Unscanned) verdict()).reason());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "on a 204~Bad~ICAP/1.0 204 X|X-Virus-ID: Bad||",
        "in lower case~Bad~ICAP/1.0 204 X|x-virus-id: Bad||",
        "among other fields~A.B-1~ICAP/1.0 204 X|X-Infection-Found: Type=0; Resolution=2; Threat=A.B-1;||",
        "folded~Bad~ICAP/1.0 204 X|X-Infection-Found: Type=0;| Threat=Bad;||",
        "violations~Bad~ICAP/1.0 204 X|X-Violations-Found: 1|\t-|\tBad|\t0|\t0||",
        "without a name~unnamed~ICAP/1.0 204 X|X-Infection-Found: Type=0; Resolution=2;||",
        "named by the second~Bad~ICAP/1.0 204 X|X-Infection-Found: Type=0;|X-Virus-ID: Bad||",
        "a page that blocks~blocked with HTTP status 403~ICAP/1.0 200 OK|Encapsulated: res-hdr=0, null-body=26||HTTP/1.1 403 Forbidden||",
        "with an error~Bad~ICAP/1.0 500 Error|X-Virus-ID: Bad||",
        "the second after one that was not read~Bad~ICAP/1.0 204 X|X-Virus-ID: Heuristics.Encrypted.Zip|X-Virus-ID: Bad||"
      })
  void aFindingIsInfected(String name, String signature, String answer) {
    icap.answer(answer);
    assertEquals(new Infected(signature), verdict(), name);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, MISCONFIGURED",
    "403, MISCONFIGURED",
    "404, MISCONFIGURED",
    "405, MISCONFIGURED",
    "407, MISCONFIGURED",
    "500, UNREACHABLE",
    "503, UNREACHABLE",
    "505, REFUSED"
  })
  void anErrorTellsItsReason(int status, Reason reason) {
    icap.answer("ICAP/1.0 " + status + " Some\u007fthing||");
    Unscanned unscanned = assertInstanceOf(Unscanned.class, verdict());
    assertEquals(reason, unscanned.reason());
    assertTrue(unscanned.detail().chars().allMatch(c -> c >= ' ' && c != 0x7f), unscanned.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "Heuristics.Encrypted.Zip, ENCRYPTED",
    "Heuristics.Limits.Exceeded.MaxFileSize, LIMIT_EXCEEDED"
  })
  void whatClamdCouldNotLookIntoIsUnscanned(String name, Reason reason) {
    icap.answer("ICAP/1.0 204 X|X-Infection-Found: Threat=" + name + ";||");
    assertEquals(reason, ((Unscanned) verdict()).reason());
  }

  @Test
  void oneContinueIsHarmless() {
    icap.answer("ICAP/1.0 100 Continue||" + ScriptedIcap.CLEAN);
    assertEquals(new Clean(), verdict());
  }

  /** Its next request would show that it has read the file; an end shows nothing. */
  @Test
  void aServerThatClosesWithEachCleanAnswerIsNotBelieved() {
    icap.misbehave(From.ANSWER, wire -> wire.lines("ICAP/1.0 204 X|Connection: close||"));
    Unscanned why = assertInstanceOf(Unscanned.class, verdict());
    assertTrue(why.detail().contains("let it keep connections"), why.detail());
  }

  @Test
  void whatAKeptConnectionIsClosedWithIsAskedOnceMoreOnAFreshOne() {
    icap.misbehave(
        From.ANSWER,
        wire -> {
          icap.behave();
          wire.lines("ICAP/1.0 204 X|Connection: close||");
        });
    assertEquals(new Clean(), verdict());
    assertEquals(2, icap.accepted());
  }

  @Test
  void anEarlyFindingStands() {
    icap.misbehave(From.HEAD, wire -> wire.lines(ScriptedIcap.INFECTED));
    assertInstanceOf(Infected.class, verdict());
  }

  @Test
  void aSampleThatShrinksIsNeverClean() {
    TestSample shrunk = TestSample.of(9, () -> Fixtures.random(1, 8));
    assertEquals(
        Reason.REFUSED, ((Unscanned) client.scan(shrunk, Deadline.in(BOUND)).verdict()).reason());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "no 204~ICAP/1.0 200 OK|Methods: RESPMOD||",
        "another method~ICAP/1.0 200 OK|Methods: REQMOD|Allow: 204||",
        "no such service~ICAP/1.0 404 Not Found||"
      })
  void aServiceThatOffersTooLittleIsMisconfigured(String name, String options) {
    icap.options(options);
    assertEquals(Reason.MISCONFIGURED, ((Unscanned) verdict()).reason(), name);
  }

  @Test
  void theVersionIsServiceAndTag() {
    assertEquals("Scripted 1.0 tag-1", client.version(Deadline.in(BOUND)).orElseThrow());
    assertEquals("Scripted 1.0 tag-1", said(new byte[1]).version());
    icap.answer("ICAP/1.0 204 X|ISTag: \"tag-2\"||");
    assertEquals("", said(new byte[1]).version(), "it changed meanwhile");
  }
}
