package org.scangate.scanner.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scangate.scan.DataSize;

/** Commands for tests: small shell scripts, which find EICAR anywhere unless they misbehave. */
final class CommandFixture {

  static final Pattern FOUND = Pattern.compile(": (.+) FOUND");

  private static final String GREP =
      "if grep -q -a -F EICAR-STANDARD-ANTIVIRUS-TEST-FILE %s; then\n"
          + "  echo 'x: Eicar-Script FOUND'; exit 1\nfi\nexit 0\n";

  /** Scans the file that it is given. */
  static final String SCANS_FILE = GREP.formatted("\"$1\"");

  /** Scans its standard input, to the end if it finds nothing. */
  static final String SCANS_INPUT = GREP.formatted("");

  private CommandFixture() {}

  static CommandSettings file(Path spool, Path scripts, String script) {
    return settings(spool, "/bin/sh " + write(scripts, script) + " {file}");
  }

  static CommandSettings input(Path spool, Path scripts, String script) {
    return settings(spool, "/bin/sh " + write(scripts, script));
  }

  static CommandSettings settings(Path spool, String line) {
    return settings(spool, line, new DataSize(1 << 20));
  }

  static CommandSettings settings(Path spool, String line, DataSize maxFileSize) {
    return new CommandSettings(
        "av",
        CommandLine.split(line),
        Set.of(0),
        Set.of(1),
        Optional.of(FOUND),
        List.of(),
        maxFileSize,
        4,
        spool,
        Duration.ofSeconds(10));
  }

  private static Path write(Path folder, String script) {
    try {
      return Files.writeString(Files.createTempFile(folder, "script", ".sh"), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many processes carry the mark of a folder's runs, whoever their parent is. */
  static long marked(Path spool) {
    return ours(spool).mapToLong(CommandFixture::markedWith).sum();
  }

  /** How many carry this in their environment. */
  static long markedWith(String mark) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> environment(process).contains("SCANGATE_SCAN=" + mark))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(Path process) {
    try {
      return Files.readString(
          process.resolve("environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** The names of the private folders. */
  static Stream<String> ours(Path spool) {
    try (Stream<Path> folders = Files.list(spool)) {
      return folders.map(folder -> folder.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files below, but not the lock. */
  static List<Path> copies(Path spool) {
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(PrivateFolder.LOCK))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
