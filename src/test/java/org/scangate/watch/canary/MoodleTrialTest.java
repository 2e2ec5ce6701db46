package org.scangate.watch.canary;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.scangate.scan.Eicar;
import org.scangate.testing.LoopbackPort;
import org.scangate.watch.canary.ScriptedHttp.Answer;
import org.scangate.watch.canary.ScriptedHttp.Request;

/** What Moodle, or whoever is in its place, answers to test files. */
class MoodleTrialTest {

  private static final String PATH = "POST /webservice/upload.php";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Answer TAKEN =
      Answer.json(
          "[{\"component\":\"user\",\"contextid\":\"29\",\"userid\":\"4\",\"filearea\":\"draft\","
              + "\"filename\":\"scangate-canary.txt\",\"filepath\":\"/\",\"itemid\":880731,"
              + "\"license\":\"unknown\",\"author\":\"Canary\",\"source\":\"\"}]");

  private static Answer error(String code) {
    return Answer.json(
        "{\"error\":\"In the language of the site\",\"errorcode\":\"%s\",\"stacktrace\":null,"
                .formatted(code)
            + "\"debuginfo\":null,\"reproductionlink\":null}");
  }

  /** Whatever is wrong must not be told to those who may see health, logs and journal. */
  private static String problem(Function<Request, Answer> script) throws IOException {
    try (ScriptedHttp moodle = new ScriptedHttp(script);
        TriedCanary canary = TriedCanary.moodle(moodle.url(), LONG)) {
      String problem = canary.tried();
      moodle.requests.forEach(
          one -> {
            assertEquals(PATH, one.line(), "a token in an address comes into logs");
            assertTrue(one.body().contains("name=\"token\"\r\n\r\n" + TriedCanary.TOKEN));
          });
      assertFalse((problem + canary.status()).contains(TriedCanary.TOKEN), problem);
      assertEquals(1, canary.events.size());
      assertEquals(
          (problem.isEmpty() ? "canary-ok" : "canary-failed") + " anna it", canary.events.get(0));
      return problem;
    }
  }

  private static boolean isEicar(Request request) {
    return request.body().contains(new String(Eicar.bytes(), US_ASCII));
  }

  @Test
  void allIsWellWhereEicarIsRefusedAndACleanFileTaken() throws IOException {
    assertEquals("", problem(one -> isEicar(one) ? error("virusfound") : TAKEN));
  }

  @Test
  void aMoodleThatTakesEicarIsTold() throws IOException {
    String problem = problem(one -> TAKEN);
    assertTrue(problem.startsWith("Moodle took EICAR; right is"), problem);
  }

  @Test
  void aMoodleThatRefusesEverythingIsTold() throws IOException {
    String problem = problem(one -> error("virusfound"));
    assertTrue(problem.contains("refused a clean file as infected"), problem);
  }

  @Test
  void eicarIsNotSentWhereACleanFileIsNotTaken() throws IOException {
    String problem =
        problem(
            one -> {
              assertFalse(isEicar(one), "it would cost a notice, and tell nothing");
              return error("invalidtoken");
            });
    assertTrue(problem.contains("scangate.canary.it.token is none that Moodle knows"), problem);
  }

  @Test
  void whatMoodleDoesNotAllowIsTold() throws IOException {
    assertTrue(problem(one -> error("accessexception")).contains("the token may not upload"));
    assertTrue(problem(one -> error("enablewsdescription")).contains("web services are off"));
    assertTrue(problem(one -> error("sitemaintenance")).contains("under maintenance"));
    assertTrue(
        problem(
                one ->
                    Answer.json(
                        "[{\"filename\":\"x\",\"errortype\":\"fileoversized\",\"error\":\"x\"}]"))
            .contains("no room left"));
    assertTrue(
        problem(one -> error("brandnew\\n")).contains("the error brandnew\\u000a; right is"));
  }

  @Test
  void aPageOfALoginIsNoMoodle() throws IOException {
    String problem =
        problem(one -> Answer.of(200, "<!DOCTYPE html><html>" + TriedCanary.TOKEN + "</html>"));
    assertTrue(problem.contains("HTTP 200 with a page of HTML; right is Moodle's JSON"), problem);
  }

  @Test
  void aRedirectIsNotFollowedWithTheToken() throws IOException {
    try (ScriptedHttp other = new ScriptedHttp(one -> TAKEN)) {
      String to = other.url() + "/login/index.php?token=" + TriedCanary.TOKEN;
      String problem = problem(one -> new Answer(303, "", List.of("Location", to)));
      assertTrue(
          problem.contains("HTTP 303, a redirect to " + other.url() + "/login/index.php; right"),
          problem);
      assertEquals(List.of(), other.requests);
    }
  }

  @Test
  void garbageIsNoMoodle() throws IOException {
    assertTrue(problem(one -> Answer.of(200, "[[[")).contains("with something else"));
    assertTrue(problem(one -> Answer.of(200, "")).contains("with nothing in it"));
    assertTrue(problem(one -> Answer.json("[]")).contains("right is that it is taken"));
    assertTrue(problem(one -> Answer.json("{\"errorcode\":7}")).contains("right is"));
    assertTrue(problem(one -> Answer.json("[1]")).contains("right is"));
    assertTrue(problem(one -> Answer.of(500, TAKEN.body())).contains("HTTP 500"));
    assertTrue(problem(one -> Answer.json("x".repeat(1 << 20))).contains("something else"));
    assertTrue(problem(one -> ScriptedHttp.BREAKS_OFF).contains("the connection broke off"));
  }

  @Test
  void oneThatHangsOrTricklesIsGivenUpInTime() throws IOException {
    for (Answer slow : new Answer[] {ScriptedHttp.HANGS, ScriptedHttp.TRICKLES}) {
      try (ScriptedHttp moodle = new ScriptedHttp(one -> slow);
          TriedCanary canary = TriedCanary.moodle(moodle.url(), Duration.ofSeconds(1))) {
        String problem = canary.tried();
        assertTrue(
            problem.contains("was not answered within scangate.canary.it.timeout=PT1S"), problem);
      }
    }
  }

  @Test
  void oneThatIsNotThereIsTold() {
    try (TriedCanary canary = TriedCanary.moodle("http://127.0.0.1:" + LoopbackPort.free(), LONG)) {
      assertTrue(canary.tried().contains("nothing listens there"), canary.status().problem());
    }
    try (TriedCanary canary = TriedCanary.moodle("http://moodle.invalid", LONG)) {
      assertTrue(canary.tried().contains("no address is known"), canary.status().problem());
    }
  }
}
