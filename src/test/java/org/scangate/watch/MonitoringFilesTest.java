package org.scangate.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scangate.testing.PrometheusServer;

/** What is shipped for monitoring names metrics that there are, and the page names them all. */
class MonitoringFilesTest {

  private static final Path FOLDER = Path.of("src/main/monitoring");
  private static final Path RULES = FOLDER.resolve("scangate-rules.yml");
  private static final Path RULES_TEST = FOLDER.resolve("scangate-rules-test.yml");
  private static final Path DASHBOARD = FOLDER.resolve("scangate-dashboard.json");
  private static final Path PAGE = Path.of("src/site/markdown/operate/monitoring.md");
  private static final Path ROOM = Path.of("src/main/java/org/scangate/watch");

  private static final Pattern NAME = Pattern.compile("\\bscangate_[a-z_]+[a-z]\\b");
  private static final Pattern LITERAL = Pattern.compile("\"(scangate_[a-z_]+)\"");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @Test
  void theRulesAreThoseThatTheirTestsSay() throws Exception {
    promtool("check", "rules", RULES.toString());
    promtool("test", "rules", RULES_TEST.toString());
    promtool("check", "config", FOLDER.resolve("prometheus.yml").toString());
  }

  @Test
  void eachAlertIsTriedAndExplained() throws IOException {
    SortedSet<String> alerts = names(ALERT, 1, RULES);
    assertTrue(alerts.size() >= 20, alerts.toString());
    SortedSet<String> missing = new TreeSet<>(alerts);
    missing.removeAll(names(Pattern.compile("\\bScangate\\w+"), 0, RULES_TEST));
    assertEquals(new TreeSet<>(), missing, "not tried");
    missing.addAll(alerts);
    missing.removeAll(names(Pattern.compile("\\bScangate\\w+"), 0, PAGE));
    assertEquals(new TreeSet<>(), missing, "not on the page");
  }

  @Test
  void rulesAndDashboardNameMetricsThatThereAre() throws IOException {
    for (Path file : new Path[] {RULES, RULES_TEST, DASHBOARD, PAGE}) {
      SortedSet<String> named = new TreeSet<>();
      names(NAME, 0, file)
          .forEach(name -> named.add(name.replaceFirst("_(bucket|sum|count)$", "")));
      named.removeAll(metrics());
      assertEquals(new TreeSet<>(), named, file + " names what is no metric");
    }
  }

  @Test
  void thePageNamesEachMetric() throws IOException {
    SortedSet<String> missing = metrics();
    missing.removeAll(
        names(Pattern.compile("^\\| `(scangate_[a-z_]+)", Pattern.MULTILINE), 1, PAGE));
    assertEquals(new TreeSet<>(), missing);
  }

  @Test
  void theDashboardIsOneThatGrafanaReads() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
      JsonObject dashboard = reader.readObject();
      assertEquals("Scangate", dashboard.getString("title"));
      assertTrue(dashboard.getJsonArray("panels").size() >= 10);
      dashboard
          .getJsonArray("panels")
          .forEach(
              panel -> {
                JsonObject one = panel.asJsonObject();
                assertTrue(one.containsKey("gridPos"), one.toString());
                assertEquals(
                    "${datasource}", one.getJsonObject("datasource").getString("uid"), "" + one);
              });
    }
  }

  @Test
  void namesFollowTheCustomOfPrometheus() throws IOException {
    String[] source = {""};
    try (Stream<Path> files = Files.list(ROOM)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        source[0] += Files.readString(file);
      }
    }
    assertTrue(metrics().size() > 40);
    for (String name : metrics()) {
      boolean counter =
          Pattern.compile("(metrics\\.count(er|ed)|total)\\(\\s*\"" + name + "\"")
              .matcher(source[0])
              .find();
      assertEquals(counter, name.endsWith("_total"), name);
    }
  }

  /** As they are named in the sources, each in full. */
  private static SortedSet<String> metrics() throws IOException {
    SortedSet<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOM)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.addAll(names(LITERAL, 1, file));
      }
    }
    return all;
  }

  private static SortedSet<String> names(Pattern pattern, int group, Path file) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    pattern.matcher(Files.readString(file)).results().forEach(name -> names.add(name.group(group)));
    return names;
  }

  private static void promtool(String... arguments) throws Exception {
    PrometheusServer.requireInstalled();
    Process tool =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, tool.waitFor(), said);
  }
}
