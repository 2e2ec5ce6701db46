package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that is not understood is told and costs no other line. */
class HashlistMalformedTest {

  private static final KnownBad ONE = new KnownBad("one");
  private static final KnownBad TWO = new KnownBad("two");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not a hash",
        "00",
        "sha256:68:Eicar",
        "44d88612fea8a8f36de82e1278abb02f:x:Eicar",
        "44d88612fea8a8f36de82e1278abb02f:68:",
        "44d88612fea8a8f36de82e1278abb02f0",
        "44d88612fea8a8f36de82e1278abb02g",
        "44d88612fea8a8f36de82e1278abb02f/Eicar",
        "\"44d88612fea8a8f36de82e1278abb02f",
        "domain,type"
      })
  void itIsToldWithFileAndNumberAndTheOthersAreThere(String line) throws IOException {
    Lists lists = read("# list", ONE.sha256(), line, TWO.sha256());
    assertTrue(ONE.nameIn(lists).isPresent());
    assertTrue(TWO.nameIn(lists).isPresent());
    assertEquals(2, lists.size());
    String advice = lists.advice("list").get(1);
    assertTrue(advice.startsWith("1 line of " + folder.resolve("bad.txt")), advice);
    assertTrue(advice.contains(" line 3: "), advice);
    assertEquals(Optional.empty(), lists.obstacle());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24,\"n/a,Bad",
        "2026-11-24,\"x\"y,Bad",
        "2026-11-24,0123,Bad",
        "2026-11-24",
        "\"2026-11-24"
      })
  void aCsvRowThatIsNotUnderstoodTakesNoOtherAlong(String row) throws IOException {
    String quoted = "\"2026-11-24\",\"%s\",\"Bad.Thing\"";
    Lists lists =
        read(
            "date,sha256,signature",
            quoted.formatted(ONE.sha256()),
            row,
            quoted.formatted(TWO.sha256()));
    assertEquals(Optional.of("Bad.Thing"), ONE.nameIn(lists));
    assertEquals(Optional.of("Bad.Thing"), TWO.nameIn(lists));
    String advice = lists.advice("list").get(1);
    assertTrue(advice.startsWith("1 line ") && advice.contains(" line 3: "), advice);
  }

  @Test
  void aDigestBeforeABrokenQuoteCounts() throws IOException {
    Lists lists =
        read("sha256,file_name", ONE.sha256() + ",\"a\"b.exe\"", TWO.sha256() + ",\"c.exe");
    assertTrue(ONE.nameIn(lists).isPresent());
    assertTrue(TWO.nameIn(lists).isPresent());
  }

  @Test
  void linesAreCountedWhereAFieldHasSeveral() throws IOException {
    Lists lists =
        read("sha256,comment", ONE.sha256() + ",\"a", "b", "c\"", "nonsense", TWO.sha256() + ",");
    assertTrue(TWO.nameIn(lists).isPresent());
    assertTrue(lists.advice("list").get(1).contains(" line 5: nonsense"));
  }

  @ParameterizedTest
  @ValueSource(ints = {LineReader.MAX_LINE + 1, 3 * LineReader.MAX_LINE, 1 << 20})
  void aLineThatIsTooLongIsPassedOver(int length) throws IOException {
    String tooLong = TWO.sha256() + " " + "x".repeat(length - 65);
    Lists lists = read(tooLong, ONE.sha256(), tooLong);
    assertTrue(ONE.nameIn(lists).isPresent());
    assertEquals(1, lists.size());
    String advice = lists.advice("list").get(1);
    assertTrue(advice.startsWith("2 lines ") && advice.contains(" line 1: "), advice);
    assertTrue(advice.length() < 400, "of a line only its beginning is told");
  }

  @Test
  void theLongestLineIsRead() throws IOException {
    String longest = TWO.sha256() + " " + "x".repeat(LineReader.MAX_LINE - 65);
    List<String> lines = new ArrayList<>(Collections.nCopies(9, longest));
    lines.add(ONE.sha256());
    Lists lists = read(lines.toArray(String[]::new));
    assertEquals(Optional.of("x".repeat(127)), TWO.nameIn(lists));
    assertTrue(ONE.nameIn(lists).isPresent());
    assertEquals(1, lists.advice("list").size());
  }

  @Test
  void whatIsToldOfALineForgesNoLog() throws IOException {
    Lists lists = read(ONE.sha256(), "\u001b[31mred\rstart \u202e");
    String advice = lists.advice("list").get(1);
    assertTrue(advice.contains("\\u001b[31mred\\u000dstart \\u202e"), advice);
    String warning = lists.reports().get(0).warning().orElseThrow();
    assertFalse(warning.contains("\u001b"), warning);
  }

  @Test
  void theLogNamesTheFirstTenAndCountsTheOthers() throws IOException {
    List<String> lines = new ArrayList<>(Collections.nCopies(25, "nonsense"));
    lines.add(ONE.sha256());
    Lists lists = read(lines.toArray(String[]::new));
    String warning = lists.reports().get(0).warning().orElseThrow();
    assertTrue(warning.contains("line 10: nonsense; and 15 more"), warning);
    assertFalse(warning.contains("line 11"), warning);
  }

  @Test
  void aFileOfWhichNothingIsUnderstoodIsNoList() throws IOException {
    assertTrue(read("# list", "<!doctype html>", "<p>404</p>").obstacle().isPresent());
    assertTrue(read("date,sha256", "nonsense,nonsense").obstacle().isPresent());
  }

  @Test
  void anEmptyListIsOneAndIsTold() throws IOException {
    for (String content : List.of("", "# nothing yet", "sha256,signature")) {
      Lists lists = read(content);
      assertEquals(Optional.empty(), lists.obstacle());
      assertEquals(0, lists.size());
      assertTrue(lists.advice("list").get(1).contains("has no digest of a file"));
    }
  }

  private Lists read(String... lines) throws IOException {
    return KnownBad.read(Files.write(folder.resolve("bad.txt"), List.of(lines), UTF_8));
  }
}
