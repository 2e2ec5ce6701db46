package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;

class CommandAnswerTest {

  private static final String FOUND = ": (.+) FOUND";

  @Test
  void onlyACleanExitOfAllBytesIsClean() {
    assertEquals(new Clean(), verdict(FOUND, new RunResult(0, "x: OK\n", true, true, true)));
    assertEquals(Reason.LIMIT_EXCEEDED, reason(FOUND, new RunResult(0, "", true, false, true)));
    assertEquals(Reason.REFUSED, reason(FOUND, new RunResult(0, "", true, true, false)));
    assertEquals(Reason.REFUSED, reason(FOUND, ended(2, "")));
    assertEquals(Reason.REFUSED, reason(FOUND, ended(128, "")));
    assertEquals(Reason.UNREACHABLE, reason(FOUND, ended(137, "")));
  }

  @Test
  void cleanWithMoreOutputThanIsReadIsADoubtButNotWhatItFound() {
    RunResult clean = new RunResult(0, "x", false, true, true);
    assertEquals(Reason.REFUSED, reason(FOUND, clean));
    RunResult found = new RunResult(1, "x: Bad FOUND", false, true, true);
    assertEquals(new Infected("Bad"), verdict(FOUND, found));
  }

  @Test
  void noArgumentIsEverPrinted() {
    CommandSettings settings =
        new CommandSettings(
            "av",
            List.of("scan", "--password=s3cret"),
            Set.of(0),
            Set.of(1),
            Optional.empty(),
            List.of("scan", "s3cret", "--version"),
            DataSize.ofMebibytes(1),
            1,
            Path.of("/tmp"),
            Duration.ofSeconds(30));
    assertTrue(settings.toString().contains("scan"), settings.toString());
    assertFalse(settings.toString().contains("s3cret"), settings.toString());
  }

  @Test
  void aSecretOfOursIsNoneOfTheCommandsBusiness() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "SCANGATE_MOODLE_TOKEN",
                "s3cret",
                "scangate.remote.password",
                "s3cret",
                "AWS_SECRET_ACCESS_KEY",
                "s3cret",
                ProcessTree.VARIABLE,
                "another's",
                "PATH",
                "/bin"));
    ProgramRun.prepare(environment, "mark");
    assertEquals(Map.of("PATH", "/bin", "LC_ALL", "C", ProcessTree.VARIABLE, "mark"), environment);
  }

  @Test
  void aSignatureAlthoughItSaysCleanIsADoubt() {
    assertEquals(Reason.REFUSED, reason(FOUND, ended(0, "x: Bad FOUND")));
  }

  @Test
  void aSignatureIsNamedByThePattern() {
    assertEquals(new Infected("Bad"), verdict(FOUND, ended(1, "a\nx: Bad FOUND\ny: Worse FOUND")));
    assertEquals(new Infected("av.found"), verdict(FOUND, ended(1, "something")));
    assertEquals(new Infected("unnamed"), verdict("threat:(x)?", ended(1, "threat:")));
    assertEquals(
        new Infected("a\\u001bb"), verdict(FOUND, ended(1, "x: a\u001bb FOUND")), "printable");
    assertEquals(
        200,
        ((Infected) verdict(FOUND, ended(1, ": " + "x".repeat(999) + " FOUND")))
            .signature()
            .length());
  }

  @Test
  void whatClamAvCouldNotLookIntoIsNoVirusUnlessThereIsOneToo() {
    String encrypted = "x: Heuristics.Encrypted.Zip FOUND\n";
    assertEquals(Reason.ENCRYPTED, reason(FOUND, ended(1, encrypted)));
    assertEquals(
        Reason.LIMIT_EXCEEDED,
        reason(FOUND, ended(1, "x: Heuristics.Limits.Exceeded.MaxFiles FOUND")));
    assertEquals(new Infected("Bad"), verdict(FOUND, ended(1, encrypted + "x: Bad FOUND")));
  }

  @Test
  void anOddExitIsToldWithItsLastLineEscapedAndCut() {
    String output = "first\n" + "\u001b[31mwrong " + "x".repeat(999) + "\n\n  \n";
    String detail = unscanned(FOUND, ended(42, output)).detail();
    assertTrue(detail.contains("exit code 42: \\u001b[31mwrong xx"), detail);
    assertTrue(detail.length() < 300, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "((a|b)*)*c"})
  void aPatternThatTakesAgesIsNeitherCleanNorEndless(String pattern) {
    long begun = System.nanoTime();
    String output = "ab".repeat(200) + "a".repeat(200_000) + "!";
    assertEquals(Reason.REFUSED, reason(pattern, ended(0, output)));
    assertEquals(new Infected("av.found"), verdict(pattern, ended(1, output)));
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(8).toNanos());
  }

  @Test
  void whatCannotBeRightIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> settings("{file}", 0, 1, FOUND));
    assertThrows(IllegalArgumentException.class, () -> settings("av", 0, 0, FOUND));
    assertThrows(IllegalArgumentException.class, () -> settings("av", 137, 1, FOUND));
    assertThrows(IllegalArgumentException.class, () -> settings("av", 0, -1, FOUND));
    assertThrows(IllegalArgumentException.class, () -> settings("av", 0, 1, "no group"));
  }

  private static RunResult ended(int exit, String output) {
    return new RunResult(exit, output, true, true, true);
  }

  private static Reason reason(String pattern, RunResult result) {
    return unscanned(pattern, result).reason();
  }

  private static Unscanned unscanned(String pattern, RunResult result) {
    return assertInstanceOf(Unscanned.class, verdict(pattern, result));
  }

  private static Verdict verdict(String pattern, RunResult result) {
    return new CommandAnswer(settings("av", 0, 1, pattern))
        .verdict(result, Deadline.in(Duration.ofSeconds(30)));
  }

  private static CommandSettings settings(String program, int clean, int found, String pattern) {
    return new CommandSettings(
        "av",
        List.of(program),
        Set.of(clean),
        Set.of(found),
        Optional.of(Pattern.compile(pattern)),
        List.of(),
        DataSize.ofMebibytes(1),
        1,
        Path.of("/tmp"),
        Duration.ofSeconds(30));
  }
}
