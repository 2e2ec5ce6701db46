package org.scangate.scan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Answer;
import org.scangate.scan.ContentException;
import org.scangate.scan.Engine;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.SettableExceptions;

class VerdictLogTest {

  private static final UUID ID = UUID.fromString("31f67e27-b78f-45d7-ae8b-d5ed1d0740c7");
  private static final Engine CLAMD = new Engine("clamd", "localhost:3310", "ClamAV 1.4.6/27811");
  private static final String BY = "[clamd localhost:3310 ClamAV 1.4.6/27811]";

  @Test
  void aCleanFileInOneLine() {
    assertEquals(
        "scan " + ID + " OK file=\"a.txt\" moodle user=2 size=5 sha256=ab by=" + BY + " in 12 ms",
        VerdictLog.line(report("a.txt", "moodle user=2", new Clean(), "ab", false)));
  }

  @Test
  void anInfectedFileWithItsSignature() {
    String line = VerdictLog.line(report("a", "", new Infected("Eicar-Test"), "ab", true));
    assertTrue(line.contains(" FOUND Eicar-Test "), line);
    assertTrue(line.contains("by=" + BY + " known in "), line);
  }

  @Test
  void anUnscannedFileWithReasonAndDetailAndWithoutDigest() {
    String line =
        VerdictLog.line(report("a", "", new Unscanned(Reason.TIMED_OUT, "too slow"), null, false));
    assertTrue(line.contains(" UNSCANNED timed-out (too slow) "), line);
    assertTrue(line.contains(" sha256=- "), line);
  }

  @Test
  void whatIsAllowedNamesItsExceptionAndWhatWasFound() {
    ContentException allowed =
        new SettableExceptions().decide(ContentException.Kind.ALLOWED, new byte[5], Instant.EPOCH);
    Verdict.Excepted excepted = new Verdict.Excepted(new Infected("Eicar\nTest"), allowed);
    String line = VerdictLog.line(report("a", "", excepted, "ab", false));
    assertTrue(
        line.contains(" OK (by exception " + allowed.id() + ", although FOUND Eicar\\u000aTest) "),
        line);
  }

  @Test
  void whatItIsPackedInAndWhatOfItTheAdministratorAcceptsUnopened() {
    Packing packing =
        new Packing(
            new TreeSet<>(Set.of("zip", "rar5")),
            new TreeSet<>(Set.of("rar5")),
            Optional.of("more than \"20,000\" members"));
    assertEquals(
        "scan "
            + ID
            + " OK (rar5 not opened) file=\"a\"  size=5 sha256=ab containers=rar5,zip"
            + " unread=\"more than \\\"20,000\\\" members\" by="
            + BY
            + " in 12 ms",
        VerdictLog.line(
            new ScanReport(
                ID,
                "a",
                Origin.of(""),
                5,
                Optional.of("ab"),
                Optional.empty(),
                new Clean(Set.of("rar5")),
                List.of(Answer.of(new Clean(), CLAMD)),
                packing,
                Instant.EPOCH,
                Duration.ofMillis(12))));
  }

  @Test
  void ofSeveralScannersEachWithWhatItSaid() {
    Engine list = new Engine("list", "", "");
    Verdict unscanned = new Unscanned(Reason.TIMED_OUT, "too slow");
    ScanReport report =
        report(
            "a",
            "test",
            "ab",
            Answer.of(new Infected("Bad"), CLAMD),
            Answer.of(unscanned, list),
            Answer.of(new Clean(), list));
    assertTrue(
        VerdictLog.line(report)
            .contains(
                "by=" + BY + " FOUND Bad; [list] UNSCANNED timed-out (too slow); [list] OK in "),
        VerdictLog.line(report));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nscan 0 OK file=\"b\"",
        "a\r\nINFO: scan 0 OK",
        "a\u2028scan 0 OK",
        "a\u0085scan 0 OK",
        "a\u000bscan 0 OK",
        "\u001b[2K\u001b[1Ascan 0 OK",
        "\u202etxt.exe",
        "a\0b",
        "\" OK file=\"innocent"
      })
  void nobodyForgesALineByWhateverWayItsTextComes(String evil) {
    for (ScanReport report :
        List.of(
            report(evil, "test", new Clean(), "ab", false),
            report("a", evil, new Clean(), "ab", false),
            report("a", "test", new Infected(evil), "ab", false),
            report("a", "test", new Unscanned(Reason.REFUSED, evil), "ab", false),
            by(new Engine("clamd", evil, "1")),
            by(new Engine("clamd", "localhost:3310", evil)))) {
      String line = VerdictLog.line(report);
      assertEquals(1, line.lines().count(), line);
      assertFalse(line.chars().anyMatch(Character::isISOControl), line);
      assertFalse(line.matches(".*[\u2028\u2029\u202a-\u202e].*"), line);
      assertEquals(2, line.replace("\\\"", "").chars().filter(c -> c == '"').count(), line);
    }
  }

  @Test
  void whatIsNotCleanIsAWarningAndNoPatternInANameIsFilledIn() {
    Records records = new Records();
    Logger logger = Logger.getLogger("org.scangate.verdict");
    logger.addHandler(records);
    logger.setUseParentHandlers(false);
    try {
      VerdictLog log = new VerdictLog();
      log.accept(report("{0} %s", "test", new Clean(), "ab", false));
      log.accept(report("b", "test", new Infected("x"), "ab", false));
      log.accept(report("c", "test", new Unscanned(Reason.BUSY, "x"), "ab", false));
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(records);
    }
    assertEquals(
        List.of(Level.INFO, Level.WARNING, Level.WARNING),
        records.published.stream().map(LogRecord::getLevel).toList());
    assertTrue(records.published.get(0).getMessage().contains("file=\"{0} %s\""));
  }

  private static ScanReport report(
      String name, String origin, Verdict verdict, String sha256, boolean known) {
    return report(
        name,
        origin,
        sha256,
        new Answer(verdict, CLAMD, Optional.empty(), known, Optional.empty()));
  }

  private static ScanReport by(Engine engine) {
    return report("a", "test", "ab", Answer.of(new Clean(), engine));
  }

  private static ScanReport report(String name, String origin, String sha256, Answer... answers) {
    return new ScanReport(
        ID,
        name,
        Origin.of(origin),
        5,
        Optional.ofNullable(sha256),
        Optional.empty(),
        answers[0].verdict(),
        List.of(answers),
        Packing.NONE,
        Instant.EPOCH,
        Duration.ofMillis(12));
  }

  private static final class Records extends Handler {
    private final List<LogRecord> published = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      published.add(record);
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Owns nothing.
    }
  }
}
