package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;
import static org.scangate.config.ConfigFixture.read;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.container.ContainerKind;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.pure.sweep.RescanWindow;
import org.scangate.scan.EntryRules;

/** The keys of the sweep, right and wrong, read from a real MicroProfile Config. */
class PureReaderTest {

  private static final String ROOTS = "scangate.pure.local.roots";

  @Test
  void withoutAnyKeyTheDefaultsOfTheContractApply() {
    Settings settings = read(Map.of());
    assertEquals(List.of(), problems(settings));
    assertEquals(
        new PureSettings(
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            4,
            Duration.ofSeconds(10),
            Duration.ofDays(28),
            false,
            Optional.empty(),
            false,
            false,
            100,
            false,
            EntryRules.within(Duration.ofSeconds(110))),
        settings.pure());
    assertEquals(
        new LocalSettings(
            List.of(), PosixFilePermissions.fromString("rw-r--r--"), Optional.empty()),
        settings.local());
  }

  @Test
  void everyKeyIsReadFromItsOwnName() {
    Settings settings =
        read(
            Map.ofEntries(
                Map.entry("scangate.pure.interval", "PT2M"),
                Map.entry("scangate.pure.full-walk", "PT3H"),
                Map.entry("scangate.pure.parallel", "64"),
                Map.entry("scangate.pure.settle", "PT4S"),
                Map.entry("scangate.pure.rescan-after", "P5D"),
                Map.entry("scangate.pure.rescan-on-new-signatures", "true"),
                Map.entry("scangate.pure.rescan-window", "22:00-06:00"),
                Map.entry("scangate.pure.foreign-verdicts", "keep"),
                Map.entry("scangate.pure.orphans", "delete"),
                Map.entry("scangate.pure.orphans-max", "7"),
                Map.entry("scangate.pure.dry-run", "true"),
                Map.entry("scangate.pure.scan-timeout", "PT100S"),
                Map.entry("scangate.pure.accept-unopened", "rar5"),
                Map.entry("scangate.pure.av-permissions", "rw-rw----"),
                Map.entry("scangate.pure.av-group", "pure"),
                Map.entry(ROOTS, "/srv/pure, /mnt/a/../b/ ,/srv/pure2")));
    assertEquals(List.of(), problems(settings));
    assertEquals(
        new PureSettings(
            Duration.ofMinutes(2),
            Duration.ofHours(3),
            64,
            Duration.ofSeconds(4),
            Duration.ofDays(5),
            true,
            Optional.of(new RescanWindow(LocalTime.of(22, 0), LocalTime.of(6, 0))),
            true,
            true,
            7,
            true,
            new EntryRules(Duration.ofSeconds(100), Set.of(ContainerKind.RAR5))),
        settings.pure());
    assertEquals(
        new LocalSettings(
            List.of(Path.of("/srv/pure"), Path.of("/mnt/b"), Path.of("/srv/pure2")),
            PosixFilePermissions.fromString("rw-rw----"),
            Optional.of("pure")),
        settings.local());
  }

  @Test
  void oneOfTwoWordsIsReadFromItsOwnKey() {
    assertTrue(read(Map.of("scangate.pure.foreign-verdicts", "keep")).pure().keepForeign());
    assertTrue(read(Map.of("scangate.pure.orphans", "delete")).pure().deleteOrphans());
    assertTrue(read(Map.of("scangate.pure.dry-run", "true")).pure().dryRun());
    assertTrue(
        read(Map.of("scangate.pure.rescan-on-new-signatures", "true"))
            .pure()
            .rescanOnNewSignatures());
  }

