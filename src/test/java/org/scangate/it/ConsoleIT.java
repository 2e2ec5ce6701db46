package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
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
import org.scangate.testing.Fixtures;

/** Who gets into the console, and what each may do there, asked past any browser. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class ConsoleIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String MOODLE = "a moodle's secret";
  private static final String OPERATOR = "an operator's secret";

  private static final List<String> PAGES =
      List.of(
          "",
          "findings",
          "scans",
          "sweeps",
          "scanners",
          "checks",
          "canaries",
          "alerts",
          "acts",
          "settings",
          "help",
          "help/operate/checks",
          "acts?all=yes");

  private static PureFolder store;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    store = new PureFolder();
    return Site.war(
        "scangate.scanner=hashlist",
        "scangate.moodle.token=" + MOODLE,
        "scangate.api.token=" + OPERATOR,
        "scangate.trusted-proxies=192.0.2.0/24",
        "scangate.console.user-header=X-Remote-User",
        "scangate.console.groups-header=X-Remote-Groups",
        "scangate.pure.local.roots=" + store.root(),
        "scangate.pure.interval=PT2S",
        "scangate.pure.settle=PT0S",
        "scangate.pure.full-walk=P1D",
        "scangate.data-folder=" + Site.ownData());
  }

  @AfterAll
  static void clean() throws IOException {
    store.close();
  }

  /** Its database is opened beside the first uploads, which do not wait for it. */
  @BeforeEach
  void awaitOpen() throws IOException {
    ConsoleClient viewer = ConsoleClient.of("anna");
    Await.until("the journal is open", SOON, () -> viewer.get("scans").statusCode() == 200);
  }

  @Test
  void aStrangerGetsTheLoginPageAndNothingElse() throws IOException {
    String login = new ConsoleClient().get("").body();
    for (String path :
        List.of(
            "",
            "scans",
            "scans?verdict=FOUND",
            "contents/" + "0".repeat(64),
            "sweeps",
            "settings",
            "help",
            "htmx.js",
            "console.js",
            "scans.export?format=csv",
            "act/decide",
            "nonsense",
            "trial",
            "trial?secret=",
            "trial?secret=x",
            "login",
            "sso",
            "sso?code=x&state=y",
            "%00",
            "a/b/c/d")) {
      HttpResponse<String> answer = new ConsoleClient().get(path);
      if (answer.statusCode() == 200) {
        assertEquals(bare(login), bare(answer.body()), path);
      } else {
        assertTrue(answer.statusCode() >= 400, path + " " + answer.statusCode());
        assertFalse(answer.body().contains("<nav"), path);
      }
    }
    assertTrue(login.contains("name=\"password\""), login);
    assertEquals(200, new ConsoleClient().get("console.css").statusCode());
    HttpResponse<String> posted =
        new ConsoleClient().send("act/sweep-now", ConsoleClient.form("store", "local"));
    assertEquals(bare(login), bare(posted.body()));
  }

  @Test
  void whatPagesLoadIsSmallAndLoadedOnce() throws Exception {
    HttpResponse<byte[]> plain = style("gzip;q=0", "");
    HttpResponse<byte[]> zipped = style("gzip, deflate, br", "");
    assertEquals(Optional.of("gzip"), zipped.headers().firstValue("Content-Encoding"));
    assertTrue(zipped.body().length < plain.body().length / 2);
    byte[] unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
    assertEquals(new String(plain.body(), UTF_8), new String(unzipped, UTF_8));
    String tag = zipped.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, style("gzip", tag).statusCode());
    assertEquals(200, style("identity", tag).statusCode());
  }

  private static HttpResponse<byte[]> style(String encodings, String known) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Site.BASE + "console/console.css"))
            .header("Accept-Encoding", encodings)
            .header("If-None-Match", known)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Without where it leads to, and what it says. */
  private static String bare(String login) {
    return login
        .replaceAll("name=\"to\" value=\"[^\"]*\"", "")
        .replaceAll("<p class=\"said\"[^<]*</p>", "")
        .replaceAll("\\n+", "\n")
        .strip();
  }

  @Test
  void everyAnswerKeepsBrowsersFromHarm() throws IOException {
    for (HttpResponse<String> answer :
        List.of(
            new ConsoleClient().get(""),
            ConsoleClient.of("anna").get("scans"),
            ConsoleClient.of("anna").get("nonsense"),
            ConsoleClient.of("anna").send("act/sweep-now", "store=local"))) {
      Map<String, List<String>> headers = answer.headers().map();
      String policy = headers.get("content-security-policy").get(0);
      assertTrue(policy.contains("default-src 'none'"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals(List.of("nosniff"), headers.get("x-content-type-options"));
      assertEquals(List.of("no-store"), headers.get("cache-control"));
      assertFalse(answer.body().contains("<script>"), answer.body());
      assertFalse(answer.body().contains(" style="), answer.body());
      assertFalse(answer.body().contains("http://"), answer.body());
    }
  }

  @Test
  void theRealmLetsIn() throws IOException {
    HttpResponse<String> in = new ConsoleClient().login("anna", "a secret of anna");
    assertEquals(303, in.statusCode(), in.body());
    String cookie = in.headers().firstValue("Set-Cookie").orElse("");
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    assertTrue(cookie.contains("Path=/scangate/console"), cookie);
    assertFalse(cookie.contains("Secure"), "this is plain HTTP");
    List<String> others = in.headers().allValues("Set-Cookie");
    assertTrue(
        others.stream().skip(1).allMatch(other -> other.contains("=Thu, 01-Jan-1970")),
        others.toString());
    assertEquals(401, new ConsoleClient().login("anna", "another").statusCode());
    assertEquals(401, new ConsoleClient().login("nobody", "another").statusCode());
    HttpResponse<String> none = new ConsoleClient().login("niemand", "a secret of niemand");
    assertEquals(401, none.statusCode());
    assertTrue(none.body().contains("none of the roles"), none.body());
  }

  @Test
  void whoLogsOutIsOut() throws IOException {
    ConsoleClient viewer = ConsoleClient.of("anna");
    viewer.page("scans");
    assertEquals(303, viewer.send("logout", "csrf=" + viewer.csrf()).statusCode());
    assertTrue(viewer.get("scans").body().contains("name=\"password\""));
  }

  @Test
  void anAdminEndsTheSessionsOfOthers() throws IOException {
    ConsoleClient operator = ConsoleClient.of("otto");
    ConsoleClient viewer = ConsoleClient.of("anna");
    ConsoleClient admin = ConsoleClient.of("ada");
    assertTrue(admin.page("acts").contains("Who is in the console"));
    assertFalse(operator.page("acts").contains("Who is in the console"));
    assertEquals(403, operator.act("end-sessions", "user", "anna").statusCode());
    assertEquals(303, admin.act("end-sessions", "user", "otto").statusCode());
    assertTrue(operator.get("scans").body().contains("name=\"password\""));
    assertTrue(viewer.page("scans").contains("<nav"));
    Await.until("it is an act", SOON, () -> admin.page("acts").contains("console-sessions-ended"));
  }

  @Test
  void noTokenOpensItAndItOpensNothingElse() throws IOException {
    for (String secret : List.of(MOODLE, OPERATOR)) {
      for (String sent : authorizations(secret)) {
        HttpResponse<String> answer =
            Site.send(new ConsoleClient().request("scans").header("Authorization", sent));
        assertTrue(answer.body().contains("name=\"password\""), sent);
      }
    }
    ConsoleClient admin = ConsoleClient.of("ada");
    String cookie = admin.request("").build().headers().firstValue("Cookie").orElseThrow();
    assertEquals(401, asks("api/v1/scans", "Cookie", cookie).statusCode());
    HttpResponse<String> scan = Site.send(scan("x".getBytes(UTF_8), "x").header("Cookie", cookie));
    assertEquals(401, scan.statusCode());
  }

  @Test
  void whatPagesShowAndDoIsThereForScripts() throws IOException {
    String settings = api("settings");
    assertTrue(
        settings.contains("{\"key\":\"scangate.api.token\",\"value\":\"(secret)\""), settings);
    assertFalse(settings.contains(OPERATOR) || settings.contains(MOODLE), settings);
    Await.until(
        "it is ready",
        SOON,
        () -> api("scanners").contains("{\"name\":\"hashlist\",\"ready\":true"));
    String who = "{\"by\":\"a script\"";
    String why = who + ",\"reason\":\"by the API\"";
    assertEquals(200, acted("sweeps/local/pause", why + "}"));
    assertTrue(api("sweeps").contains("\"store\":\"local\",\"state\":\"paused\",\"paused\":true"));
    assertEquals(200, acted("sweeps/local/resume", who + "}"));
    assertTrue(api("sweeps").contains("\"paused\":false"));
    assertEquals(200, acted("sweeps/local/sweep-now", who + "}"));
    assertEquals(200, acted("sweeps/local/rescan", why + ",\"everything\":true}"));
    assertEquals(400, acted("sweeps/local/rescan", why + "}"));
    assertEquals(200, acted("sweeps/local/vouch", why + ",\"dry_run\":true}"));
    assertEquals(400, acted("sweeps/local/vouch", why + "}"));
    assertEquals(200, acted("sweeps/local/scan-moved", who + "}"));
    assertEquals(200, acted("sweeps/local/withdraw", why + ",\"dry_run\":true}"));
    assertEquals(404, acted("sweeps/s3/pause", why + "}"));
    assertEquals(200, acted("scanners/hashlist/prove", who + "}"));
    assertEquals(404, acted("scanners/icap/prove", who + "}"));
    assertEquals(200, acted("scanners/flush-cache", who + "}"));
    ConsoleClient viewer = ConsoleClient.of("anna");
    Await.until("it is an act", SOON, () -> viewer.page("acts").contains("by the API"));
    for (String path : List.of("sweeps", "scanners", "settings", "findings/open")) {
      assertEquals(
          401, asks("api/v1/" + path, "Authorization", "Bearer " + MOODLE).statusCode(), path);
    }
  }

  @Test
  void aScriptSeesToAFinding() throws IOException {
    String name = "seen to by a script " + UUID.randomUUID() + ".txt";
    String it = "scans?place=" + ConsoleClient.url(name);
    scanned(Fixtures.eicar(), name);
    Await.until("it is there", SOON, () -> api(it).contains("\"verdict\":\"FOUND\""));
    assertFalse(api(it).contains("\"acknowledged\""), api(it));
    assertFalse(api("findings/open").contains("\"open\":0,"), api("findings/open"));
    String id = api(it).replaceAll("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");
    String body = "{\"scans\":[\"" + id + "\"],\"by\":\"a script\",\"reason\":\"SIEM 7\"}";
    assertEquals(200, acted("findings/acknowledge", body));
    assertTrue(api(it).contains("\"by\":\"a script\",\"reason\":\"SIEM 7\""), api(it));
    assertTrue(ConsoleClient.of("anna").page("findings").contains("SIEM 7"));
    assertEquals(400, acted("findings/acknowledge", body.replace(id, "7")));
  }

  private static String api(String path) throws IOException {
    HttpResponse<String> answer = asks("api/v1/" + path, "Authorization", "Bearer " + OPERATOR);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private static int acted(String path, String body) throws IOException {
    return Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/" + path))
                .header("Authorization", "Bearer " + OPERATOR)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  /** The realm has no say there, whatever it would think of what Moodle sends. */
  @Test
  void moodlesTokenGoesOnToCount() throws IOException {
    for (String sent : authorizations(MOODLE)) {
      HttpResponse<String> answer =
          Site.send(scan("x".getBytes(UTF_8), "x").header("Authorization", sent));
      assertEquals("OK", ApiAnswer.of(answer).status(), sent);
      assertEquals("OK", ApiAnswer.of(asks("conncheck", "Authorization", sent)).status());
    }
    for (String sent : authorizations("a secret of anna")) {
      HttpResponse<String> answer =
          Site.send(scan("x".getBytes(UTF_8), "x").header("Authorization", sent));
      assertEquals("ERROR", ApiAnswer.of(answer).status(), sent);
    }
  }

  private static List<String> authorizations(String secret) {
    byte[] basic = ("anna:" + secret).getBytes(UTF_8);
    return List.of("Bearer " + secret, "Basic " + Base64.getEncoder().encodeToString(basic));
  }

  private static HttpResponse<String> asks(String path, String header, String value)
      throws IOException {
    return Site.send(HttpRequest.newBuilder(URI.create(Site.BASE + path)).header(header, value));
  }

  private static HttpRequest.Builder scan(byte[] content, String name) {
    return Site.scanRequest(BodyPublishers.ofByteArray(Site.form(content, name)));
  }

  private static ApiAnswer scanned(byte[] content, String name) throws IOException {
    return ApiAnswer.of(Site.send(scan(content, name).header("Authorization", "Bearer " + MOODLE)));
  }

  /** This machine is no trusted proxy. */
  @Test
  void headersOfAProxyCountFromTrustedOnesAlone() throws IOException {
    HttpResponse<String> answer =
        Site.send(
            new ConsoleClient()
                .request("scans")
                .header("X-Remote-User", "eve")
                .header("X-Remote-Groups", "scangate-admin"));
    assertTrue(answer.body().contains("name=\"password\""), answer.body());
  }

  @Test
  void everyRoleSeesEveryPage() throws IOException {
    for (String name : List.of("anna", "otto", "ada")) {
      ConsoleClient client = ConsoleClient.of(name);
      for (String page : PAGES) {
        String shown = client.page(page);
        assertTrue(shown.length() < 100_000, page + " is large: " + shown.length());
      }
      assertEquals(404, client.get("nonsense").statusCode());
      assertEquals(404, client.get("contents/12").statusCode());
      assertEquals(400, client.get("scans?verdct=FOUND").statusCode());
      assertEquals(400, client.get("scans?from=yesterday").statusCode());
    }
    String settings = ConsoleClient.of("anna").page("settings");
    assertTrue(settings.contains("scangate.moodle.token"), settings);
    assertFalse(settings.contains("secret of") || settings.contains(MOODLE), settings);
    assertTrue(settings.contains("scangate.clamd.connections") || settings.contains("PT50S"));
  }

  @Test
  void eachActTakesItsRole() throws IOException {
    Map<String, String[]> operators =
        Map.of(
            "sweep-now", new String[] {"store", "local"},
            "sweep-pause", new String[] {"store", "local", "reason", "a test"},
            "sweep-resume", new String[] {"store", "local"},
            "sweep-rescan",
                new String[] {"store", "local", "everything", "yes", "reason", "a test"},
            "sweep-vouch", new String[] {"store", "local", "dry-run", "yes", "reason", "a test"},
            "sweep-withdraw", new String[] {"store", "local", "dry-run", "yes", "reason", "a test"},
            "prove-scanner", new String[] {"scanner", "hashlist"},
            "flush-cache", new String[] {},
            "open-personal", new String[] {"reason", "a test"},
            "test-alerts", new String[] {});
    ConsoleClient viewer = ConsoleClient.of("anna");
    ConsoleClient operator = ConsoleClient.of("otto");
    for (Map.Entry<String, String[]> act : operators.entrySet()) {
      assertEquals(403, viewer.act(act.getKey(), act.getValue()).statusCode(), act.getKey());
    }
    for (String act :
        List.of(
            "sweep-pause",
            "sweep-resume",
            "sweep-now",
            "sweep-rescan",
            "sweep-vouch",
            "sweep-withdraw",
            "prove-scanner",
            "flush-cache",
            "open-personal",
            "test-alerts")) {
      HttpResponse<String> done = operator.act(act, operators.get(act));
      assertEquals(303, done.statusCode(), act + " " + done.body());
    }
    for (ConsoleClient client : List.of(viewer, operator)) {
      HttpResponse<String> refused = client.act("decide", decision("block", new byte[] {1}));
      assertEquals(403, refused.statusCode(), refused.body());
      assertEquals(
          403, client.act("end-exception", "id", UUID.randomUUID().toString()).statusCode());
    }
    assertEquals(404, operator.act("nonsense").statusCode());
    Await.until(
        "who did it is told, and who was refused",
        SOON,
        () -> {
          String acts = viewer.page("acts");
          return acts.contains("sweep-paused-by")
              && acts.contains("personal-opened")
              && acts.contains("act-refused");
        });
  }

  @Test
  void aFormFromElsewhereDoesNothing() throws IOException {
    ConsoleClient admin = ConsoleClient.of("ada");
    ConsoleClient other = ConsoleClient.of("ada");
    byte[] content = ("forged " + UUID.randomUUID()).getBytes(UTF_8);
    String form = ConsoleClient.form(decision("block", content));
    assertEquals(403, admin.send("act/decide", form).statusCode());
    assertEquals(403, admin.send("act/decide", form + "&csrf=").statusCode());
    assertEquals(403, admin.send("act/decide", form + "&csrf=" + other.csrf()).statusCode());
    HttpResponse<String> elsewhere =
        Site.send(
            admin
                .request("act/decide")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form + "&csrf=" + admin.csrf())));
    assertEquals(403, elsewhere.statusCode());
    String stale = admin.csrf();
    admin.send("logout", "csrf=" + stale);
    ConsoleClient again = ConsoleClient.of("ada");
    assertEquals(403, again.send("act/decide", form + "&csrf=" + stale).statusCode());
    assertEquals("OK", scanned(content, "forged.txt").status());
  }

  @Test
  void whatIsAllowedIsOkAndWhatIsBlockedIsFound() throws IOException {
    ConsoleClient admin = ConsoleClient.of("ada");
    assertEquals("FOUND", scanned(Fixtures.eicar(), "eicar.txt").status());
    String[] allow = decision("allow", Fixtures.eicar());
    HttpResponse<String> unsure =
        admin.act("decide", List.of(allow).subList(0, allow.length - 2).toArray(String[]::new));
    assertEquals(400, unsure.statusCode(), "it was not confirmed");
    assertTrue(unsure.body().contains("tick the box"), unsure.body());
    assertEquals(303, admin.act("decide", allow).statusCode());
    ApiAnswer allowed = scanned(Fixtures.eicar(), "eicar.txt");
    assertEquals("OK", allowed.status(), allowed.msg());
    String id = allowed.msg().replaceAll("(?s).*exception ([0-9a-f-]{36}).*", "$1");
    String content = "contents/" + sha256(Fixtures.eicar());
    Await.until("it is shown", SOON, () -> admin.page(content).contains(id));
    assertEquals(
        303,
        admin
            .act("end-exception", "id", id, "reason", "it was none", "confirm", "yes")
            .statusCode());
    assertEquals("FOUND", scanned(Fixtures.eicar(), "eicar.txt").status());

    byte[] thesis = ("a thesis " + UUID.randomUUID()).getBytes(UTF_8);
    Path stored = store.add(1, thesis);
    Await.until("OK", SOON, () -> av(stored).contains("\"ANTIVIRUS_STATUS\": \"OK\""));
    assertEquals(303, admin.act("decide", decision("block", thesis)).statusCode());
    Await.until("FOUND", SOON, () -> av(stored).contains("\"ANTIVIRUS_STATUS\": \"FOUND\""));
    ApiAnswer blocked = scanned(thesis, "thesis.txt");
    assertTrue(blocked.msg().contains("Scangate.Blocked."), blocked.msg());
  }

  private static String av(Path stored) throws IOException {
    Path av = PureFolder.av(stored);
    return Files.exists(av) ? Files.readString(av) : "";
  }

  private static String[] decision(String kind, byte[] content) {
    return new String[] {
      "kind",
      kind,
      "sha256",
      sha256(content),
      "size",
      Integer.toString(content.length),
      "days",
      "2",
      "reason",
      "a test",
      "confirm",
      "yes"
    };
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFindingIsAcknowledgedOnce() throws IOException {
    scanned(Fixtures.eicar(), "seen to.txt");
    ConsoleClient operator = ConsoleClient.of("otto");
    Await.until(
        "it is shown", SOON, () -> operator.page("findings").contains("name=\"scan\" value=\""));
    String id =
        operator
            .page("findings")
            .replaceAll("(?s).*?name=\"scan\" value=\"([0-9a-f-]{36})\".*", "$1");
    assertEquals(
        303,
        operator
            .act("acknowledge-findings", "scan", id, "reason", "told <b>Anna</b>")
            .statusCode());
    String findings = operator.page("findings");
    assertTrue(findings.contains("told &lt;b&gt;Anna&lt;/b&gt;"), findings);
    assertFalse(findings.contains("name=\"scan\" value=\"" + id + "\""), findings);
    assertEquals(
        400,
        operator.act("acknowledge-findings", "reason", "of nothing").statusCode(),
        "nothing was chosen");
  }

  @Test
  void whatIsAboutPersonsIsOpenedWithAReason() throws IOException {
    String name = "thesis of " + UUID.randomUUID() + ".txt";
    scanned("a thesis".getBytes(UTF_8), name);
    ConsoleClient viewer = ConsoleClient.of("anna");
    ConsoleClient operator = ConsoleClient.of("otto");
    String search = "scans?entry=moodle&place=" + ConsoleClient.url(name);
    assertEquals(400, viewer.get(search).statusCode());
    assertEquals(400, viewer.get("scans?user=7").statusCode());
    assertEquals(400, operator.get(search).statusCode(), "not opened yet");
    assertEquals(400, viewer.get("scans.export?format=csv&user=7").statusCode());
    assertFalse(viewer.get("scans.export?format=csv").body().contains(name));
    assertEquals(400, operator.act("open-personal").statusCode(), "without a reason");
    assertEquals(303, operator.act("open-personal", "reason", "a complaint").statusCode());
    Await.until(
        "it is found", SOON, () -> operator.page(search).contains("<bdi>" + name + "</bdi>"));
    assertTrue(operator.get("scans.export?format=csv").body().contains(name));
    assertEquals(303, operator.act("close-personal").statusCode());
    assertEquals(400, operator.get(search).statusCode());
    Await.until("told", SOON, () -> viewer.page("acts").contains("a complaint"));
  }

  @Test
  void anExportHasAll() throws IOException {
    String site = "https://export-" + UUID.randomUUID() + ".example";
    for (int i = 0; i < 60; i++) {
      Site.send(
          scan(("file " + i).getBytes(UTF_8), "x")
              .header("User-Agent", "MoodleBot/4.5 (+" + site + ")")
              .header("Authorization", "Bearer " + MOODLE));
    }
    ConsoleClient viewer = ConsoleClient.of("anna");
    String query = "site=" + ConsoleClient.url(site);
    Await.until(
        "all are in the journal",
        SOON,
        () ->
            viewer.get("scans.export?format=ndjson&" + query).body().lines().count() == 60
                && viewer.get("scans.export?format=csv&" + query).body().lines().count() == 61);
    String first = viewer.page("scans?" + query);
    assertEquals(50, first.split("<time ", -1).length - 1 - 1, "lines, and the page's own time");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"[^\"]*console/([^\"]*)\".*", "$1");
    assertEquals(10, viewer.page(next.replace("&amp;", "&")).split("<time ", -1).length - 2);
    assertEquals(400, viewer.get("scans.export?format=json").statusCode());
  }

  @Test
  void hostileTextIsText() throws IOException {
    String hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202Egpj.exe";
    String longName = "n".repeat(4_000);
    scanned("hostile".getBytes(UTF_8), hostile);
    scanned("hostile too".getBytes(UTF_8), longName);
    Site.send(
        scan("hostile agent".getBytes(UTF_8), "x")
            .header("User-Agent", "MoodleBot/4.5 (+https://<script>alert(3)</script>)")
            .header("Authorization", "Bearer " + MOODLE));
    ConsoleClient operator = ConsoleClient.of("otto");
    operator.act("open-personal", "reason", "<script>alert(4)</script>");
    Await.until(
        "it is shown", SOON, () -> operator.page("scans").contains("&lt;script&gt;alert(1)"));
    Await.until("told", SOON, () -> operator.page("acts").contains("alert(4)"));
    for (String page : List.of("", "scans", "acts", "acts?all=yes", "findings", "alerts")) {
      String shown = operator.page(page);
      assertFalse(shown.contains("<script>alert"), shown);
      assertFalse(shown.contains("<img"), shown);
      assertFalse(shown.contains("\u202E"), shown);
      assertFalse(shown.contains("n".repeat(400)), "nothing is longer than a line");
    }
    assertTrue(operator.page("scans").contains("\\u202e"), "what cannot be seen is written out");
  }
}
