package org.scangate.scan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Answer;
import org.scangate.scan.Engine;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.testing.Await;
import org.scangate.testing.Warnings;

class JsonLogTest {

  private static final UUID ID = UUID.fromString("31f67e27-b78f-85d7-ae8b-d5ed1d0740c7");
  private static final Engine CLAMD = new Engine("clamd", "localhost:3310", "ClamAV 1.4.6/27811");

  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Pattern LOST = Pattern.compile("(\\d+) lines are lost");

  @TempDir Path folder;

  @Test
  void aLineForEachScanThatOnlyItsOwnerAndGroupRead() throws IOException {
    Path file = folder.resolve("scans.json");
    try (JsonLog log = new JsonLog(file)) {
      log.accept(report("a \"b\"\nc", new Verdict.Infected("Eicar-Test")));
      log.accept(report("d", new Verdict.Unscanned(Reason.TIMED_OUT, "too slow")));
      log.accept(report("e", new Verdict.Clean()));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        "{\"time\":\"2026-11-28T09:08:07.654321Z\",\"event\":\"scan\",\"id\":\""
            + ID
            + "\",\"verdict\":\"FOUND\",\"signature\":\"Eicar-Test\",\"file\":\"a \\\"b\\\"\\nc\","
            + "\"origin\":\"moodle user=2 client=192.0.2.1\",\"size\":5,\"took_ms\":12,"
            + "\"sha256\":\"ab\",\"containers\":[\"rar5\",\"zip\"],\"not_opened\":[\"rar5\"],\"scanners\":[{\"name\":\"clamd\",\"address\":\"localhost:3310\","
            + "\"version\":\"ClamAV 1.4.6/27811\",\"known\":false,\"verdict\":\"FOUND\","
            + "\"signature\":\"Eicar-Test\"}]}",
        lines.get(0));
    assertEquals("timed-out", object(lines.get(1)).getString("reason"));
    assertEquals("too slow", object(lines.get(1)).getString("detail"));
    assertEquals("OK", object(lines.get(2)).getString("verdict"));
    assertEquals(3, lines.size());
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aFileThatWasMovedAwayIsBegunAnewAndOneThatStandsIsGoneOnWith() throws IOException {
    Path file = Files.writeString(folder.resolve("scans.json"), "before\n");
    Path moved = folder.resolve("scans.json.1");
    try (JsonLog log = new JsonLog(file)) {
      log.accept(report("a", new Verdict.Clean()));
      Await.until("it is written", SOON, () -> Files.readAllLines(file).size() == 2);
      Files.move(file, moved);
      Await.until(
          "a new file",
          SOON,
          () -> {
            log.accept(report("b", new Verdict.Clean()));
            return Files.exists(file);
          });
    }
    assertEquals("before", Files.readAllLines(moved).get(0));
    assertEquals("a", object(Files.readAllLines(moved).get(1)).getString("file"));
    assertEquals("b", object(Files.readAllLines(file).get(0)).getString("file"));
  }

  @Test
  void whatCannotBeWrittenHoldsUpNobodyAndIsWrittenAgainWhenItCan() throws IOException {
    Path missing = folder.resolve("not-there");
    Path file = missing.resolve("scans.json");
    JsonLog closed;
    try (Warnings logged = new Warnings(JsonLog.class);
        JsonLog log = new JsonLog(file)) {
      log.accept(report("a", new Verdict.Clean()));
      Await.until("it is lost", SOON, () -> logged.logged().size() == 1);
      Files.createDirectory(missing);
      log.accept(report("b", new Verdict.Clean()));
      closed = log;
    }
    assertEquals(1, Files.readAllLines(file).size());
    closed.accept(report("c", new Verdict.Clean()));
    assertEquals(1, Files.readAllLines(file).size(), "nothing is written after the end");
  }

  @Test
  void whatComesFasterThanItCanBeWrittenIsCountedAndSaid() throws IOException {
    Path file = folder.resolve("scans.json");
    AtomicInteger given = new AtomicInteger();
    try (Warnings logged = new Warnings(JsonLog.class)) {
      try (JsonLog log = new JsonLog(file, 1)) {
        Await.until(
            "a line is lost",
            SOON,
            () -> {
              for (int i = 0; i < 100; i++) {
                log.accept(report("a", new Verdict.Clean()));
                given.incrementAndGet();
              }
              return !logged.logged().isEmpty();
            });
      }
      List<String> said = logged.logged();
      Matcher last = LOST.matcher(said.get(said.size() - 1));
      assertTrue(last.find(), said::toString);
      int written = Files.readAllLines(file).size();
      assertEquals(given.get(), written + Integer.parseInt(last.group(1)), said::toString);
    }
  }

  private static JsonObject object(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  private static ScanReport report(String name, Verdict verdict) {
    return new ScanReport(
        ID,
        name,
        new Origin("moodle", "", name, "2", "192.0.2.1", "moodle user=2 client=192.0.2.1"),
        5,
        Optional.of("ab"),
        Optional.empty(),
        verdict,
        List.of(Answer.of(verdict, CLAMD)),
        new Packing(
            new TreeSet<>(Set.of("zip", "rar5")), new TreeSet<>(Set.of("rar5")), Optional.empty()),
        Instant.parse("2026-11-28T09:08:07.654321Z"),
        Duration.ofMillis(12));
  }
}
