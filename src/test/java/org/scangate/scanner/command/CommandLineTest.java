package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void argumentsAreSplitAtSpacesAndTabs() {
    assertSplit(" clamscan \t--no-summary\t{file}  ", "clamscan", "--no-summary", "{file}");
  }

  @Test
  void singleQuotesKeepEverything() {
    assertSplit("av 'a b' 'c\\d' '\"' ''", "av", "a b", "c\\d", "\"", "");
  }

  @Test
  void doubleQuotesKeepAllButEscapedQuotesAndBackslashes() {
    assertSplit(
        "av \"a 'b'\" \"c\\\"d\" \"e\\\\f\" \"g\\h\" \"\"", //
        "av",
        "a 'b'",
        "c\"d",
        "e\\f",
        "g\\h",
        "");
  }

  @Test
  void aBackslashOutsideOfQuotesKeepsTheNextCharacter() {
    assertSplit("av a\\ b \\'c \\\"d \\\\e f\\g", "av", "a b", "'c", "\"d", "\\e", "fg");
  }

  @Test
  void partsThatTouchAreOneArgument() {
    assertSplit("av --x='a b'\" c\"d", "av", "--x=a b cd");
  }

  @Test
  void nothingIsExpanded() {
    assertSplit("av $HOME ~ * `id` $(id) ;|&>", "av", "$HOME", "~", "*", "`id`", "$(id)", ";|&>");
  }

  @Test
  void otherWhiteSpaceSeparatesNothing() {
    assertSplit("av a\u00a0b", "av", "a\u00a0b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \t", "av 'a", "av \"a", "av \"a\\\"", "av a\\", "av a\nb", "av \0"})
  void whatIsNoCommandLineIsRefusedWithoutTellingWhatItHolds(String line) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> CommandLine.split(line)).getMessage();
    assertTrue(said.startsWith("a command line "), said);
  }

  @Test
  void aFilesNameNeverBecomesTwoArguments() {
    Path file = Path.of("/tmp/a b'c \"d\".bin");
    List<String> line = CommandLine.split("av {file} --in={file}:{file} -- x");
    assertEquals(
        List.of("av", file.toString(), "--in=" + file + ":" + file, "--", "x"),
        CommandLine.with(file, line));
  }

  private static void assertSplit(String line, String... arguments) {
    assertEquals(List.of(arguments), CommandLine.split(line));
  }
}
