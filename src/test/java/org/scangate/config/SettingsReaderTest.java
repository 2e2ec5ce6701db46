package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.config.ConfigFixture.problems;
import static org.scangate.config.ConfigFixture.read;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.config.Settings.ScannerSettings.OfClamd;
import org.scangate.config.Settings.ScannerSettings.OfCommand;
import org.scangate.config.Settings.ScannerSettings.OfHashlist;
import org.scangate.config.Settings.ScannerSettings.OfIcap;
import org.scangate.config.Settings.ScannerSettings.OfRemote;
import org.scangate.container.ContainerKind;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Reason;
import org.scangate.scanner.icap.IcapSettings;
import org.scangate.scanner.remote.Credentials;

/** The keys of the contract, right and wrong, read from a real MicroProfile Config. */
class SettingsReaderTest {

  @Test
  void withoutAnyKeyTheDefaultsOfTheContractApply() {
    Settings settings = read(Map.of());
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(), settings.warnings());
    assertEquals(DataSize.parse("2G"), settings.maxFileSize());
    assertEquals(EntryRules.within(Duration.ofSeconds(50)), settings.moodle().rules());
    assertEquals(Duration.ofMinutes(10), settings.moodle().uploadTimeout());
    assertEquals(DataSize.parse("1M"), settings.spool().memory());
    assertEquals(DataSize.parse("10G"), settings.spool().max());
    assertEquals(100_000, settings.cache().size());
    assertEquals(Duration.ofHours(1), settings.cache().lifetime());
    assertFalse(settings.moodle().policy().block());
    OfClamd clamd = assertInstanceOf(OfClamd.class, settings.scanners().get(0));
    assertEquals(List.of(), clamd.settings().addresses());
    assertEquals(DataSize.parse("100M"), clamd.settings().maxFileSize());
    assertEquals(8, clamd.settings().connections());
    assertFalse(clamd.settings().byPath());
  }

  @Test
  void scannersAreNamedAndTheirKeysStandUnderTheirNames() {
    Settings settings =
        read(
            Map.of(
                "scangate.scanner", "local, other,list",
                "scangate.local.type", "clamd",
                "scangate.local.address", "unix:/run/a.sock,[::1]:3310",
                "scangate.other.type", "clamd",
                "scangate.other.connections", "2",
                "scangate.other.by-path", "true",
                "scangate.list.type", "hashlist"));
    assertEquals(List.of(), problems(settings));
    assertEquals(3, settings.scanners().size());
    OfClamd local = assertInstanceOf(OfClamd.class, settings.scanners().get(0));
    assertEquals("local", local.settings().name());
    assertEquals(2, local.settings().addresses().size());
    assertFalse(local.settings().byPath());
    OfClamd other = assertInstanceOf(OfClamd.class, settings.scanners().get(1));
    assertTrue(other.settings().byPath());
    assertInstanceOf(OfHashlist.class, settings.scanners().get(2));
  }

  @Test
  void eachTypeOfScannerHasItsKeysUnderItsName() {
    Settings settings =
        read(
            Map.ofEntries(
                Map.entry("scangate.scanner", "sophos,icap,script,other,remote"),
                Map.entry("scangate.sophos.type", "icap"),
                Map.entry("scangate.sophos.uri", "icap://a/s,icaps://b:99/s"),
                Map.entry("scangate.sophos.method", "REQMOD"),
                Map.entry("scangate.sophos.found-headers", "X-Bad"),
                Map.entry("scangate.sophos.connections", "3"),
                Map.entry("scangate.sophos.max-file-size", "1M"),
                Map.entry("scangate.icap.uri", "icap://c/avscan"),
                Map.entry("scangate.script.type", "command"),
                Map.entry("scangate.script.line", "scan 'a b' {file}"),
                Map.entry("scangate.script.clean-exit", "0,4"),
                Map.entry("scangate.script.found-exit", "1, 3"),
                Map.entry("scangate.script.signature", "(.+) FOUND"),
                Map.entry("scangate.script.version-line", "scan --version"),
                Map.entry("scangate.script.processes", "2"),
                Map.entry("scangate.spool.folder", "/var/spool"),
                Map.entry("scangate.other.type", "remote"),
                Map.entry("scangate.other.url", "https://a/x"),
                Map.entry("scangate.other.user", "me"),
                Map.entry("scangate.other.password", "s3cret"),
                Map.entry("scangate.remote.url", "http://b/y"),
                Map.entry("scangate.remote.token", "s3cret")));
    assertEquals(List.of(), problems(settings));
    assertEquals(List.of(), settings.warnings());
    OfIcap sophos = assertInstanceOf(OfIcap.class, settings.scanners().get(0));
    assertEquals("sophos", sophos.settings().name());
    assertEquals(2, sophos.settings().uris().size());
    assertEquals(IcapSettings.Method.REQMOD, sophos.settings().method());
    assertEquals(List.of("X-Bad"), sophos.settings().foundHeaders());
    assertEquals(3, sophos.settings().connections());
    assertEquals(DataSize.parse("1M"), sophos.settings().maxFileSize());
    OfIcap icap = assertInstanceOf(OfIcap.class, settings.scanners().get(1));
    assertEquals(IcapSettings.Method.RESPMOD, icap.settings().method());
    assertEquals(
        List.of("X-Infection-Found", "X-Virus-ID", "X-Violations-Found"),
        icap.settings().foundHeaders());
    assertEquals(8, icap.settings().connections());
    assertEquals(DataSize.parse("100M"), icap.settings().maxFileSize());
    OfCommand script = assertInstanceOf(OfCommand.class, settings.scanners().get(2));
    assertEquals(List.of("scan", "a b", "{file}"), script.settings().line());
    assertEquals(Set.of(0, 4), script.settings().cleanExits());
    assertEquals(Set.of(1, 3), script.settings().foundExits());
    assertEquals("(.+) FOUND", script.settings().signature().orElseThrow().pattern());
    assertEquals(List.of("scan", "--version"), script.settings().versionLine());
    assertEquals(2, script.settings().processes());
    assertEquals(Path.of("/var/spool"), script.settings().folder());
    OfRemote other = assertInstanceOf(OfRemote.class, settings.scanners().get(3));
    assertEquals(new Credentials.Basic("me", "s3cret"), other.settings().credentials());
    OfRemote remote = assertInstanceOf(OfRemote.class, settings.scanners().get(4));
    assertEquals(new Credentials.Bearer("s3cret"), remote.settings().credentials());
    assertFalse(settings.toString().contains("s3cret"), settings.toString());
  }

  private static final Map<String, Map<String, String>> ADDRESSES =
      Map.of(
          "icap", Map.of("scangate.icap.uri", "icap://a/b"),
          "command", Map.of("scangate.command.line", "scan"),
          "remote", Map.of("scangate.remote.url", "https://a/b"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "icap | uri | | such as icap://",
        "icap | uri | http://a/b | icap://",
        "icap | uri | icap://a/b,icap://a/b | twice",
        "icap | uri | icap://me:s3cret@a/b | icap://",
        "icap | method | reqmod | RESPMOD and REQMOD",
        "icap | found-headers | X Bad | X-Infection-Found",
        "icap | connections | 129 | whole number",
        "icap | max-file-size | 0 | 100M",
        "icap | trusted-certificates | /no/such/file | PEM",
        "command | line | | such as clamdscan",
        "command | line | scan 's3cret | closing",
        "command | line | {file} | program",
        "command | version-line | scan \"s3cret | closing",
        "command | clean-exit | zero | exit code",
        "command | clean-exit | 1 | also stands",
        "command | found-exit | 256 | exit code",
        "command | signature | FOUND | group 1",
        "command | signature | (FOUND | group 1",
        "command | processes | 0 | whole number",
        "remote | url | | such as https://",
        "remote | url | icap://a | https://",
        "remote | url | https://me:s3cret@a/b | https://",
        "remote | user | me | go together",
        "remote | password | s3cret | go together",
        "remote | connections | many | whole number"
      })
  void aWrongKeyOfAScannerIsNamed(String type, String key, String value, String right) {
    Map<String, String> properties = new HashMap<>(Map.of("scangate.scanner", type));
    if (!List.of("uri", "line", "url").contains(key)) {
      properties.putAll(ADDRESSES.get(type));
    }
    if (value != null) {
      properties.put("scangate." + type + "." + key, value);
    }
    Settings settings = read(properties);
    assertEquals(1, problems(settings).size(), problems(settings).toString());
    String problem = problems(settings).get(0);
    assertTrue(problem.startsWith("scangate." + type + "."), problem);
    assertTrue(problem.contains(right), problem);
    assertFalse(problem.contains("s3cret"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"icap", "command", "remote", "hashlist,remote"})
  void noEngineIsWaitedForBeyondWhereOneMayGiveUpAndSayOk(String scanners) {
    Map<String, String> properties = new HashMap<>(Map.of("scangate.scanner", scanners));
    ADDRESSES.values().forEach(properties::putAll);
    properties.put("scangate.scan-timeout", "PT120S");
    List<String> problems = problems(read(properties));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("scangate.scan-timeout: "), problems.get(0));
    assertTrue(problems.get(0).contains("--max-scantime"), problems.get(0));
    properties.put("scangate.scan-timeout", "PT119S");
    assertEquals(List.of(), problems(read(properties)));
  }

  @ParameterizedTest
  @CsvSource({
    ",        ,        ,        PT50S,  PT110S",
    "PT40S,   ,        ,        PT40S,  PT40S",
    "PT40S,   PT30S,   ,        PT30S,  PT40S",
    "PT40S,   ,        PT100S,  PT40S,  PT100S",
    ",        PT30S,   ,        PT30S,  PT110S"
  })
  void eachEntryHasItsOwnBound(
      String general, String moodle, String pure, Duration uploads, Duration files) {
    Map<String, String> keys = new HashMap<>();
    keys.put("scangate.scan-timeout", general);
    keys.put("scangate.moodle.scan-timeout", moodle);
    keys.put("scangate.pure.scan-timeout", pure);
    keys.values().removeIf(Objects::isNull);
    Settings settings = read(keys);
    assertEquals(List.of(), problems(settings));
    assertEquals(uploads, settings.moodle().rules().scanTimeout());
    assertEquals(files, settings.pure().rules().scanTimeout());
    OfClamd clamd = assertInstanceOf(OfClamd.class, settings.scanners().get(0));
    assertEquals(
        uploads.compareTo(files) > 0 ? uploads : files,
        clamd.settings().scanTimeout(),
        "probes take the longer one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scangate.moodle.scan-timeout", "scangate.pure.scan-timeout"})
  void noEntryWaitsForAnEngineBeyondWhereItGivesUp(String key) {
    List<KeyProblem> wrong = read(Map.of(key, "PT120S", "scangate.scan-timeout", "PT9S")).wrong();
    assertEquals(List.of(key), wrong.stream().map(KeyProblem::name).toList());
    assertEquals(List.of(), read(Map.of("scangate.scanner", "hashlist", key, "PT9M")).wrong());
  }

  @Test
  void anEntrysOwnExceptionsStandInThePlaceOfTheGeneralOnes() {
    Settings settings =
        read(
            Map.of(
                "scangate.accept-unopened", "rar4, 7z",
                "scangate.moodle.accept-unopened", "zip-lzma"));
    assertEquals(Set.of(ContainerKind.ZIP_LZMA), settings.moodle().rules().acceptUnopened());
    assertEquals(
        Set.of(ContainerKind.RAR4, ContainerKind.SEVEN_ZIP),
        settings.pure().rules().acceptUnopened());
    Settings none =
        read(Map.of("scangate.accept-unopened", "rar4", "scangate.pure.accept-unopened", ""));
    assertEquals(List.of(), problems(none));
    assertEquals(Set.of(), none.pure().rules().acceptUnopened());
    assertEquals(Set.of(ContainerKind.RAR4), none.moodle().rules().acceptUnopened());
  }

  @Test
  void aListOfDigestsMayTakeAnyTime() {
    Settings settings =
        read(Map.of("scangate.scanner", "hashlist", "scangate.scan-timeout", "PT10M"));
    assertEquals(List.of(), problems(settings));
  }

  @Test
  void aTokenBesideUserAndPasswordIsWrong() {
    Settings settings =
        read(
            Map.of(
                "scangate.scanner", "remote",
                "scangate.remote.url", "https://a/b",
                "scangate.remote.user", "me",
                "scangate.remote.password", "x",
                "scangate.remote.token", "y"));
    assertEquals(1, problems(settings).size(), problems(settings).toString());
  }

  @Test
  void anEnvironmentVariableIsUnderstoodAndWinsOverAFile() {
    Settings settings =
        ConfigFixture.read(
            new SmallRyeConfigBuilder()
                .withSources(
                    new PropertiesConfigSource(
                        Map.of("scangate.clamd.max-file-size", "1M"), "file", 100),
                    new EnvConfigSource(
                        Map.of("SCANGATE_CLAMD_MAX_FILE_SIZE", "2M", "SCANGATE_CLAMD_ADRESS", "x"),
                        300))
                .build());
    OfClamd clamd = assertInstanceOf(OfClamd.class, settings.scanners().get(0));
    assertEquals(DataSize.parse("2M"), clamd.settings().maxFileSize());
    assertEquals(1, settings.warnings().size(), settings.warnings().toString());
    assertTrue(settings.warnings().get(0).contains("SCANGATE_CLAMD_ADRESS"));
    assertEquals(List.of(), problems(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "scangate.max-file-size, 2 GB, 100M",
    "scangate.max-file-size, -1, 100M",
    "scangate.max-file-size, 999999999999999G, 100M",
    "scangate.scan-timeout, 60s, PT30S",
    "scangate.scan-timeout, PT0S, PT30S",
    "scangate.scan-timeout, PT120S, PT50S",
    "scangate.moodle.scan-timeout, 60s, PT30S",
    "scangate.accept-unopened, rar, 'rar4, rar5, 7z'",
    "scangate.moodle.accept-unopened, RAR5, 'rar4, rar5, 7z'",
    "scangate.pure.accept-unopened, 'rar4,all', 'rar4, rar5, 7z'",
    "scangate.upload-timeout, -PT1M, PT30S",
    "scangate.cache.size, many, 100000000",
    "scangate.cache.lifetime, 1h, PT30S",
    "scangate.scanner, sophos, clamd",
    "scangate.scanner, a b, letters",
    "scangate.scanner, 'clamd,clamd', names of their own",
    "scangate.clamd.address, localhost, localhost:3310",
    "scangate.clamd.address, unix:relative, unix:/path",
    "scangate.clamd.address, localhost:99999, localhost:3310",
    "scangate.clamd.max-file-size, 3G, 2047M",
    "scangate.clamd.connections, 0, whole number",
    "scangate.clamd.by-path, yes, false and true",
    "scangate.clamd.by-path, TRUE, false and true",
    "scangate.moodle.unscanned, blok, report",
    "scangate.moodle.unscanned.encrypted, yes, block",
    "scangate.moodle.allowed-addresses, moodle.example.org, 10.1.0.0/16",
    "scangate.trusted-proxies, 10.0.0.0/99, 10.1.0.0/16"
  })
  void aWrongValueIsNamedWithItsKeyAndWhatWouldBeRight(String key, String value, String right) {
    Settings settings = read(Map.of(key, value));
    assertEquals(1, problems(settings).size(), problems(settings).toString());
    String problem = problems(settings).get(0);
    assertTrue(problem.startsWith(key + ": "), problem);
    assertTrue(problem.contains(right), problem);
  }

  @Test
  void aWrongPolicyCountsAsBlock() {
    assertTrue(read(Map.of("scangate.moodle.unscanned", "blok")).moodle().policy().block());
    Settings one = read(Map.of("scangate.moodle.unscanned.encrypted", "blok"));
    assertTrue(one.moodle().policy().blocks(Reason.ENCRYPTED));
    assertFalse(one.moodle().policy().blocks(Reason.TIMED_OUT));
  }

  @Test
  void aSecretIsNeverRepeated() {
    Settings settings =
        read(Map.of("scangate.moodle.token", "s3cret", "scangate.scan-timeout", "wrong"));
    assertFalse(settings.toString().contains("s3cret"), settings.toString());
  }

  @Test
  void anEmptyTokenIsAnOpenDoorAndSoIsWrong() {
    for (String empty : new String[] {"", " ", ",", " , "}) {
      Settings settings = read(Map.of("scangate.moodle.token", empty));
      assertEquals(1, problems(settings).size(), "for \"" + empty + '"');
      assertTrue(problems(settings).get(0).startsWith("scangate.moodle.token: "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate.scanner",
        "scangate.clamd.type",
        "scangate.clamd.address",
        "scangate.max-file-size",
        "scangate.moodle.unscanned",
        "scangate.moodle.unscanned.encrypted"
      })
  void aKeyThatIsSetAndEmptyOrThatCannotBeReadIsWrong(String key) {
    for (String value : new String[] {"", " ", "${no.such.key}"}) {
      Settings settings = read(Map.of(key, value));
      assertEquals(1, problems(settings).size(), key + "=" + value + problems(settings));
      assertTrue(problems(settings).get(0).startsWith(key + ": "), problems(settings).get(0));
    }
  }

  @Test
  void aListThatComesToNothingIsNoListAndWrong() {
    for (String nothing : new String[] {"", ","}) {
      Settings settings =
          read(Map.of("scangate.scanner", "hashlist", "scangate.hashlist.files", nothing));
      assertEquals(1, problems(settings).size(), nothing + problems(settings));
    }
  }

  @Test
  void anEmptyPolicyCountsAsBlock() {
    assertTrue(read(Map.of("scangate.moodle.unscanned", "")).moodle().policy().block());
    assertTrue(read(Map.of("scangate.moodle.unscanned", "${nope}")).moodle().policy().block());
  }

  @Test
  void anEmptyListOfAddressesIsAnyAddress() {
    Settings settings = read(Map.of("scangate.moodle.allowed-addresses", ""));
    assertEquals(List.of(), problems(settings));
    for (String nothing : new String[] {",", "${no.such.key}"}) {
      assertEquals(1, problems(read(Map.of("scangate.moodle.allowed-addresses", nothing))).size());
    }
  }

  @Test
  void anUnknownKeyIsWarnedAboutByName() {
    Settings settings = read(Map.of("scangate.scan-time-out", "PT5S"));
    assertEquals(List.of(), problems(settings));
    assertEquals(
        List.of("unknown key scangate.scan-time-out; did you mean scangate.scan-timeout?"),
        settings.warnings());
  }
}
