package org.scangate.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.scan.Reason;

/** The tables of the reference page, as the register has them. */
final class ConfigurationPage {

  private static final String HEAD =
      "| key | type | default | meaning | since |\n|---|---|---|---|---|\n";

  private ConfigurationPage() {}

  static String tables() {
    return Arrays.stream(KeyGroup.values())
        .map(ConfigurationPage::group)
        .collect(Collectors.joining("\n"));
  }

  private static String group(KeyGroup group) {
    String text =
        "## "
            + group.title()
            + "\n\nRead "
            + group.reading().when()
            + "; a change counts "
            + group.reading().live()
            + ".\n\n"
            + table(
                keys(group).filter(key -> !isOfSomeTypes(key)).map(key -> row(key.pattern(), key)));
    return switch (group) {
      case SCANNERS -> text + types();
      case MOODLE -> text + "\nReasons: " + reasons() + ".\n";
      case SOURCES,
          LIMITS,
          LOG,
          JOURNAL,
          API,
          CONSOLE,
          METRICS,
          CANARIES,
          SILENCE,
          ALERTS,
          PURE,
          LOCAL,
          S3 ->
          text;
    };
  }

  private static String types() {
    return Arrays.stream(ScannerType.values())
        .map(
            type ->
                "\n### Scanners of the type "
                    + type.word()
                    + "\n\n"
                    + table(
                        keys(KeyGroup.SCANNERS)
                            .filter(key -> isOfSomeTypes(key) && key.types().contains(type))
                            .map(key -> row(key.name(type.word()), key))))
        .collect(Collectors.joining());
  }

  private static String reasons() {
    return Arrays.stream(Reason.values())
        .map(reason -> "`" + reason.key() + "`")
        .collect(Collectors.joining(", "));
  }

  private static Stream<Key> keys(KeyGroup group) {
    return Arrays.stream(Key.values()).filter(key -> key.group() == group);
  }

  private static boolean isOfSomeTypes(Key key) {
    return !key.types().isEmpty() && key.types().size() < ScannerType.values().length;
  }

  private static String table(Stream<String> rows) {
    return rows.collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(String name, Key key) {
    List<String> cells =
        List.of(
            "`" + name + "`",
            key.type().shown(),
            key.fallback().shown(),
            key.meaning(),
            key.since());
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
