package org.scangate.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings file, among the other sources and while it changes. */
class SettingsFileTest {

  private static final String ROOTS = "scangate.pure.local.roots";
  private static final String TIMEOUT = "scangate.scan-timeout";

  @TempDir private Path folder;
  private Path path;
  private final ChangingSource source = new ChangingSource();
  private final Config config = new SmallRyeConfigBuilder().withSources(source).build();

  @BeforeEach
  void named() {
    path = folder.resolve("scangate.properties");
    source.values.put("scangate.settings-file", path.toString());
  }

  @ParameterizedTest
  @CsvSource({"100, PT7S", "249, PT7S", "250, PT7S", "251, PT9S", "300, PT9S", "400, PT9S"})
  void itCountsOverTheServersSourcesAndUnderTheEnvironment(int ordinal, Duration timeout)
      throws IOException {
    write(TIMEOUT + "=PT7S");
    Config other =
        new SmallRyeConfigBuilder()
            .withSources(source, new PropertiesConfigSource(Map.of(TIMEOUT, "PT9S"), "o", ordinal))
            .build();
    Settings settings = ConfigFixture.read(other);
    assertEquals(List.of(), problems(settings));
    assertEquals(timeout, settings.pure().rules().scanTimeout());
  }

  @Test
  void anEnvironmentVariableWinsOverIt() throws IOException {
    write(TIMEOUT + "=PT7S\nscangate.upload-timeout=PT8S");
    Config environment =
        new SmallRyeConfigBuilder()
            .withSources(source, new EnvConfigSource(Map.of("SCANGATE_SCAN_TIMEOUT", "PT9S"), 300))
            .build();
    Settings settings = ConfigFixture.read(environment);
    assertEquals(Duration.ofSeconds(9), settings.pure().rules().scanTimeout());
    assertEquals(Duration.ofSeconds(8), settings.moodle().uploadTimeout());
  }

