package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.watch.canary.CanarySettings;
import org.scangate.watch.canary.CanaryType;
import org.scangate.watch.silence.SilenceRule;

/** The keys of canaries and of silence. */
class CanaryReaderTest {

  private static final Path PAGES = Path.of("src/site/markdown/operate");
  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- run by: CanaryReaderTest -->\n```properties\n(.*?)```\n", Pattern.DOTALL);

  private static final Map<String, String> MOODLE =
      Map.of(
          "scangate.canary", "m",
          "scangate.canary.m.type", "moodle",
          "scangate.canary.m.url", "https://moodle.example.org/",
          "scangate.canary.m.token", "s3cret");

  private static Settings with(String key, String value) {
    Map<String, String> properties = new HashMap<>(MOODLE);
    properties.put(key, value);
    return ConfigFixture.read(properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {"canaries.md", "silence.md"})
  void whatThePagesShowIsRight(String page) throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(PAGES.resolve(page)))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertEquals(1, blocks.size());
    Properties properties = new Properties();
    properties.load(new StringReader(blocks.get(0)));
    Map<String, String> all = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    all.computeIfPresent("scangate.canary.front-door.token", (key, words) -> "one-of-them");
    Settings settings = ConfigFixture.read(all);
    assertEquals(List.of(), ConfigFixture.problems(settings));
    assertEquals(List.of(), settings.warnings());
  }

  @Test
  void oneIsReadAsItIsMeant() {
    CanarySettings one = ConfigFixture.read(MOODLE).canaries().get(0);
    assertEquals("m", one.name());
    assertEquals(CanaryType.MOODLE, one.type());
    assertEquals("https://moodle.example.org", one.url().toString());
    assertEquals(Duration.ofDays(1), one.every());
    assertEquals(Duration.ofMinutes(2), one.timeout());
    assertEquals(List.of(), ConfigFixture.read(Map.of()).canaries());
  }

  @Test
  void noTokenIsShown() {
    Settings settings = ConfigFixture.read(MOODLE);
    assertFalse(settings.toString().contains("s3cret"));
    assertTrue(settings.inForce().contains("scangate.canary.m.token=(secret)"));
    Settings wrong = with("scangate.canary.m.token", "a s3cret");
    assertEquals(1, wrong.wrong().size());
    assertFalse(wrong.toString().contains("s3cret"), wrong.wrong().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "scangate.canary, m_1",
    "scangate.canary.m.type, clamd",
    "scangate.canary.m.url, ftp://moodle.example.org",
    "scangate.canary.m.url, https://u:p@moodle.example.org",
    "scangate.canary.m.url, https://moodle.example.org/?token=x",
    "scangate.canary.m.every, daily",
    "scangate.canary.m.timeout, PT0S",
    "scangate.canary.m.trusted-certificates, /nonexistent.pem"
  })
  void aWrongOneIsNamedAndLeftOutAndKeepsNothingFromBeingScanned(String key, String value) {
    Settings settings = with(key, value);
    assertEquals(1, settings.wrong().size(), settings.wrong().toString());
    assertTrue(settings.wrong().get(0).text().startsWith(key), settings.wrong().toString());
    assertEquals(List.of(), settings.canaries());
    assertEquals(List.of(), settings.notScanning());
  }

  @Test
  void whatMustBeSetIsNamed() {
    Settings settings = ConfigFixture.read(Map.of("scangate.canary", "moodle,front-door"));
    assertEquals(3, settings.wrong().size(), settings.wrong().toString());
  }

  @Test
  void aSiteHasARuleOfItsOwn() {
    Settings settings =
        ConfigFixture.read(
            Map.of(
                "scangate.silence.days", "working",
                "scangate.silence.sites",
                    "https://a.example.org/x=PT4H, https://b.example.org=PT0S all,local=P4D"));
    assertEquals(List.of(), ConfigFixture.problems(settings));
    assertEquals(new SilenceRule(Duration.ofHours(24), true), settings.silence().others());
    assertEquals(
        Map.of(
            "https://a.example.org/x", new SilenceRule(Duration.ofHours(4), true),
            "https://b.example.org", new SilenceRule(Duration.ZERO, false),
            "local", new SilenceRule(Duration.ofDays(4), true)),
        settings.silence().named());
  }

  @ParameterizedTest
  @CsvSource({
    "scangate.silence, often",
    "scangate.silence.days, mondays",
    "scangate.silence.sites, https://a.example.org",
    "scangate.silence.sites, https://a.example.org=PT4H sometimes",
    "scangate.silence.sites, =PT4H",
    "scangate.silence.holidays, 24.12.2026",
    "scangate.silence.holidays, 2027-01-06/2026-12-24",
    "scangate.silence.holidays, 2026-01-01/2036-01-01"
  })
  void whatIsWrongOfSilenceIsNamed(String key, String value) {
    Settings settings = ConfigFixture.read(Map.of(key, value));
    assertEquals(1, settings.wrong().size(), settings.wrong().toString());
    assertTrue(settings.wrong().get(0).text().startsWith(key), settings.wrong().toString());
    assertEquals(List.of(), settings.notScanning());
  }
}
