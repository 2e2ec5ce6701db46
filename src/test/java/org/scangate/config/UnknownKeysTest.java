package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;
import static org.scangate.config.ConfigFixture.read;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that nobody reads, and what they may have been meant to be. */
class UnknownKeysTest {

  @ParameterizedTest
  @CsvSource({
    "scangate.scan-time-out, scangate.scan-timeout",
    "scangate.scaner, scangate.scanner",
    "scangate.clamd.adress, scangate.clamd.address",
    "scangate.clamd.max-filesize, scangate.clamd.max-file-size",
    "scangate.pure.local.root, scangate.pure.local.roots",
    "scangate.pure.fullwalk, scangate.pure.full-walk",
    "scangate.pure.rescan-on-new-signature, scangate.pure.rescan-on-new-signatures",
    "scangate.moodle.tokne, scangate.moodle.token",
    "scangate.setting-file, scangate.settings-file"
  })
  void whatWasMeantIsSaid(String wrong, String meant) {
    Settings settings = read(Map.of(wrong, "x"));
    assertEquals(
        List.of("unknown key " + wrong + "; did you mean " + meant + "?"), settings.warnings());
    assertEquals(List.of(), problems(settings));
    assertFalse(settings.moodle().policy().block());
  }

  @Test
  void aVariableIsComparedAndNamedAsAVariable() {
    Settings settings = readVariables(Map.of("SCANGATE_PURE_FULWALK", "PT1H"));
    assertEquals(
        List.of("unknown key SCANGATE_PURE_FULWALK; did you mean SCANGATE_PURE_FULL_WALK?"),
        settings.warnings());
  }

  @Test
  void whatComesNearToNothingIsOnlyNamed() {
    assertEquals(
        List.of("unknown key scangate.frobnicate; is it misspelled?"),
        read(Map.of("scangate.frobnicate", "x")).warnings());
  }

  @Test
  void aKeyOfACanaryThatIsNotNamedIsNotMisspelled() {
    assertEquals(
        List.of(
            "the key scangate.canary.x.url is not read: scangate.canary names no canary that has"
                + " it"),
        read(Map.of("scangate.canary.x.url", "https://m.example.org")).warnings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scangate.icap.uri", "SCANGATE_ICAP_URI"})
  void aKeyOfAScannerThatIsNotNamedIsNotMisspelled(String key) {
    Settings settings = readVariables(Map.of(key, "icap://a/b"));
    assertEquals(
        List.of("the key " + key + " is not read: scangate.scanner names no scanner that has it"),
        settings.warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate.moodle.unscaned",
        "scangate.moodle.unscannd",
        "scangate.moodle.unscaned.encrypted",
        "scangate.moodle.unscanned.encryptd",
        "scangate.moodle.unscanned.all",
        "scangate.moodle.unscanned-files",
        "scangate.moodle.un-scanned",
        "scangate.moodleunscanned",
        "scangate.moddle.unscanned",
        "scangate.unscanned",
        "scangte.moodle.unscanned",
        "SCANGATE_MOODLE_UNSCANED",
        "SCANGTE_MOODLE_UNSCANNED",
        "SCANGATE_UNSCANNED"
      })
  void whatComesNearToThePolicyCountsAsBlockWhateverItsValue(String key) {
    for (String value : List.of("block", "report", "?")) {
      Settings settings = readVariables(Map.of(key, value));
      assertTrue(settings.moodle().policy().block(), key);
      assertEquals(1, settings.warnings().size(), settings.warnings().toString());
      String warning = settings.warnings().get(0);
      assertTrue(warning.startsWith("unknown key " + key), warning);
      assertTrue(
          warning.endsWith("; until it is mended what cannot be scanned counts as block"), warning);
      assertEquals(List.of(), problems(settings));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate_moodle.unscaned",
        "Scangate.moodle.unscaned",
        "scangte.moodle.unscanned",
        "scangate-moodle-unscanned"
      })
  void soDoesWhatIsSpelledAsNoKeyIs(String key) {
    Settings settings = read(Map.of(key, "block"));
    assertTrue(settings.moodle().policy().block(), key);
  }

  @Test
  void itWinsOverAPolicyThatIsRightAndLeavesItsExceptions() {
    Settings settings =
        read(
            Map.of(
                "scangate.moodle.unscanned", "report",
                "scangate.moodle.unscanned.encrypted", "report",
                "scangate.moodle.unscaned", "block"));
    assertTrue(settings.moodle().policy().block());
    assertFalse(settings.moodle().policy().blocks(org.scangate.scan.Reason.ENCRYPTED));
  }

  static Stream<String> known() {
    return Arrays.stream(Key.values())
        .filter(key -> key != Key.UNSCANNED && key != Key.UNSCANNED_REASON)
        .filter(key -> key != Key.SETTINGS_FILE) // the policy may stand in a file that is not there
        .flatMap(Key::names);
  }

  @ParameterizedTest
  @MethodSource("known")
  void anExactKeyNeverDoes(String key) {
    Map<String, String> both = new HashMap<>();
    both.put(key, "x");
    assertFalse(read(both).moodle().policy().block(), key);
    both.clear();
    both.put(KeyNames.spelling(key), "x");
    assertFalse(readVariables(both).moodle().policy().block(), key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate.moodle.tokn",
        "scangate.moodle.allowed-adresses",
        "scangate.pure.rescanned",
        "scangate.pure.unscanned-after",
        "scangate.scanners",
        "scangate.scanner.clamd",
        "scangate.moodle"
      })
  void noOtherMisspelledKeyDoes(String key) {
    assertFalse(read(Map.of(key, "block")).moodle().policy().block());
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "abc, acb, 1", "abc, ab, 1", "ca, abc, 3"})
  void slipsAreCounted(String one, String other, int slips) {
    assertEquals(slips, UnknownKeys.slips(one, other));
    assertEquals(slips, UnknownKeys.slips(other, one));
  }

  private static Settings readVariables(Map<String, String> variables) {
    return ConfigFixture.read(
        new SmallRyeConfigBuilder().withSources(new EnvConfigSource(variables, 300)).build());
  }
}
