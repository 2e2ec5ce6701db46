package org.scangate.scanner.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line without a shell: its arguments are split at white space; quotes and backslashes
 * keep what they keep in a shell, and nothing is ever expanded.
 */
public final class CommandLine {

  /** Stands for the path of the content. */
  static final String FILE = "{file}";

  private static final char NONE = 0;

  private final String line;
  private final List<String> arguments = new ArrayList<>();
  private final StringBuilder argument = new StringBuilder();
  private boolean begun;
  private char quote = NONE;

  private CommandLine(String line) {
    this.line = line;
  }

  /**
   * The program and its arguments. Single quotes keep everything, double quotes all but {@code \"}
   * and {@code \\}, a backslash outside of quotes the next character.
   *
   * @throws IllegalArgumentException saying what would be right, without the line itself
   */
  public static List<String> split(String line) {
    if (line.isBlank()) {
      throw new IllegalArgumentException(
          "a command line is a program and its arguments, such as: clamdscan --fdpass {file}");
    }
    if (line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "a command line is one line without control characters; only spaces and tabs separate");
    }
    return new CommandLine(line).split();
  }

  /** The arguments with the path in place of {@code {file}}, each still one argument. */
  static List<String> with(Path file, List<String> arguments) {
    return arguments.stream().map(argument -> argument.replace(FILE, file.toString())).toList();
  }

  private List<String> split() {
    for (int i = 0; i < line.length(); i++) {
      if (keepsNext(i)) {
        if (++i == line.length()) {
          throw new IllegalArgumentException(
              "a command line ends with a lone backslash; write \\\\ or '\\' for a backslash");
        }
        keep(line.charAt(i));
      } else {
        take(line.charAt(i));
      }
    }
    if (quote != NONE) {
      throw new IllegalArgumentException(
          "a command line has an opening " + quote + " without a closing one");
    }
    end();
    return List.copyOf(arguments);
  }

  private boolean keepsNext(int at) {
    if (line.charAt(at) != '\\' || quote == '\'') {
      return false;
    }
    if (quote == NONE) {
      return true;
    }
    char next = at + 1 < line.length() ? line.charAt(at + 1) : NONE;
    return next == '"' || next == '\\';
  }

  private void take(char c) {
    if (quote != NONE && c == quote) {
      quote = NONE;
    } else if (quote != NONE) {
      keep(c);
    } else if (c == '\'' || c == '"') {
      quote = c;
      begun = true; // '' is an argument too
    } else if (c == ' ' || c == '\t') {
      end();
    } else {
      keep(c);
    }
  }

  private void keep(char c) {
    argument.append(c);
    begun = true;
  }

  private void end() {
    if (begun) {
      arguments.add(argument.toString());
      argument.setLength(0);
      begun = false;
    }
  }
}
