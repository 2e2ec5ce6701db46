package org.scangate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that documents, templates and messages name are keys of the register. */
class DocumentedKeysTest {

  private static final Path TEMPLATE = Path.of("payara-config/scangate.properties");

  /** Neither a package, nor a host's name or a path, nor the end of a longer word. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?<![\\w./@-])|(?<=-D))(?:scangate(?:\\.(?:[A-Za-z0-9-]+|<[a-z]+>|\\*|…))+\\.?"
              + "|SCANGATE_[A-Z0-9_]+(?:…)?)");

  private static final Pattern SETTING = Pattern.compile("#?(scangate\\.[^=\\s]+)=(.*)");

  /** Files of ours that are called like a key, and a host. */
  private static final Set<String> FILES =
      Set.of(
          "war",
          "cli",
          "properties",
          "json",
          "service",
          "conf",
          "log",
          "env",
          "logrotate",
          "md",
          "svg",
          "invalid");

  /** System properties of the build and of its tests. */
  private static final Pattern OF_THE_BUILD = Pattern.compile("scangate\\.(it|write)(\\..*)?");

  @Test
  void everyKeyThatIsNamedIsInTheRegister() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Path file : documents()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        for (String fault : faults(line)) {
          faults.add(file + ":" + number + ": " + fault + " is no key of the register (Key.java)");
        }
      }
    }
    assertEquals("", String.join("\n", faults));
  }

  private static List<Path> documents() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("src/site", "payara-config", "src/main")) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    try (Stream<Path> all = Files.list(Path.of(""))) {
      all.filter(file -> file.getFileName().toString().endsWith(".md")).forEach(files::add);
    }
    return files.stream().filter(DocumentedKeysTest::isText).sorted().toList();
  }

  private static boolean isText(Path file) {
    return file.toString()
        .matches(".*\\.(md|svg|xml|cli|properties|txt|asadmin|java|conf|service)");
  }

  private static List<String> faults(String line) {
    return NAMED
        .matcher(line)
        .results()
        .map(result -> result.group())
        .filter(name -> !isRight(name))
        .toList();
  }

  /** A key, the beginning of several, or something else that is called like one. */
  private static boolean isRight(String named) {
    String name = named.replaceAll("\\.$", "").replace("NAME", "<name>");
    if (named.endsWith("…") || named.endsWith("*") || named.endsWith("_")) {
      String beginning = named.replaceAll("[.…*]+$", "");
      return beginning.isEmpty() || beginsKeys(beginning) || beginsScanner(beginning);
    }
    String concrete = name.replace("<name>", "some").replace("<reason>", "busy");
    return Key.find(concrete).isPresent()
        || beginsKeys(name)
        || OF_THE_BUILD.matcher(name).matches()
        || FILES.contains(name.substring("scangate.".length()))
        || name.startsWith("scangate.example.");
  }

  /** Such as {@code scangate.pure}; {@code scangate.icap.} of those that are named like a type. */
  private static boolean beginsKeys(String beginning) {
    return Arrays.stream(Key.values())
        .flatMap(Key::names)
        .anyMatch(
            name ->
                name.startsWith(beginning + ".")
                    || KeyNames.spelling(name)
                        .startsWith(beginning.endsWith("_") ? beginning : beginning + "_"));
  }

  private static boolean beginsScanner(String beginning) {
    return beginning.matches("scangate\\.(<name>|[A-Za-z][A-Za-z0-9-]*)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`scangate.clamd.address` and `SCANGATE_CLAMD_ADDRESS`.",
        "scangate.sophos.uri=icap://scangate.example.org/scangate.x",
        "scangate.<name>.type, scangate.NAME.url, scangate.moodle.unscanned.<reason>",
        "scangate.pure.*, scangate.pure.…, `scangate.icap.`, SCANGATE_PURE_…, scangate.sophos.…",
        "ends with scangate.scan-timeout.",
        "org.scangate.verdict target/scangate.war scangate.properties x-scangate.y"
      })
  void whatIsRightIsNoFault(String line) {
    assertEquals(List.of(), faults(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scangate.clamd.adress",
        "`scangate.pure.root`",
        "SCANGATE_CLAMD_ADRESS=x",
        "scangate.pure.loca.*",
        "scangate.moodle.unscanned.lost",
        "scangate.moodle.url",
        "-Dscangate.timeout=x"
      })
  void whatIsNoKeyIsAFault(String line) {
    assertEquals(1, faults(line).size(), line);
  }

  @Test
  void theTemplateHasEveryKeyWithItsDefault() throws IOException {
    List<String> lines = Files.readAllLines(TEMPLATE);
    for (Key key : Key.values()) {
      boolean there = lines.stream().map(DocumentedKeysTest::keyOf).anyMatch(of(key)::equals);
      assertTrue(there, TEMPLATE + " has no " + key.pattern());
      for (String name : key.types().size() < 5 ? key.names().toList() : List.<String>of()) {
        String set = "#" + name + "=" + key.fallback().value().orElse("");
        boolean right =
            key == Key.UNSCANNED_REASON || lines.stream().anyMatch(line -> line.startsWith(set));
        assertTrue(right, TEMPLATE + " has no " + set);
      }
    }
  }

  @Test
  void theTemplateSetsNothingByItself() throws IOException {
    for (String line : Files.readAllLines(TEMPLATE)) {
      assertTrue(line.isBlank() || line.startsWith("#"), TEMPLATE + ": " + line);
    }
  }

  private static Optional<Key> keyOf(String line) {
    Matcher setting = SETTING.matcher(line);
    return setting.matches() ? Key.find(setting.group(1)) : Optional.empty();
  }

  private static Optional<Key> of(Key key) {
    return Optional.of(key);
  }
}
