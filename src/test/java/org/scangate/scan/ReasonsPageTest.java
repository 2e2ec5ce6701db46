package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on reasons names each of them, and says whether it passes. */
class ReasonsPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/reference/reasons.md");

  @Test
  void itsFirstTableHasEachReasonAndWhetherItPasses() throws IOException {
    List<String> rows =
        Files.readString(PAGE)
            .lines()
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .map(row -> row.split("`", 3)[1] + (row.endsWith("| yes |") ? " passes" : ""))
            .toList();
    List<String> reasons =
        Stream.of(Reason.values())
            .map(reason -> reason.key() + (reason.passes() ? " passes" : ""))
            .toList();
    assertEquals(reasons, rows);
  }

  @Test
  void whatToDoIsSaidOfEachReason() throws IOException {
    String last = Files.readString(PAGE).split("## What to do", 2)[1];
    for (Reason reason : Reason.values()) {
      assertEquals(1, last.split("\n\\|[^|]*`" + reason.key() + "`", -1).length - 1, reason.key());
    }
  }
}