  @ParameterizedTest
  @CsvSource({"100, false", "300, true"})
  void aKeyThatIsEmptyAtItsPlaceIsWrongAndNoReasonToLookFurther(int ordinal, boolean inTheFile)
      throws IOException {
    write(TIMEOUT + "=" + (inTheFile ? "PT7S" : ""));
    String elsewhere = inTheFile ? "" : "PT9S";
    Config other =
        new SmallRyeConfigBuilder()
            .withSources(
                source, new PropertiesConfigSource(Map.of(TIMEOUT, elsewhere), "o", ordinal))
            .build();
    List<String> problems = problems(ConfigFixture.read(other));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith(TIMEOUT + ": it is set and"), problems.get(0));
  }

  @Test
  void aListThatIsEmptyAboveItIsNone() throws IOException {
    write(ROOTS + "=/srv/a");
    Config environment =
        new SmallRyeConfigBuilder()
            .withSources(source, new PropertiesConfigSource(Map.of(ROOTS, ""), "above", 300))
            .build();
    Settings settings = ConfigFixture.read(environment);
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(), settings.local().roots());
  }

  @Test
  void itsKeysAreThoseOfOtherSourcesAndUnknownOnesAreToldAsTheyStand() throws IOException {
    write("SCANGATE_CLAMD_CONNECTIONS=3\nscangate.pure.local.root=/srv\n" + ROOTS + "=\nother=x");
    Settings settings = ConfigFixture.read(config);
    assertEquals(List.of(), problems(settings));
    assertEquals(
        List.of("unknown key scangate.pure.local.root; did you mean " + ROOTS + "?"),
        settings.warnings());
    assertTrue(settings.scanners().toString().contains("connections=3"));
  }

  /** A full disk leaves such a file: tokens and the policy do not go with them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n# nothing\n"})
  void aFileThatIsEmptiedTakesNothingBack(String nothing) throws IOException {
    write("scangate.moodle.unscanned=block\n" + TIMEOUT + "=PT7S");
    SettingsFile file = SettingsFile.of(config);
    assertEquals(2, file.read().values().size());
    write(nothing);
    assertEquals(2, file.read().values().size());
    assertTrue(file.read().problem().orElse("").contains("no key any more"));
    write(TIMEOUT + "=PT8S");
    assertEquals(Map.of(TIMEOUT, "PT8S"), file.read().values());
    assertEquals(Optional.empty(), file.read().problem());
  }

  @Test
  void itIsReadAsUtf8() throws IOException {
    write(ROOTS + "=/srv/B\u00fccher");
    assertEquals(List.of(Path.of("/srv/B\u00fccher")), ConfigFixture.read(config).local().roots());
  }

  @Test
  void aFileThatIsNotThereAtTheStartIsAWrongConfiguration() {
    assertWrongAtTheStart("there is no such file");
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(path);
    assertWrongAtTheStart("no file of settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scangate.scan-timeout=\\u00g0 | cannot be read",
        "scangate.cache.size=1\\nSCANGATE_CACHE_SIZE=2 | two spellings",
        "scangate.settings-file=/etc/other.properties | names a settings file itself"
      })
  void whatIsNoFileOfSettingsIsAWrongConfiguration(String content, String why) throws IOException {
    write(content.replace("\\n", "\n"));
    assertWrongAtTheStart(why);
  }

  @Test
  void whatIsNotUtf8IsAWrongConfiguration() throws IOException {
    Files.write(path, (ROOTS + "=/srv/B\u00fccher").getBytes(ISO_8859_1));
    assertWrongAtTheStart("it is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scangate.properties", " ", "${no.such.key}"})
  void aPathThatIsNoneIsAWrongConfiguration(String value) {
    source.values.put("scangate.settings-file", value);
    List<String> problems = problems(ConfigFixture.read(config));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("scangate.settings-file: "), problems.get(0));
    assertTrue(ConfigFixture.read(config).moodle().policy().block());
  }

  @ParameterizedTest
  @ValueSource(strings = {"moodle.unscanned", "scangte.moodle.unscanned", "unscanned"})
  void whatWasPerhapsMeantForThePolicyCountsAsBlockHoweverItBegins(String key) throws IOException {
    write(key + "=block");
    Settings settings = ConfigFixture.read(config);
    assertTrue(settings.moodle().policy().block(), key);
    assertTrue(settings.warnings().toString().contains("unknown key " + key), key);
  }

  /** Read anew, its other keys would be lost and the sweep go on by defaults. */
  @Test
  void aPathThatIsNoneStopsTheSweepsForGood() {
    source.values.put("scangate.settings-file", "settings.properties");
    source.values.put(ROOTS, "/srv/a");
    SettingsFile file = SettingsFile.of(config);
    PureConfig pure = new PureConfig(config, file, SettingsReader.read(config, file));
    pure.sweepOfLocal();
    assertEquals(List.of(), pure.local().roots());
    assertTrue(pure.problemOfLocal().orElseThrow().contains("a whole path is right"));
    assertTrue(pure.problemOfS3().isPresent());
  }

  /** The policy may stand in it, and Moodle accepts what is not scanned unless it is told. */
  private void assertWrongAtTheStart(String why) {
    Settings settings = ConfigFixture.read(config);
    assertTrue(settings.moodle().policy().block());
    assertEquals(1, settings.notScanning().size(), problems(settings).toString());
    String problem = settings.notScanning().get(0);
    assertTrue(problem.startsWith("scangate.settings-file: " + path + " cannot be read"), problem);
    assertTrue(problem.contains(why), problem);
  }

  @Test
  void whatChangesInItCountsFromTheNextReadingOn() throws IOException {
    write(ROOTS + "=/srv/a");
    PureConfig pure = start();
    assertEquals(List.of(Path.of("/srv/a")), pure.local().roots());
    write(ROOTS + "=/srv/b");
    assertRoots(pure, "/srv/b");
    write("scangate.pure.interval=PT1M");
    pure.sweepOfLocal();
    assertEquals(List.of(), pure.local().roots());
  }

  @Test
  void aFileThatIsRenamedOverItIsNoticedThoughSizeAndDateAreTheSame() throws IOException {
    write(ROOTS + "=/srv/a");
    PureConfig pure = start();
    FileTime date = Files.getLastModifiedTime(path);
    Path next = Files.writeString(folder.resolve("next"), ROOTS + "=/srv/b");
    Files.setLastModifiedTime(next, date);
    Files.move(next, path, ATOMIC_MOVE, REPLACE_EXISTING);
    assertRoots(pure, "/srv/b");
  }

  @Test
  void halfOfAFileIsNotBelievedForEver() throws IOException {
    write(ROOTS + "=/srv/a");
    PureConfig pure = start();
    FileTime date = Files.getLastModifiedTime(path);
    write(ROOTS + "=/sr");
    assertRoots(pure, "/sr");
    write(ROOTS + "=/srv/b");
    Files.setLastModifiedTime(path, date);
    assertRoots(pure, "/srv/b");
  }

  @Test
  void whileItCannotBeReadTheLastGoodOneStaysAndThatIsToldOnce() throws IOException {
    write(ROOTS + "=/srv/a");
    PureConfig pure = start();
    Files.delete(path);
    try (LogLines log = LogLines.of(PureConfig.class)) {
      assertRoots(pure, "/srv/a");
      assertRoots(pure, "/srv/a");
      pure.sweepOfS3();
      assertEquals(
          List.of(
              "SEVERE scangate.settings-file: "
                  + path
                  + " cannot be read: there is no such file; the last good settings stay in force"),
          log.lines());
      assertTrue(pure.problemOfLocal().orElseThrow().startsWith("scangate.settings-file: "));
      assertTrue(pure.problemOfS3().orElseThrow().startsWith("scangate.settings-file: "));
      write(ROOTS + "=/srv/b");
      assertRoots(pure, "/srv/b");
      assertEquals(Optional.empty(), pure.problemOfLocal());
    }
  }

  @Test
  void whileItCannotBeReadWhatStoodInItIsNotMissed() throws IOException {
    source.values.put("scangate.pure.s3.secret-key", "s3cret");
    write("scangate.pure.s3.access-key=me");
    PureConfig pure = start();
    Files.delete(path);
    pure.sweepOfS3();
    assertEquals(pure.problemOfLocal(), pure.problemOfS3(), "no half of a pair is said to be away");
  }

  @Test
  void aWrongValueInItIsAWrongValue() throws IOException {
    write(ROOTS + "=/srv/a");
    PureConfig pure = start();
    write(ROOTS + "=relative");
    assertRoots(pure, "/srv/a");
    assertTrue(pure.problemOfLocal().orElseThrow().startsWith(ROOTS + ": \"relative\""));
  }

  private void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  private PureConfig start() {
    SettingsFile file = SettingsFile.of(config);
    Settings settings = SettingsReader.read(config, file);
    assertEquals(List.of(), problems(settings));
    return new PureConfig(config, file, settings);
  }

  private static void assertRoots(PureConfig pure, String root) {
    pure.sweepOfLocal();
    assertEquals(List.of(Path.of(root)), pure.local().roots());
  }
}
