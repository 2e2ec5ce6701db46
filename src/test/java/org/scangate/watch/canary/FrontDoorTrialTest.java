package org.scangate.watch.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.moodle.EngineServer;
import org.scangate.scan.Eicar;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.testing.Certificates;
import org.scangate.testing.NginxProcess;
import org.scangate.testing.ScriptedScanner;
import org.scangate.watch.canary.ScriptedHttp.Answer;
import org.scangate.watch.canary.ScriptedHttp.Request;

/** What answers at Scangate's public address. */
class FrontDoorTrialTest {

  private static final long PROVEN = 22 << 20;
  private static final Set<String> CANARY = Set.of("canary it");

  @TempDir private Path folder;

  private final ScriptedScanner scanner =
      ScriptedScanner.judging("scripted", ScriptedScanner.VERSION, FrontDoorTrialTest::judge);

  private static Verdict judge(Sample sample) {
    try (InputStream in = sample.open()) {
      return Arrays.equals(Eicar.bytes(), in.readNBytes(Eicar.SIZE + 1))
          ? new Verdict.Infected("Eicar")
          : new Verdict.Clean();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EngineServer server(boolean block, String... tokens) {
    return new EngineServer(folder, block, List.of(tokens), scanner);
  }

  private static Set<String> origins(EngineServer server) {
    return server.reports().stream()
        .map(one -> one.origin().entry() + " " + one.origin().site())
        .collect(Collectors.toSet());
  }

  @Test
  void allIsWellWhereScangateAnswers() {
    try (EngineServer server = server(false, "s3cret");
        TriedCanary canary =
            TriedCanary.frontDoor(server.url(), Optional.of("s3cret"), server.marks(), PROVEN)) {
      assertEquals("", canary.tried());
      assertTrue(canary.status().lastSuccess().isPresent());
      assertEquals(CanaryStatus.State.OK, canary.status().state());
      assertEquals(List.of("canary-ok anna it"), canary.events);
      assertEquals(CANARY, origins(server), "nor is any of it an upload, or a finding, of a site");
      assertEquals(
          List.of((long) Eicar.SIZE, 1000L, 2L << 20, 20L << 20, PROVEN),
          server.reports().stream().map(one -> one.size()).toList());
      assertEquals("", canary.tried());
      assertEquals(1, canary.events.size(), "only what changes is an event");
      scanner.says(new Verdict.Clean());
      assertTrue(canary.tried().startsWith("EICAR was answered HTTP 200 OK"));
      scanner.says(FrontDoorTrialTest::judge);
      assertEquals("", canary.tried());
      assertEquals(
          List.of("canary-ok anna it", "canary-failed anna it", "canary-ok anna it"),
          canary.events);
    }
  }

  /** A mark is known to nobody else, and counts once: else a finding could be hidden by one. */
  @Test
  void whoeverBringsAMarkOfHisOwnIsAnUploadLikeAnyOther() throws Exception {
    try (EngineServer server = server(false)) {
      String used = server.marks().issue("it");
      assertEquals(Optional.of("it"), server.marks().redeem(used));
      String withdrawn = server.marks().issue("it");
      server.marks().withdraw(withdrawn);
      for (String mark : new String[] {"it", "", used, withdrawn, "0".repeat(48)}) {
        CanaryForm form = new CanaryForm(java.util.Map.of(), "scanfile", CanaryFile.eicar());
        String answer =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/scan"))
                        .header(CanaryMarks.HEADER, mark)
                        .header("Content-Type", form.type())
                        .POST(form.body())
                        .build(),
                    BodyHandlers.ofString(UTF_8))
                .body();
        assertTrue(answer.contains("FOUND"), answer);
      }
      assertEquals(Set.of("moodle "), origins(server));
    }
  }

  /** The verdict is the same with a mark: here one of the policy that blocks. */
  @Test
  void whatCannotBeScannedIsTold() {
    for (boolean block : new boolean[] {false, true}) {
      try (EngineServer server = server(block);
          TriedCanary canary = TriedCanary.frontDoor(server.url(), server.marks(), PROVEN)) {
        scanner.says(new Verdict.Unscanned(Reason.BUSY, "all of it"));
        String problem = canary.tried();
        assertTrue(problem.startsWith("EICAR was answered HTTP 200"), problem);
        assertTrue(problem.endsWith("; right is FOUND"), problem);
        scanner.notReady();
        assertTrue(canary.tried().startsWith("/conncheck was answered OK \"NOT READY: "));
        scanner.ready(ScriptedScanner.VERSION);
      }
    }
  }

  @Test
  void aTokenThatIsWrongIsToldAndNotShown() {
    try (EngineServer server = server(false, "s3cret");
        TriedCanary canary =
            TriedCanary.frontDoor(server.url(), Optional.of("0ther"), server.marks(), PROVEN)) {
      String problem = canary.tried();
      assertTrue(
          problem.contains("scangate.canary.it.token must be one of scangate.moodle.token"),
          problem);
      assertFalse(problem.contains("0ther"), problem);
    }
  }

  @Test
  void theLimitOfAProxyIsFound() throws IOException {
    assumeTrue(NginxProcess.isInstalled(), "nginx is not installed");
    try (EngineServer server = server(false)) {
      String behind = server.url().replace("/scangate", "");
      try (NginxProcess nginx = NginxProcess.start(folder, behind, "client_max_body_size 1m;");
          TriedCanary canary =
              TriedCanary.frontDoor(nginx.url() + "/scangate", server.marks(), PROVEN)) {
        String problem = canary.tried();
        assertTrue(problem.startsWith("a body of 2M was answered HTTP 413"), problem);
        assertTrue(problem.contains("client_max_body_size"), problem);
      }
      try (NginxProcess nginx = NginxProcess.start(folder, behind, "client_max_body_size 21m;");
          TriedCanary canary =
              TriedCanary.frontDoor(nginx.url() + "/scangate", server.marks(), PROVEN)) {
        assertTrue(canary.tried().startsWith("a body of 22M was answered HTTP 413"));
      }
      try (NginxProcess nginx = NginxProcess.start(folder, behind, "client_max_body_size 0;");
          TriedCanary canary =
              TriedCanary.frontDoor(nginx.url() + "/scangate", server.marks(), PROVEN)) {
        assertEquals("", canary.tried());
        server.stop();
        assertTrue(canary.tried().contains("HTTP 502 with a page of HTML, not by Scangate"));
        server.start();
      }
    }
  }

  private static String problem(Function<Request, Answer> script) throws IOException {
    try (ScriptedHttp other = new ScriptedHttp(script);
        TriedCanary canary = TriedCanary.frontDoor(other.url(), new CanaryMarks(), PROVEN)) {
      return canary.tried();
    }
  }

  @Test
  void whateverAnswersInItsPlaceIsTold() throws IOException {
    assertTrue(
        problem(one -> Answer.of(200, "<html>all is well</html>"))
            .contains("HTTP 200 with a page of HTML, not by Scangate: something answers"));
    assertTrue(
        problem(one -> new Answer(302, "", List.of("Location", "https://sso.example.org/x?y=z")))
            .contains("a redirect to https://sso.example.org/x, not by Scangate"));
    assertTrue(problem(one -> Answer.of(404, "<html>")).contains("must have its context root"));
    assertTrue(problem(one -> Answer.of(401, "<html>")).contains("asks for a login"));
    assertTrue(problem(one -> Answer.json("{\"status\":\"UP\"}")).contains("something answers"));
    assertTrue(problem(one -> Answer.json("[]")).contains("something answers"));
    assertTrue(
        problem(one -> Answer.json("{\"status\":\"OK\",\"msg\":\"\"}"))
            .startsWith("EICAR was answered HTTP 200 OK; right is FOUND"));
    assertTrue(
        problem(one -> Answer.json("{\"status\":\"FOUND\",\"msg\":\"\"}"))
            .startsWith("/conncheck was answered FOUND; right is OK"));
    assertTrue(
        problem(one -> one.line().startsWith("GET") ? ok() : Answer.of(400, ""))
            .contains("HTTP 400 with nothing in it, not by Scangate: the server may take no such"));
  }

  private static Answer ok() {
    return Answer.json("{\"status\":\"OK\",\"msg\":\"\"}");
  }

  @Test
  void aCertificateThatIsNotRightIsTold() throws Exception {
    Certificates some = Certificates.in(folder);
    Certificates.Signed expired = Certificates.expired(folder);
    assertTrue(problem(expired.server(), expired.trusting()).contains("certificate has expired"));
    assertTrue(problem(some.right(), SSLContext.getDefault()).contains("is not trusted; serve"));
    assertTrue(
        problem(some.ofAnotherHost(), some.trusting())
            .contains("certificate is not for 127.0.0.1; get one"));
    assertTrue(problem(some.right(), some.trusting()).startsWith("EICAR was answered"));
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TriedCanary canary =
            TriedCanary.frontDoor("https://127.0.0.1:" + plain.getLocalPort(), some.trusting())) {
      canary.begin();
      try (Socket asked = plain.accept()) {
        asked.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        assertTrue(canary.told().contains("is it the port of https?"), canary.told());
      }
    }
  }

  private static String problem(SSLContext server, SSLContext client) throws IOException {
    try (ScriptedHttp tls = ScriptedHttp.tls(server, one -> ok());
        TriedCanary canary = TriedCanary.frontDoor(tls.url(), client)) {
      return canary.tried();
    }
  }
}
