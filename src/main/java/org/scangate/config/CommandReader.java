package org.scangate.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.scangate.scan.DataSize;
import org.scangate.scanner.command.CommandLine;
import org.scangate.scanner.command.CommandSettings;

/** Reads the keys of a scanner that is a command. */
final class CommandReader {

  private final Keys keys;
  private final Duration scanTimeout;
  private final Path folder;

  /**
   * @param folder for copies of what is scanned
   */
  CommandReader(Keys keys, Duration scanTimeout, Path folder) {
    this.keys = keys;
    this.scanTimeout = scanTimeout;
    this.folder = folder;
  }

  /** Empty where something is wrong, which is noted. */
  Optional<Settings.ScannerSettings> read(String name, String prefix) {
    List<String> line = commandLine(prefix + ".line");
    if (!keys.isSet(prefix + ".line")) {
      keys.wrong(
          prefix + ".line",
          ScannerReader.NOT_SET + "such as clamdscan --no-summary --fdpass {file}");
    }
    Set<Integer> clean = exits(prefix + ".clean-exit", 0);
    Set<Integer> found = exits(prefix + ".found-exit", 1);
    if (!Collections.disjoint(clean, found)) {
      keys.wrong(prefix + ".found-exit", "it also stands in clean-exit; one code, one meaning");
      return Optional.empty();
    }
    Optional<Pattern> signature =
        keys.value(prefix + ".signature", text -> Optional.of(signature(text)), Optional.empty());
    List<String> version = commandLine(prefix + ".version-line");
    DataSize largest = ScannerReader.maxFileSize(keys, prefix);
    int processes = keys.number(prefix + ".processes", 1, 128, 4);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    return keys.checked(
        prefix + ".line",
        () ->
            new Settings.ScannerSettings.OfCommand(
                new CommandSettings(
                    name,
                    line,
                    clean,
                    found,
                    signature,
                    version,
                    largest,
                    processes,
                    folder,
                    scanTimeout)));
  }

  /** May hold a password, so that it is not repeated where it is wrong. */
  private List<String> commandLine(String key) {
    return keys.text(key)
        .flatMap(text -> keys.checked(key, () -> CommandLine.split(text)))
        .orElse(List.of());
  }

  private static Pattern signature(String text) {
    try {
      Pattern pattern = Pattern.compile(text, Pattern.MULTILINE);
      if (pattern.matcher("").groupCount() > 0) {
        return pattern;
      }
    } catch (PatternSyntaxException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException(
        "a regular expression whose group 1 is the signature is right, such as ^.*: (.+) FOUND$");
  }

  private Set<Integer> exits(String key, int fallback) {
    List<Integer> exits = keys.values(key, CommandReader::exit);
    return exits.isEmpty() ? Set.of(fallback) : Set.copyOf(exits);
  }

  private static Integer exit(String text) {
    try {
      int code = Integer.parseInt(text);
      if (code >= 0 && code <= 128) {
        return code;
      }
    } catch (NumberFormatException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException("an exit code from 0 to 128 is right, or several");
  }
}
