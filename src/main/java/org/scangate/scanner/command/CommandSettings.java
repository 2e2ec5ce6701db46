package org.scangate.scanner.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scangate.scan.DataSize;

/**
 * Which command, and what its answers mean.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param line the program and its arguments; {@code {file}} in them stands for the path of the
 *     content, which otherwise comes on standard input
 * @param cleanExits exit codes that say clean
 * @param foundExits exit codes that say infected
 * @param signature finds the signature's name in the output, as its group 1
 * @param versionLine program and arguments that tell the version; empty: it tells none
 * @param maxFileSize upper bound of what it is given; less if it is proven to scan less
 * @param processes scans at once
 * @param folder where the private folder with the copies is made
 * @param scanTimeout the bound on one run
 */
public record CommandSettings(
    String name,
    List<String> line,
    Set<Integer> cleanExits,
    Set<Integer> foundExits,
    Optional<Pattern> signature,
    List<String> versionLine,
    DataSize maxFileSize,
    int processes,
    Path folder,
    Duration scanTimeout) {

  /** Above it an exit code tells of a signal that ended the program, which is never an answer. */
  static final int HIGHEST_EXIT = 128;

  /**
   * @throws IllegalArgumentException saying what would be right
   */
  public CommandSettings {
    line = List.copyOf(line);
    versionLine = List.copyOf(versionLine);
    cleanExits = Set.copyOf(cleanExits);
    foundExits = Set.copyOf(foundExits);
    folder = folder.toAbsolutePath();
    require(!line.isEmpty() && !line.get(0).isEmpty(), "a command line begins with its program");
    require(!line.get(0).contains(CommandLine.FILE), "the program cannot be {file} itself");
    require(
        versionLine.stream().noneMatch(argument -> argument.contains(CommandLine.FILE)),
        "a version is told without a {file}");
    require(!cleanExits.isEmpty() && !foundExits.isEmpty(), "clean and found need exit codes");
    require(Collections.disjoint(cleanExits, foundExits), "an exit code is either clean or found");
    require(
        Stream.concat(cleanExits.stream(), foundExits.stream())
            .allMatch(exit -> exit >= 0 && exit <= HIGHEST_EXIT),
        "an exit code is 0 to 128; higher ones tell of a signal");
    require(
        signature.map(pattern -> pattern.matcher("").groupCount() > 0).orElse(true),
        "the pattern needs a group (in parentheses) that is the signature's name");
    require(processes > 0, "at least one process");
    require(
        !truncates(line),
        "clamdscan needs --fdpass, and no --stream, beside {file}; without, it may send only the"
            + " first StreamMaxLength bytes of a file and say clean to the rest");
  }

  /** Seen with clamdscan 1.4.6. The proof would find such a limit too; this says what to write. */
  private static boolean truncates(List<String> line) {
    return fileName(line.get(0)).equals("clamdscan")
        && line.stream().anyMatch(argument -> argument.contains(CommandLine.FILE))
        && (!line.contains("--fdpass")
            || line.stream().anyMatch(argument -> argument.startsWith("--st")));
  }

  private static String fileName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** For sentences; the arguments are no part of it. */
  String engine() {
    return "the command " + program();
  }

  String program() {
    return line.get(0);
  }

  /** Without its folder. */
  String programName() {
    return fileName(program());
  }

  /** Without the arguments of both lines, which may be passwords. */
  @Override
  public String toString() {
    return "CommandSettings[name=%s, program=%s, cleanExits=%s, foundExits=%s, maxFileSize=%s, processes=%s, folder=%s, scanTimeout=%s]"
        .formatted(
            name, program(), cleanExits, foundExits, maxFileSize, processes, folder, scanTimeout);
  }

  boolean takesFile() {
    return line.stream().anyMatch(argument -> argument.contains(CommandLine.FILE));
  }
}
