package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** What an administrator decides on a content reaches uploads at once, and a store soon. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class ExceptionIT {

  private static final String OPERATOR = "Bearer an operator's secret";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ENDED = "{\"by\": \"bert\", \"reason\": \"it was none\"}";

  private static ClamdServer clamd;
  private static PureFolder store;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    clamd = ClamdServer.builder().start();
    store = new PureFolder();
    return Site.war(
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.max-file-size=1M",
        "scangate.pure.local.roots=" + store.root(),
        "scangate.pure.interval=PT2S",
        "scangate.pure.settle=PT0S",
        "scangate.pure.full-walk=P1D",
        "scangate.data-folder=" + Site.ownData(),
        "scangate.canary=front-door",
        "scangate.canary.front-door.url=" + Site.BASE,
        "scangate.api.token=an operator's secret");
  }

  @AfterAll
  static void stop() throws IOException {
    clamd.close();
    store.close();
  }

  /** Its database is opened beside the first uploads, which do not wait for it. */
  @BeforeEach
  void awaitOpen() {
    Await.until(
        "the journal is open",
        SOON,
        () -> Site.send(request("api/v1/exceptions")).statusCode() == 200);
  }

  @Test
  void whatIsAllowedIsOkUntilThatEnds() throws IOException {
    Path stored = store.add(1, Fixtures.eicar());
    awaitStatus(stored, "FOUND");
    assertEquals("FOUND", Site.scan(Fixtures.eicar(), "eicar.txt").status());
    String id = decide("allow", Fixtures.eicar());
    ApiAnswer allowed = Site.scan(Fixtures.eicar(), "eicar.txt");
    assertEquals("OK", allowed.status(), allowed.msg());
    assertTrue(allowed.msg().contains("exception " + id), allowed.msg());
    awaitStatus(stored, "OK");
    assertTrue(Files.readString(PureFolder.av(stored)).contains("exception " + id));
    assertEquals(200, post("api/v1/exceptions/" + id + "/end", ENDED).statusCode());
    assertEquals("FOUND", Site.scan(Fixtures.eicar(), "eicar.txt").status());
    awaitStatus(stored, "FOUND");
    assertEquals(404, post("api/v1/exceptions/" + id + "/end", ENDED).statusCode());
    awaitEvent("exception-allowed");
    awaitEvent("exception-ended");
  }

  @Test
  void whatIsBlockedIsFound() throws IOException {
    byte[] content = ("a thesis of " + System.nanoTime()).getBytes(UTF_8);
    Path stored = store.add(2, content);
    Path other = store.add(3, new String(content, UTF_8).replace('a', 'b').getBytes(UTF_8));
    awaitStatus(stored, "OK");
    awaitStatus(other, "OK");
    String id = decide("block", content);
    ApiAnswer blocked = Site.scan(content, "thesis.txt");
    assertEquals("FOUND", blocked.status());
    assertTrue(blocked.msg().contains("Scangate.Blocked." + id), blocked.msg());
    awaitStatus(stored, "FOUND");
    assertEquals(Optional.of("OK"), PureFolder.status(other));
    assertTrue(ask("api/v1/exceptions").toString().contains(id));
  }

  /** Its test files are nobody's uploads. */
  @Test
  void aCanaryGoesThroughTheFrontDoor() throws IOException {
    assertEquals(404, post("api/v1/canaries/moodle/run", "{\"by\": \"anna\"}").statusCode());
    assertEquals(400, post("api/v1/canaries/front-door/run", "{}").statusCode());
    assertEquals(200, post("api/v1/canaries/front-door/run", "{\"by\": \"anna\"}").statusCode());
    Await.until(
        "it has been tried",
        SOON,
        () -> !ask("api/v1/canaries").toString().contains("\"running\":true"));
    String canaries = ask("api/v1/canaries").toString();
    assertTrue(canaries.contains("\"state\":\"ok\""), canaries);
    assertTrue(canaries.contains("\"last_success\""), canaries);
    awaitEvent("canary-ok");
    Await.until(
        "its scans are in the journal",
        SOON,
        () -> ask("api/v1/scans?entry=canary&verdict=FOUND").toString().contains("front-door"));
    assertTrue(ask("api/v1/silence").toString().contains("\"site\":\"local\""));
  }

  @Test
  void whatIsWrongIsRefusedAndNamed() throws IOException {
    String right = body("allow", new byte[] {1}, Instant.now().plus(Duration.ofDays(1)));
    for (String[] wrong :
        new String[][] {
          {right.replace("allow", "permit"), "allow or block"},
          {right.replace("\"by\": \"anna\",", ""), "by"},
          {right.replace("anna", " "), "by"},
          {right.replace("ticket 1", ""), "reason"},
          {right.replace("\"size\": 1", "\"size\": -1"), "size"},
          {right.replace("\"size\": 1", "\"size\": 1.5"), "size"},
          {right.replace("\"size\": 1", "\"size\": 1e99"), "size"},
          {right.replaceFirst("[0-9a-f]{64}", "' or 1=1 --"), "sha256"},
          {right.replace("until", "til"), "until"},
          {body("allow", new byte[] {1}, Instant.now().minusSeconds(1)), "366"},
          {body("allow", new byte[] {1}, Instant.now().plus(Duration.ofDays(400))), "366"},
          {"{", "JSON"},
          {"[]", "JSON"}
        }) {
      HttpResponse<String> refused = post("api/v1/exceptions", wrong[0]);
      assertEquals(400, refused.statusCode(), wrong[0]);
      assertTrue(refused.body().contains(wrong[1]), wrong[0] + " " + refused.body());
    }
    HttpResponse<String> stranger =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/exceptions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(right)));
    assertEquals(401, stranger.statusCode());
    assertFalse(ask("api/v1/exceptions").toString().contains(Fixtures.sha256(new byte[] {1})));
  }

  private static String decide(String kind, byte[] content) throws IOException {
    HttpResponse<String> decided =
        post("api/v1/exceptions", body(kind, content, Instant.now().plus(Duration.ofDays(1))));
    assertEquals(201, decided.statusCode(), decided.body());
    return json(decided).getString("id");
  }

  private static String body(String kind, byte[] content, Instant until) {
    return """
        {"kind": "%s", "sha256": "%s", "size": %s, "until": "%s", "by": "anna", "reason": "ticket 1"}"""
        .formatted(kind, Fixtures.sha256(content), content.length, until);
  }

  private static void awaitEvent(String kind) {
    Await.until(
        kind + " is in the journal",
        SOON,
        () -> !ask("api/v1/events?kind=" + kind).getJsonArray("events").isEmpty());
  }

  private static void awaitStatus(Path bin, String status) {
    Await.until(
        bin + " is " + status, SOON, () -> PureFolder.status(bin).equals(Optional.of(status)));
  }

  private static JsonObject ask(String path) throws IOException {
    HttpResponse<String> answer = Site.send(request(path));
    assertEquals(200, answer.statusCode(), answer.body());
    return json(answer);
  }

  private static HttpResponse<String> post(String path, String body) throws IOException {
    return Site.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(Site.BASE + path)).header("Authorization", OPERATOR);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (JsonReader json = Json.createReader(new StringReader(answer.body()))) {
      return json.readObject();
    }
  }
}
