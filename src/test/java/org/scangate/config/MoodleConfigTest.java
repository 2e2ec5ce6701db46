package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.moodle.ConncheckPolicy;
import org.scangate.moodle.MoodleSettings;

/** The keys of the entry for Moodle while they change. */
class MoodleConfigTest {

  private static final String TOKEN = "scangate.moodle.token";
  private static final String UNSCANNED = "scangate.moodle.unscanned";
  private static final String CONNCHECK = "scangate.moodle.conncheck";
  private static final String ADDRESSES = "scangate.moodle.allowed-addresses";

  private final ChangingSource source = new ChangingSource();
  private final Config config = new SmallRyeConfigBuilder().withSources(source).build();
  private LogLines log;

  @BeforeEach
  void listen() {
    log = LogLines.of(MoodleConfig.class);
    source.values.put(TOKEN, "first");
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void aNewTokenCountsFromTheNextReadingOnAndIsNotInTheLog() {
    source.values.put(ADDRESSES, "192.0.2.0/24,::1");
    source.values.put("scangate.trusted-proxies", "192.0.2.7");
    source.values.put("scangate.health.allowed-addresses", "192.0.2.8");
    MoodleConfig moodle = start();
    moodle.refresh();
    assertEquals(List.of(), log.lines(), "nothing has changed");
    source.values.put(TOKEN, "s3cret,t0ken");
    assertEquals(List.of("first"), moodle.current().access().tokens());
    moodle.refresh();
    moodle.refresh();
    assertEquals(List.of("s3cret", "t0ken"), moodle.current().access().tokens());
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.first().startsWith("INFO scangate.moodle.* has changed: "), log.first());
    assertFalse(log.first().contains("s3cret") || log.first().contains("first"), log.first());
  }

  @ParameterizedTest
  @CsvSource({
    UNSCANNED + ", blok",
    UNSCANNED + ".encrypted, yes",
    CONNCHECK + ", perhaps",
    TOKEN + ", ','",
    ADDRESSES + ", moodle.example.org",
    "scangate.trusted-proxies, 10.0.0.0/99"
  })
  void aWrongNewValueIsToldOnceAndAllTheLastGoodOnesStay(String key, String wrong) {
    MoodleConfig moodle = start();
    MoodleSettings good = moodle.current();
    source.values.put(ADDRESSES, "10.0.0.0/8");
    source.values.put(key, wrong);
    moodle.refresh();
    moodle.refresh();
    assertEquals(good, moodle.current(), "no half of a change");
    assertEquals(1, moodle.problems().size(), moodle.problems().toString());
    assertTrue(moodle.problems().get(0).startsWith(key + ": "), moodle.problems().get(0));
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.first().endsWith("; the last good settings stay in force"), log.first());

    source.values.remove(key);
    moodle.refresh();
    assertEquals(List.of(), moodle.problems());
    assertEquals("INFO the keys scangate.moodle.* are right again", log.lines().get(1));
  }

  /** A source that is away must not open the door. */
  @Test
  void aSourceThatFailsTakesNoTokenAway() {
    MoodleConfig moodle = start();
    for (Throwable failure :
        List.of(new IllegalStateException("s3cret"), new NoClassDefFoundError("s3cret"))) {
      source.failure = () -> failure;
      moodle.refresh();
      assertEquals(List.of("first"), moodle.current().access().tokens());
      assertFalse(moodle.problems().isEmpty());
    }
    assertFalse(log.lines().toString().contains("s3cret"), log.lines().toString());
    source.failure = () -> null;
    moodle.refresh();
    assertEquals(List.of(), moodle.problems());
  }

  @Test
  void thePolicyChangesWithoutARestartAndWhatComesNearToItCounts() {
    MoodleConfig moodle = start();
    source.values.put(UNSCANNED, "block");
    moodle.refresh();
    assertTrue(moodle.current().policy().block());
    source.values.put(UNSCANNED, "report");
    moodle.refresh();
    assertFalse(moodle.current().policy().block());
    source.values.put("scangate.moodle.unscaned", "block");
    moodle.refresh();
    assertTrue(moodle.current().policy().block());
    assertTrue(
        log.lines().toString().contains("did you mean " + UNSCANNED), log.lines().toString());
  }

  @Test
  void keysOfOthersAreNoUnknownOnes() {
    source.values.put("scangate.scanner", "unscanned");
    source.values.put("scangate.unscanned.type", "hashlist");
    source.values.put("scangate.pure.interval", "PT2M");
    MoodleConfig moodle = start();
    moodle.refresh();
    assertFalse(moodle.current().policy().block());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void conncheckIsAskUnlessItIsSetAndReadyBesideBlockIsWrong() {
    assertEquals(ConncheckPolicy.ASK, start().current().conncheck());
    source.values.put(CONNCHECK, "ready");
    assertEquals(ConncheckPolicy.READY, start().current().conncheck());
    source.values.put(UNSCANNED, "block");
    Settings settings = ConfigFixture.read(config);
    assertEquals(1, settings.notScanning().size(), settings.notScanning().toString());
    assertTrue(settings.notScanning().get(0).startsWith(CONNCHECK + ": ready beside "));
    assertEquals(ConncheckPolicy.ASK, settings.moodle().conncheck());
  }

  @Test
  void whatOnlyCountsAsBlockTakesReadyAlongWithIt() {
    Settings settings =
        ConfigFixture.read(Map.of(CONNCHECK, "ready", "scangate.moodle.unscaned", "report"));
    assertEquals(List.of(), ConfigFixture.problems(settings));
    assertTrue(settings.moodle().policy().block());
    assertEquals(ConncheckPolicy.ASK, settings.moodle().conncheck());
  }

  private MoodleConfig start() {
    return new MoodleConfig(config, SettingsFile.of(config), ConfigFixture.read(config));
  }
}
