package org.scangate.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Await;
import org.scangate.testing.PrometheusServer;
import org.scangate.testing.TypedCommand;

/** Metrics on every server: for a real Prometheus, and for nobody who is not named. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("portable")
class MetricsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SITE = "https://watched.example";
  private static final String QUERY =
      "scangate_scans_total{job=\"scangate\",entry=\"moodle\",site=\"" + SITE + "\"}";
  private static final String SCRAPES =
      "scrape_samples_scraped{job=\"scangate\"} > 0 and on (instance) up == 1";

  @TempDir private static Path folder;

  private static Path store;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    store = Files.createTempDirectory("scangate-watched");
    Files.writeString(store.resolve("1.bin"), "a file of a store");
    return Site.war(
        "scangate.scanner=hashlist",
        "scangate.moodle.token=a moodle's secret",
        "scangate.metrics.token=a watcher's secret",
        "scangate.api.token=an operator's secret",
        "scangate.metrics.allowed-addresses=192.0.2.7",
        "scangate.pure.local.roots=" + store,
        "scangate.pure.settle=PT1S",
        "scangate.pure.interval=PT1S",
        "scangate.console.url=" + Site.BASE + "console");
  }

  @Test
  void aPrometheusCountsScans() throws IOException {
    scanned();
    try (PrometheusServer prometheus = PrometheusServer.start(configuration())) {
      Await.until("it has scraped", SOON, () -> prometheus.value(SCRAPES).isPresent());
      long before = count(prometheus);
      scanned();
      Await.until("it has scraped the second scan", SOON, () -> count(prometheus) == before + 1);
    }
  }

  /** One that would rather have Protocol Buffers is given text, and takes it. */
  @Test
  void soDoesOneThatAsksForAnotherFormFirst() throws IOException {
    scanned();
    try (PrometheusServer prometheus =
        PrometheusServer.start(configuration(), "--enable-feature=native-histograms")) {
      Await.until("it has scraped", SOON, () -> prometheus.value(QUERY).isPresent());
      assertTrue(count(prometheus) > 0);
    }
  }

  @Test
  void whoIsNotNamedIsToldNothing() throws IOException {
    HttpResponse<String> stranger = Site.get("metrics");
    assertEquals(401, stranger.statusCode());
    assertFalse(stranger.body().contains("scangate"), stranger.body());
    assertEquals(401, ask("Bearer a moodle's secret").statusCode());
    assertEquals(401, ask("Bearer ").statusCode());
    HttpResponse<String> watcher = ask("Bearer a watcher's secret");
    assertEquals(200, watcher.statusCode());
    assertEquals("nosniff", watcher.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertTrue(
        watcher.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"),
        watcher.headers().toString());
    for (String metric :
        new String[] {
          "scangate_build_info{commit=",
          "scangate_ready 1.0",
          "scangate_scanner_ready{address=\"\",scanner=\"hashlist\"} 1.0",
          "scangate_journal_waiting_records",
          "scangate_sweep_paused{store=\"local\"} 0.0",
          "scangate_conncheck_answers_total",
          "scangate_spool_max_bytes"
        }) {
      assertTrue(watcher.body().contains(metric), metric + " in " + watcher.body());
    }
    assertFalse(watcher.body().contains("secret"), watcher.body());
  }

  @Test
  void whatASweepHasDoneIsShown() {
    Await.until(
        "the file is scanned, and the store was walked through",
        SOON,
        () -> {
          String text = ask("Bearer a watcher's secret").body();
          return text.contains("scangate_sweep_scanned_files_total{store=\"local\"} 1.0")
              && text.contains("scangate_scans_total{entry=\"local\",reason=\"\",site=\"" + store)
              && text.contains("scangate_sweep_last_full_walk_timestamp_seconds{store=\"local\"}")
              && text.contains(
                  "scangate_sweep_waiting_files{priority=\"changes\",store=\"local\"}");
        });
  }

  /** What requests have shown too: the address that a client tells of itself is nobody's word. */
  @Test
  void whatTheChecksSaidIsToldToOperatorsAlone() throws Exception {
    pauseTheSweep();
    assertEquals(401, checks("Bearer a watcher's secret").statusCode());
    Site.send(
        HttpRequest.newBuilder(URI.create(Site.BASE + "conncheck"))
            .header("Authorization", "Bearer a moodle's secret")
            .header("User-Agent", "MoodleBot/4.5 (+" + SITE + ")")
            .header("X-Forwarded-For", "192.0.2.7"));
    Await.until(
        "the checks have been run",
        SOON.multipliedBy(2),
        () -> {
          String all = checks("Bearer an operator's secret").body();
          return isTold(all, "local-root:" + store, "ok")
              && isTold(all, "spool", "ok")
              && isTold(all, "open-access", "ok")
              && isTold(all, "untrusted-proxy", "warning")
              && isTold(all, "scanner:hashlist", "warning")
              && isTold(all, "dead-letters", "not-applicable")
              && isTold(all, "descriptors", "ok")
              && isTold(all, "sweep:local", "warning")
              && all.contains("\"" + SITE + "\":\"last conncheck 2");
        });
    String all = checks("Bearer an operator's secret").body();
    assertFalse(all.contains("secret"), all);
    String resume = CheckCommand.of("sweep:local", "an operator's secret");
    assertEquals(0, TypedCommand.run(resume, Map.of("TOKEN", "an operator's secret")), resume);
    Await.until(
        "the sweep goes on",
        SOON,
        () -> isTold(checks("Bearer an operator's secret").body(), "sweep:local", "ok"));
    Await.until(
        "a change is an event, and a metric",
        SOON,
        () ->
            api("events?kind=check-warning", "Bearer an operator's secret")
                    .body()
                    .contains("\"what\":\"untrusted-proxy\"")
                && ask("Bearer a watcher's secret")
                    .body()
                    .contains("scangate_check_state{check=\"untrusted-proxy\"} 2.0"));
    assertEquals(400, api("checks?nonsense=1", "Bearer an operator's secret").statusCode());
  }

  private static void pauseTheSweep() throws IOException {
    HttpResponse<String> paused =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/sweeps/local/pause"))
                .header("Authorization", "Bearer an operator's secret")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"by\": \"anna\", \"reason\": \"a test\"}")));
    assertEquals(200, paused.statusCode(), paused.body());
  }

  private static boolean isTold(String all, String check, String state) {
    return all.contains("{\"name\":\"" + check + "\",\"state\":\"" + state + "\"");
  }

  private static HttpResponse<String> checks(String authorization) throws IOException {
    return api("checks", authorization);
  }

  private static HttpResponse<String> api(String path, String authorization) throws IOException {
    return Site.send(
        HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/" + path))
            .header("Authorization", authorization));
  }

  /** No other path leads there, nor from there to what is Moodle's. */
  @Test
  void onlyThisPathIsTheirs() throws IOException {
    for (String path : new String[] {"metrics/", "metrics/x", "/metrics", "metrics.json"}) {
      HttpResponse<String> other = Site.get(path);
      assertTrue(other.statusCode() >= 400, path + " " + other.statusCode());
      assertFalse(other.body().contains("scangate_"), path);
    }
    HttpResponse<String> posted =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "metrics"))
                .header("Authorization", "Bearer a watcher's secret")
                .POST(BodyPublishers.ofString("x")));
    assertEquals(405, posted.statusCode());
    HttpResponse<String> asWatcher =
        Site.send(
            Site.scanRequest(BodyPublishers.ofByteArray(Site.form(new byte[1], "x")))
                .header("Authorization", "Bearer a watcher's secret"));
    assertEquals(401, asWatcher.statusCode(), "a watcher's token opens nothing of Moodle's");
  }

  @Test
  void thePluginOfNagiosSeesThatItIsReady() throws Exception {
    Site.awaitReady();
    Process check =
        new ProcessBuilder("sh", "src/main/monitoring/check_scangate", "-u", Site.BASE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, check.waitFor(), said);
    assertTrue(said.startsWith("SCANGATE OK"), said);
    Process warns =
        new ProcessBuilder(
                "sh", "src/main/monitoring/check_scangate", "-w", "-u", Site.BASE.toString())
            .redirectErrorStream(true)
            .start();
    said = new String(warns.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, warns.waitFor(), said);
    assertTrue(said.contains("no antivirus"), said);
  }

  private static void scanned() throws IOException {
    HttpResponse<String> scanned =
        Site.send(
            Site.scanRequest(BodyPublishers.ofByteArray(Site.form("x".getBytes(UTF_8), "x")))
                .header("User-Agent", "MoodleBot/4.5 (+" + SITE + ")")
                .header("Authorization", "Bearer a moodle's secret"));
    assertEquals("OK", ApiAnswer.of(scanned).status(), scanned.body());
  }

  private static long count(PrometheusServer prometheus) throws IOException {
    Optional<String> value = prometheus.value("sum(" + QUERY + ")");
    return Long.parseLong(value.orElse("-1"));
  }

  private static HttpResponse<String> ask(String authorization) throws IOException {
    return Site.send(
        HttpRequest.newBuilder(URI.create(Site.BASE + "metrics"))
            .header("Authorization", authorization));
  }

  /** The one that is shipped, with this server's address, a token, and less patience. */
  private static String configuration() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "a watcher's secret");
    String shipped = Files.readString(Path.of("src/main/monitoring/prometheus.yml"));
    String here =
        shipped
            .replace("interval: 30s", "interval: 1s")
            .replaceAll("rule_files:\\n.*\\n", "")
            .replace("    # ", "    ")
            .replace("/etc/prometheus/scangate.token", token.toString())
            .replace("127.0.0.1:8080", "127.0.0.1:" + Site.PORT);
    assertTrue(here.contains(token.toString()) && here.contains("\"127.0.0.1:" + Site.PORT), here);
    return here;
  }
}
