package org.scangate.config;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The register of keys. */
class KeyTest {

  /** One scanner and one canary of each type, and what must be set for it. */
  private static final Map<String, String> EVERY_TYPE =
      Map.of(
          "scangate.scanner", "clamd,icap,command,remote,hashlist",
          "scangate.icap.uri", "icap://av.example.org/avscan",
          "scangate.command.line", "scan {file}",
          "scangate.remote.url", "https://av.example.org/scangate",
          "scangate.canary", "moodle,front-door",
          "scangate.canary.moodle.url", "https://moodle.example.org",
          "scangate.canary.moodle.token", "abc",
          "scangate.canary.front-door.url", "https://av.example.org/scangate");

  @Test
  void eachKeyOfTheRegisterIsReadAndNoOtherIs() {
    ChangingSource source = new ChangingSource();
    source.values.putAll(EVERY_TYPE);
    Settings settings = ConfigFixture.read(new SmallRyeConfigBuilder().withSources(source).build());
    assertEquals(List.of(), ConfigFixture.problems(settings));
    Set<String> registered =
        Arrays.stream(Key.values())
            .flatMap(Key::names)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(registered, new TreeSet<>(source.asked));
  }

  @Test
  void nothingIsReadThatIsNotInTheRegister() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(KeySources.class)
        .should()
        .callMethodWhere(
            target(owner(equivalentTo(Config.class)))
                .and(target(nameMatching("get(Value|Values|OptionalValue|ConfigValue).*"))))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.scangate"));
  }

  @ParameterizedTest
  @EnumSource
  void aDefaultWrittenOutChangesNothing(Key key) {
    String before = read(ConfigFixture.read(EVERY_TYPE));
    Map<String, String> properties = new HashMap<>(EVERY_TYPE);
    key.fallback()
        .value()
        .filter(value -> key != Key.SCANNER)
        .ifPresent(value -> key.names().forEach(name -> properties.put(name, value)));
    Settings settings = ConfigFixture.read(properties);
    assertEquals(List.of(), ConfigFixture.problems(settings));
    assertEquals(List.of(), settings.warnings());
    assertEquals(before, read(settings));
  }

  /** All but which keys are set. */
  private static String read(Settings settings) {
    return settings
        .toString()
        .replace(settings.inForce().toString(), "")
        .replace(settings.shown().toString(), "");
  }

  @ParameterizedTest
  @EnumSource
  void eachIsDescribedInASentenceOrTwo(Key key) {
    assertTrue(key.meaning().matches("(?s)[`A-Z].+\\."), key.meaning());
    assertFalse(key.meaning().contains("|"), "it stands in a table");
    assertFalse(key.type().shown().isBlank());
    assertTrue(key.since().matches("\\d+\\.\\d+\\.\\d+"), key.since());
    assertEquals(key.types().isEmpty(), !key.pattern().startsWith("scangate.<name>"));
  }

  @Test
  void noNameStandsTwice() {
    List<String> names = Arrays.stream(Key.values()).flatMap(Key::names).toList();
    Set<String> spellings =
        names.stream().map(KeyNames::spelling).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names.size(), spellings.size());
    assertTrue(names.stream().allMatch(name -> name.matches("scangate(\\.[a-z0-9-]+)+")));
  }

  @ParameterizedTest
  @CsvSource({
    "scangate.scanner, SCANNER",
    "SCANGATE_SCANNER, SCANNER",
    "scangate.clamd.max-file-size, SCANNER_MAX_FILE_SIZE",
    "scangate.Sophos-2.uri, URI",
    "SCANGATE_SOPHOS_2_TRUSTED_CERTIFICATES, TRUSTED_CERTIFICATES",
    "scangate.moodle.token, MOODLE_TOKEN",
    "SCANGATE_MOODLE_TOKEN, MOODLE_TOKEN",
    "scangate.sophos.token, TOKEN",
    "scangate.canary.my-moodle.token, CANARY_TOKEN",
    "SCANGATE_CANARY_MY_MOODLE_TRUSTED_CERTIFICATES, CANARY_CERTIFICATES",
    "SCANGATE_SILENCE_SITES, SILENCE_SITES",
    "scangate.moodle.unscanned.too-large, UNSCANNED_REASON",
    "SCANGATE_MOODLE_UNSCANNED_TOO_LARGE, UNSCANNED_REASON"
  })
  void aKeyIsFoundByItsName(String name, Key key) {
    assertEquals(Optional.of(key), Key.find(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate",
        "scangate.scanners",
        "scangate.moodle.url",
        "SCANGATE_PURE_TYPE",
        "scangate.a.b.uri",
        "scangate.canary.uri",
        "scangate.silence.uri",
        "scangate.canary.x.adress",
        "scangate.moodle.unscanned.large",
        "Scangate.scanner",
        "scangate_scanner"
      })
  void whatIsNoKeyIsNotFound(String name) {
    assertEquals(Optional.empty(), Key.find(name));
  }

  @Test
  void eachGroupTellsWhichPartsAWrongKeyStops() {
    Map<KeyGroup.Part, String> wrong =
        Map.of(
            KeyGroup.Part.SCANS, "scangate.cache.size",
            KeyGroup.Part.JOURNAL, "scangate.journal.keep",
            KeyGroup.Part.LOCAL, "scangate.pure.av-permissions",
            KeyGroup.Part.S3, "scangate.pure.s3.region");
    wrong.forEach(
        (part, key) -> {
          Settings settings = ConfigFixture.read(Map.of(key, "?"));
          for (KeyGroup.Part other : KeyGroup.Part.values()) {
            assertEquals(other == part, !KeyProblem.of(other, settings.wrong()).isEmpty(), key);
          }
        });
    Settings both = ConfigFixture.read(Map.of("scangate.pure.parallel", "0"));
    assertEquals(List.of(), both.notScanning());
    assertEquals(1, KeyProblem.of(KeyGroup.Part.LOCAL, both.wrong()).size());
    assertEquals(1, KeyProblem.of(KeyGroup.Part.S3, both.wrong()).size());
  }

  @Test
  void whatAWrongKeyStopsIsToldWithIt() {
    assertEquals(
        Stream.of("not scanning: ", "not sweeping the local store: ", "not sweeping S3: ").toList(),
        Stream.of("scangate.cache.size", "scangate.pure.local.roots", "scangate.pure.s3.region")
            .map(key -> ConfigFixture.read(Map.of(key, "?,")).wrong().get(0).toString())
            .map(text -> text.substring(0, text.indexOf("scangate")))
            .toList());
  }
}