  @ParameterizedTest
  @CsvSource({
    "foreign-verdicts, rescan",
    "orphans, report",
    "dry-run, false",
    "rescan-on-new-signatures, false",
    "parallel, 1",
    "settle, PT0S",
    "rescan-after, PT0S"
  })
  void theDefaultWrittenOutAndTheLeastThatIsRightAreUnderstood(String key, String value) {
    Settings settings = read(Map.of("scangate.pure." + key, value));
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(), settings.warnings());
    assertFalse(settings.pure().keepForeign() || settings.pure().deleteOrphans());
  }

  @Test
  void noneIsAnAnswerForWhatMayBeZero() {
    assertEquals(
        Duration.ZERO, read(Map.of("scangate.pure.rescan-after", "PT0S")).pure().rescanAfter());
    assertEquals(Duration.ZERO, read(Map.of("scangate.pure.settle", "PT0S")).pure().settle());
  }

  @ParameterizedTest
  @CsvSource({
    "interval, PT0S, PT30S",
    "interval, 60, PT30S",
    "interval, -PT1M, PT30S",
    "full-walk, PT0S, PT30S",
    "full-walk, 6h, PT30S",
    "parallel, 0, from 1 to 64",
    "parallel, 65, from 1 to 64",
    "parallel, four, from 1 to 64",
    "settle, 10s, PT30S",
    "settle, -PT10S, PT30S",
    "rescan-after, 28D, P1D",
    "rescan-after, -P1D, P1D",
    "rescan-after, never, P1D",
    "rescan-on-new-signatures, yes, false and true",
    "rescan-on-new-signatures, TRUE, false and true",
    "rescan-window, 22-6, 22:00-06:00",
    "rescan-window, 22:00-22:00, 22:00-06:00",
    "foreign-verdicts, ignore, rescan and keep",
    "foreign-verdicts, Keep, rescan and keep",
    "orphans, true, report and delete",
    "dry-run, 1, false and true",
    "av-permissions, 0644, rw-r--r--",
    "av-permissions, 644, rw-r--r--",
    "av-permissions, rw-r--r, rw-r--r--",
    "av-permissions, r--r--r--, the owner",
    "av-permissions, -w-r--r--, the owner",
    "local.roots, srv/pure, begins with /",
    "local.roots, ./pure, begins with /",
    "local.roots, '/srv/pure,/srv/pure', stands twice",
    "local.roots, '/srv/pure,/srv/x/../pure/', stands twice",
    "local.roots, '/srv/pure/files,/srv/pure', lies inside \"/srv/pure\"",
    "local.roots, '/srv/pure,/srv/pure/files', lies inside \"/srv/pure\"",
    "local.roots, '/srv/pure,/', lies inside \"/\""
  })
  void aWrongValueIsNamedWithItsKeyAndWhatWouldBeRight(String key, String value, String right) {
    Settings settings = read(Map.of("scangate.pure." + key, value));
    assertEquals(1, problems(settings).size(), problems(settings).toString());
    String problem = problems(settings).get(0);
    assertTrue(problem.startsWith("scangate.pure." + key + ": "), problem);
    assertTrue(problem.contains(right), problem);
  }

  @Test
  void whatIsNoPathIsSaidToBeNone() {
    List<String> problems = problems(read(Map.of(ROOTS, "/srv/a\0b")));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("is wrong: that is no path: "), problems.get(0));
  }

  @Test
  void whileOneRootIsWrongThereIsNone() {
    Settings settings = read(Map.of(ROOTS, "/srv/pure,relative"));
    assertEquals(1, problems(settings).size(), problems(settings).toString());
    assertEquals(List.of(), settings.local().roots());
  }

  @Test
  void aWrongKeyOfAnotherKindTakesNoRootAway() {
    Settings settings = read(Map.of(ROOTS, "/srv/pure", "scangate.pure.parallel", "0"));
    assertEquals(List.of(Path.of("/srv/pure")), settings.local().roots());
  }

  @Test
  void aFolderThatIsNotThereIsNotWrong() {
    Settings settings = read(Map.of(ROOTS, "/no/such/mount/yet"));
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(Path.of("/no/such/mount/yet")), settings.local().roots());
  }

  @Test
  void aFolderWhoseNameOnlyBeginsLikeAnothersIsNotInsideIt() {
    assertEquals(List.of(), problems(read(Map.of(ROOTS, "/srv/pure,/srv/pure2"))));
  }

  @Test
  void noRootsAreNoSweepButCommasAloneAreWrong() {
    assertEquals(List.of(), problems(read(Map.of(ROOTS, ""))));
    for (String nothing : new String[] {",", "${no.such.key}"}) {
      assertEquals(1, problems(read(Map.of(ROOTS, nothing))).size(), nothing);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"interval", "rescan-window", "dry-run", "av-permissions", "av-group"})
  void aKeyThatIsSetAndEmptyIsWrong(String key) {
    List<String> problems = problems(read(Map.of("scangate.pure." + key, " ")));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("scangate.pure." + key + ": "), problems.get(0));
  }

  @Test
  void environmentVariablesAreUnderstoodAndWinOverAFile() {
    Settings settings =
        ConfigFixture.read(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(Map.of(ROOTS, "/from/file"), "file", 100),
                    new EnvConfigSource(
                        Map.of(
                            "SCANGATE_PURE_LOCAL_ROOTS", "/from/environment",
                            "SCANGATE_PURE_RESCAN_ON_NEW_SIGNATURES", "true",
                            "SCANGATE_PURE_AV_PERMISSIONS", "rw-------"),
                        300))
                .build());
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(), settings.warnings());
    assertEquals(List.of(Path.of("/from/environment")), settings.local().roots());
    assertEquals(PosixFilePermissions.fromString("rw-------"), settings.local().permissions());
    assertTrue(settings.pure().rescanOnNewSignatures());
  }

  @Test
  void anUnknownKeyIsWarnedAboutByName() {
    Settings settings = read(Map.of("scangate.pure.local.root", "/srv/pure"));
    assertEquals(
        List.of("unknown key scangate.pure.local.root; did you mean scangate.pure.local.roots?"),
        settings.warnings());
  }

  @Test
  void anUnknownKeyInTwoSpellingsIsOneWarningWhichNamesTheVariable() {
    Settings settings =
        ConfigFixture.read(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(Map.of("scangate.pure.dryrun", "true"), "a", 400),
                    new EnvConfigSource(Map.of("SCANGATE_PURE_DRYRUN", "true"), 300))
                .build());
    assertEquals(
        List.of("unknown key SCANGATE_PURE_DRYRUN; did you mean SCANGATE_PURE_DRY_RUN?"),
        settings.warnings());
  }
}
