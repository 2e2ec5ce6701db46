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
  Optional<CommandSettings> read(String name) {
    List<String> line = commandLine(Key.LINE);
    if (!keys.isSet(Key.LINE)) {
      keys.wrong(
          Key.LINE, ScannerReader.NOT_SET + "such as clamdscan --no-summary --fdpass {file}");
    }
    Set<Integer> clean = Set.copyOf(keys.values(Key.CLEAN_EXIT, CommandReader::exit));
    Set<Integer> found = Set.copyOf(keys.values(Key.FOUND_EXIT, CommandReader::exit));
    if (!Collections.disjoint(clean, found)) {
      keys.wrong(Key.FOUND_EXIT, "it also stands in clean-exit; one code, one meaning");
      return Optional.empty();
    }
    Optional<Pattern> signature = keys.optional(Key.SIGNATURE, CommandReader::signature);
    List<String> version = commandLine(Key.VERSION_LINE);
    DataSize largest = keys.value(Key.SCANNER_MAX_FILE_SIZE, ScannerReader::someSize);
    int processes = keys.number(Key.PROCESSES);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    return keys.checked(
        Key.LINE,
        () ->
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
                scanTimeout));
  }

  /** May hold a password, so that it is not repeated where it is wrong. */
  private List<String> commandLine(Key key) {
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
