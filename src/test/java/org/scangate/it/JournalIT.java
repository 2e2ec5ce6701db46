package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.ScriptedWebhook;
import org.subethamail.smtp.server.SMTPServer;

/** What was scanned is found again, by who may ask. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class JournalIT {

  private static final String OPERATOR = "Bearer an operator's secret";
  private static final String MOODLE = "Bearer a moodle's secret";
  private static final int COPIES = 12;
  private static final int MAX_EXPORTS = 4;
  private static final int HOOK = LoopbackPort.free();
  private static final int SMTP = LoopbackPort.free();
  private static final Duration SOON = Duration.ofSeconds(60);

  @Deployment(testable = false)
  static WebArchive war() {
    return Site.war(
        "scangate.scanner=hashlist",
        "scangate.moodle.token=a moodle's secret",
        "scangate.api.token=an operator's secret",
        "scangate.webhook.url=http://127.0.0.1:" + HOOK + "/hook",
        "scangate.webhook.secret=a hook's secret",
        "scangate.mail.host=127.0.0.1",
        "scangate.mail.port=" + SMTP,
        "scangate.mail.tls=none",
        "scangate.mail.from=gate@example.org",
        "scangate.mail.to=anna@example.org");
  }

  /** Its database is opened beside the first uploads, which do not wait for it. */
  @BeforeEach
  void awaitOpen() {
    Await.until("the journal is open", SOON, () -> status("api/v1/scans", OPERATOR) == 200);
  }

  @Test
  void anUploadIsFoundByUserHashAndSite() throws IOException {
    String name = "thesis " + UUID.randomUUID() + ".txt";
    String user = Long.toString(System.nanoTime());
    String form =
        new String(Site.form("a thesis".getBytes(UTF_8), name), UTF_8)
            .replaceFirst(
                "^",
                "--"
                    + Site.BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"userid\"\r\n\r\n"
                    + user
                    + "\r\n");
    HttpResponse<String> scanned =
        Site.send(
            Site.scanRequest(BodyPublishers.ofString(form))
                .header("User-Agent", "MoodleBot/4.5 (+https://moodle.example)")
                .header("Authorization", MOODLE));
    assertEquals("OK", ApiAnswer.of(scanned).status(), scanned.body());
    Await.until("it is in the journal", SOON, () -> scans("user=" + user).size() == 1);
    JsonObject scan = scans("user=" + user).getJsonObject(0);
    assertTrue(ApiAnswer.of(scanned).msg().contains(scan.getString("id")), scanned.body());
    assertEquals(name, scan.getString("place"));
    assertEquals("https://moodle.example", scan.getString("site"));
    assertEquals("OK", scan.getString("verdict"));
    for (String question :
        new String[] {
          "sha256=" + scan.getString("sha256") + "&user=" + user,
          "sha1=" + scan.getString("sha1") + "&site=https://moodle.example&user=" + user,
          "id=" + scan.getString("id"),
          "place=thesis%20&entry=moodle&verdict=OK&scanner=hashlist&user=" + user
        }) {
      assertEquals(1, scans(question).size(), question);
    }
    assertEquals(0, scans("verdict=FOUND&user=" + user).size());
  }

  @Test
  void allOfASearchIsAFileAndItsContentAndCoverageAreTold() throws IOException {
    String place = "copies " + UUID.randomUUID() + " ";
    for (int i = 0; i < COPIES; i++) {
      Site.send(
          Site.scanRequest(
                  BodyPublishers.ofByteArray(Site.form(place.getBytes(UTF_8), place + i + ".txt")))
              .header("Authorization", MOODLE));
    }
    String these = "place=" + place.replace(" ", "%20");
    Await.until("they are in the journal", SOON, () -> scans(these).size() == COPIES);
    HttpResponse<String> csv = send("api/v1/scans?format=csv&" + these, OPERATOR);
    assertEquals(200, csv.statusCode());
    assertEquals(COPIES + 1, csv.body().split("\r\n").length, csv.body());
    assertTrue(header(csv, "Content-Type").startsWith("text/csv"), header(csv, "Content-Type"));
    assertTrue(
        header(csv, "Content-Disposition")
            .matches("attachment; filename=\"scangate-scans-.*\\.csv\""),
        header(csv, "Content-Disposition"));
    HttpResponse<String> ndjson = send("api/v1/scans?format=ndjson&limit=3&" + these, OPERATOR);
    assertEquals(3, ndjson.body().split("\n").length, ndjson.body());
    assertTrue(send("api/v1/events?format=csv", OPERATOR).body().startsWith("id,at,kind,"));
    for (int i = 0; i < 2 * MAX_EXPORTS; i++) {
      assertEquals(200, head("api/v1/scans?format=csv"), "a slot is given back");
    }

    JsonObject scan = scans(these).getJsonObject(0);
    JsonObject content = ask("contents/" + scan.getString("sha256"));
    assertEquals(COPIES, content.getInt("scans"));
    assertEquals(COPIES, content.getJsonArray("places").size());
    assertEquals("OK", content.getJsonArray("verdicts").getJsonObject(0).getString("verdict"));
    assertEquals(COPIES, ask("contents/" + scan.getString("sha1")).getInt("scans"));
    assertEquals(404, status("api/v1/contents/" + "00".repeat(20), OPERATOR));
    assertEquals(400, status("api/v1/contents/abc", OPERATOR));

    JsonObject coverage = ask("coverage?entry=moodle&from=" + scan.getString("ended"));
    assertTrue(coverage.getInt("files") >= COPIES, coverage.toString());
    assertTrue(coverage.getJsonArray("versions").toString().contains("hashlist"));
    assertTrue(coverage.getJsonArray("not_known").size() > 2);
    assertEquals("3.0.3", ask("openapi.json").getString("openapi"));
  }

  /** Nobody was there for what other tests found: that is tried again later. */
  @Test
  void aFindingIsToldByWebhookAndMail() throws IOException {
    String site = "https://m" + System.nanoTime() + ".example";
    List<String> mails = new CopyOnWriteArrayList<>();
    SMTPServer mail =
        SMTPServer.port(SMTP)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, data) -> mails.add(new String(data, UTF_8)))
            .build();
    mail.start();
    try (ScriptedWebhook webhook = new ScriptedWebhook(HOOK)) {
      HttpResponse<String> test =
          Site.send(post("api/v1/alerts/test", "{}").header("Authorization", OPERATOR));
      assertEquals(200, test.statusCode(), test.body());
      assertFalse(test.body().contains("\"sent\":false"), test.body());
      HttpResponse<String> found =
          Site.send(
              Site.scanRequest(
                      BodyPublishers.ofByteArray(Site.form(Fixtures.eicar(), "anna's.com")))
                  .header("User-Agent", "MoodleBot/4.5 (+" + site + ")")
                  .header("Authorization", MOODLE));
      assertEquals("FOUND", ApiAnswer.of(found).status(), found.body());
      Await.until(
          "the webhook has it",
          SOON,
          () -> webhook.received().stream().anyMatch(one -> one.subject().equals(site)));
      Await.until(
          "the mail is there", SOON, () -> mails.stream().anyMatch(one -> one.contains(site)));
      Await.until("both are noted", SOON, () -> sent(site) == 2);
    } finally {
      mail.stop();
    }
    assertFalse(mails.toString().contains("anna's.com"), mails.toString());
    assertEquals(401, Site.send(post("api/v1/alerts/test", "{}")).statusCode());
    assertEquals(401, status("api/v1/alerts", MOODLE));
  }

  private static HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(URI.create(Site.BASE + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static long sent(String site) throws IOException {
    return ask("alerts").getJsonArray("alerts").stream()
        .map(JsonValue::asJsonObject)
        .filter(one -> one.getString("subject").equals(site))
        .flatMap(one -> one.getJsonArray("deliveries").stream())
        .filter(one -> one.asJsonObject().getString("state").equals("sent"))
        .count();
  }

  @Test
  void whatIsHeldOfAUserIsToldAndErased() throws IOException {
    String name = "letter of " + UUID.randomUUID() + ".txt";
    String user = Long.toString(System.nanoTime());
    upload(name, user);
    upload(name, user);
    JsonObject held = personal("export", user);
    assertEquals(2, held.getJsonArray("scans").size(), held.toString());
    assertEquals(name, held.getJsonArray("scans").getJsonObject(1).getString("place"));
    JsonObject erased = personal("erase", user);
    assertEquals(2, erased.getInt("scans"), erased.toString());
    assertEquals(0, personal("export", user).getJsonArray("scans").size());
    assertEquals(0, scans("place=letter%20of&user=" + user).size());
    Await.until(
        "both are events",
        SOON,
        () ->
            ask("events?kind=personal-erased").toString().contains("ticket 7-11")
                && ask("events?kind=personal-exported").toString().contains("the DPO"));
    assertFalse(ask("events?limit=1000").toString().contains(user));
  }

  @Test
  void whoAsksForAPersonMustSayWhoAndWhy() throws IOException {
    String right = "{'user': '7', 'by': 'the DPO', 'reason': 'ticket'}";
    for (String act : new String[] {"erase", "export"}) {
      assertEquals(401, asked(act, right, MOODLE).statusCode());
      assertEquals(400, asked(act, "{'user': '7', 'by': 'the DPO'}", OPERATOR).statusCode());
      for (String[] wrong :
          new String[][] {
            {right.replace("'7'", "7"), "user"},
            {right.replace("'by'", "'buy'"), "a key is unknown"},
            {right.replace("ticket", "user 7"), "number of a ticket"},
            {"[]", "JSON object"},
            {"", "JSON object"},
            {right.replace("ticket", "x".repeat(1001)), "reason"},
            {right.replace("ticket", "x".repeat(70_000)), "longer"}
          }) {
        HttpResponse<String> refused = asked(act, wrong[0], OPERATOR);
        assertEquals(400, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains(wrong[1]), refused.body());
      }
      HttpResponse<String> form =
          Site.send(
              personalRequest(act, OPERATOR, "text/plain")
                  .POST(BodyPublishers.ofString(right.replace('\'', '"'))));
      assertEquals(415, form.statusCode(), "as a page of another site could send it");
    }
  }

  private static void upload(String name, String user) throws IOException {
    String form =
        "--%s\r\nContent-Disposition: form-data; name=\"userid\"\r\n\r\n%s\r\n"
                .formatted(Site.BOUNDARY, user)
            + new String(Site.form("a letter".getBytes(UTF_8), name), UTF_8);
    HttpResponse<String> scanned =
        Site.send(Site.scanRequest(BodyPublishers.ofString(form)).header("Authorization", MOODLE));
    assertEquals("OK", ApiAnswer.of(scanned).status(), scanned.body());
  }

  private static JsonObject personal(String act, String user) throws IOException {
    String body = "{'user': '%s', 'by': 'the DPO', 'reason': 'ticket 7-11'}".formatted(user);
    HttpResponse<String> answer = asked(act, body, OPERATOR);
    assertEquals(200, answer.statusCode(), answer.body());
    try (JsonReader json = Json.createReader(new StringReader(answer.body()))) {
      return json.readObject();
    }
  }

  private static HttpResponse<String> asked(String act, String body, String authorization)
      throws IOException {
    return Site.send(
        personalRequest(act, authorization, "application/json")
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private static HttpRequest.Builder personalRequest(
      String act, String authorization, String type) {
    return HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/personal/" + act))
        .header("Authorization", authorization)
        .header("Content-Type", type);
  }

  @Test
  void whatHappenedAroundItIsThereToo() {
    Await.until(
        "the start is an event",
        SOON,
        () -> {
          JsonArray events = ask("events?kind=started").getJsonArray("events");
          return !events.isEmpty()
              && events.getJsonObject(0).getString("detail").contains("scangate.scanner=hashlist")
              && !events.toString().contains("operator's")
              && !ask("events?kind=scanner-ready").getJsonArray("events").isEmpty();
        });
  }

  @Test
  void whoHasNoTokenOfItsOwnIsToldNothing() throws IOException {
    for (String path :
        new String[] {
          "api/v1/scans",
          "/api/v1/events",
          "api//v1/scans/",
          "api/v1/openapi.json",
          "api/v1/scans?format=csv",
          "api/v1/coverage?from=2026-03-01T00:00:00Z"
        }) {
      assertEquals(401, status(path, null), path);
      assertEquals(401, status(path, MOODLE), path);
      assertEquals(401, status(path, "Bearer "), path);
      assertEquals(200, status(path, OPERATOR), path);
    }
    for (String nothing :
        new String[] {"api", "api/", "api/v1", "api/v1/other", "%61pi/v1/scans"}) {
      int stranger = status(nothing, null);
      assertTrue(stranger == 401 || stranger == 404, nothing + " " + stranger);
    }
    HttpResponse<String> posted =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/scans"))
                .POST(BodyPublishers.noBody()));
    assertEquals(401, posted.statusCode());
    HttpResponse<String> asOperator =
        Site.send(
            Site.scanRequest(BodyPublishers.ofByteArray(Site.form(new byte[1], "x")))
                .header("Authorization", OPERATOR));
    assertEquals(401, asOperator.statusCode(), "an operator's token opens nothing of Moodle's");
  }

  /** The path that asks for another token is no way round Moodle's. */
  @Test
  void noPathLeadsAroundMoodlesToken() throws IOException {
    for (String path :
        new String[] {"api/../conncheck", "health/../conncheck", "api/v1/..;/../conncheck"}) {
      String answer =
          Site.raw(
              ("GET /scangate/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      assertFalse(answer.contains("ready: "), answer);
    }
  }

  @Test
  void whatIsMisspeltIsRefusedAndNamed() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"scans?usr=7", "user"},
          {"scans?from=yesterday", "2026-03-01T00:00:00Z"},
          {"scans?limit=0", "1 to 1000"},
          {"scans?user=1&user=2", "user"},
          {"scans?cursor=x", "cursor"},
          {"scans?format=xml", "json, csv, ndjson"},
          {"scans?sha256=abc", "64 hexadecimal digits"},
          {"contents/abc", "64 hexadecimal digits"},
          {"coverage", "from is missing"},
          {"openapi.json?x=1", "there is none"},
          {"scans?to=%2B99999-01-01T00:00:00Z", "to"},
          {"scans?id=1%27%20or%20%271%27=%271", "id"}
        }) {
      HttpResponse<String> refused = send("api/v1/" + wrong[0], OPERATOR);
      assertEquals(400, refused.statusCode(), wrong[0]);
      assertTrue(refused.body().contains(wrong[1]), refused.body());
    }
  }

  private static JsonArray scans(String question) throws IOException {
    return ask("scans?" + question).getJsonArray("scans");
  }

  private static JsonObject ask(String path) throws IOException {
    HttpResponse<String> answer = send("api/v1/" + path, OPERATOR);
    assertEquals(200, answer.statusCode(), answer.body());
    try (JsonReader json = Json.createReader(new StringReader(answer.body()))) {
      return json.readObject();
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  private static int head(String path) throws IOException {
    return Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + path))
                .method("HEAD", BodyPublishers.noBody())
                .header("Authorization", OPERATOR))
        .statusCode();
  }

  private static int status(String path, String authorization) throws IOException {
    return send(path, authorization).statusCode();
  }

  private static HttpResponse<String> send(String path, String authorization) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Site.BASE + path));
    return Site.send(
        authorization == null ? request : request.header("Authorization", authorization));
  }
}
