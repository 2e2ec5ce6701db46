package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.Origin;
import org.scangate.scan.Packing;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

@Timeout(20)
class ProgressTest {

  private final Progress progress = new Progress();

  @BeforeEach
  void someTimeHasPassed() {
    Await.until("20 ms have passed", Duration.ofSeconds(5), () -> seconds() > 0.02);
  }

  @ParameterizedTest
  @CsvSource({
    "P3DT4H5M6S,   3 d 4 h",
    "P1D,          1 d 0 h",
    "PT23H59M59S,  23 h 59 min",
    "PT1H,         1 h 0 min",
    "PT59M59S,     59 min 59 s",
    "PT12M,        12 min 0 s",
    "PT59.999S,    59.9 s",
    "PT5S,         5.0 s",
    "PT0.25S,      0.2 s",
    "PT0S,         0.0 s"
  })
  void aDurationIsSpokenInTwoUnitsAtMost(Duration duration, String spoken) {
    assertEquals(spoken, ProgressLine.spoken(duration));
  }

  @Test
  void withoutAnythingKnownNobodyCanTell() {
    assertEquals(-1, progress.secondsLeft(0));
    assertEquals(-1, progress.secondsLeft(1000));
    progress.seen.add(1000);
    assertEquals(-1, progress.secondsLeft(0));
    assertEquals(-1, progress.secondsLeft(1000));
  }

  @Test
  void withAKnownTotalItIsByWhatWasSeen() {
    progress.seen.add(10);
    assertLeft(seconds -> seconds * 999_990 / 10, 1_000_000);
  }

  @Test
  void withABacklogItIsByWhatWasScanned() {
    progress.seen.add(500_000);
    progress.scanned.add(5);
    progress.bytes.add(1);
    progress.left(1_000_000, 1);
    progress.scanned.add(5);
    assertLeft(seconds -> (1_000_000 - 5) * seconds / 10, 1_000_000);
  }

  @Test
  void withABacklogOfLargeFilesItIsByTheirBytes() {
    progress.scanned.add(1000);
    progress.bytes.add(500);
    progress.left(1000, 1_000_000);
    progress.bytes.add(500);
    assertLeft(seconds -> (1_000_000 - 500) * seconds / 1000, 0);
  }

  @Test
  void aBacklogThatWasScannedIsDoneAndNeverLessThanThat() {
    progress.left(10, 10);
    progress.scanned.add(20);
    progress.bytes.add(20);
    assertEquals(0, progress.secondsLeft(1_000_000));
  }

  @Test
  void untilAFileWasScannedTheBacklogTellsNothing() {
    progress.left(10, 10);
    assertEquals(-1, progress.secondsLeft(0));
  }

  @Test
  void whenItHasEndedNothingIsLeftAndTheTimeStandsStill() {
    progress.seen.add(1);
    progress.scanned.add(100);
    progress.bytes.add(1000);
    progress.end();
    assertEquals(0, progress.secondsLeft(1_000_000));
    Duration duration = progress.duration();
    long then = System.nanoTime();
    Await.until("time has passed", Duration.ofSeconds(5), () -> System.nanoTime() > then + 1000);
    assertEquals(duration, progress.duration());
    assertEquals(100 / (duration.toNanos() / 1e9), progress.filesPerSecond(), 1e-6);
    assertEquals(1000 / (duration.toNanos() / 1e9), progress.bytesPerSecond(), 1e-6);
  }

  @Test
  void allOfItInOneLine() {
    progress.seen.add(9);
    progress.due.add(8);
    progress.scanned.add(7);
    progress.clean.add(4);
    progress.found.add(2);
    progress.unscanned.add(1);
    progress.changed.add(3);
    progress.later.add(5);
    progress.failed.add(6);
    progress.bytes.add(3 << 19);
    String line = ProgressLine.of(progress);
    assertTrue(
        line.startsWith(
            "files: 9 seen, 8 due, 7 scanned (4 clean, 2 found, 1 unscanned), 3 changed meanwhile,"
                + " 5 left for later, 6 failed; 1.5 MiB in 0."),
        line);
    assertTrue(line.matches(".* files/s, [0-9.]+ MiB/s"), line);
    progress.addNotOpened(notOpened("rar5", "zst"));
    progress.addNotOpened(notOpened("rar5"));
    progress.addNotOpened(notOpened());
    progress.keptUnopened.add(2);
    line = ProgressLine.of(progress);
    assertTrue(
        line.contains(
            "6 failed; not opened: large-member 1, rar5 2, zst 1; 2 keep their OK though not"
                + " opened; 1.5 MiB"),
        line);
  }

  private static ScanReport notOpened(String... kinds) {
    return new ScanReport(
        ScanId.next(),
        "a",
        Origin.of(""),
        1,
        Optional.empty(),
        Optional.empty(),
        ScriptedScanner.unscanned(Reason.NOT_OPENED),
        List.of(),
        new Packing(new TreeSet<>(List.of(kinds)), new TreeSet<>(List.of(kinds)), Optional.empty()),
        Instant.EPOCH,
        Duration.ZERO);
  }

  /** Time goes on while it is asked. */
  private void assertLeft(ToDoubleFunction<Double> expected, long known) {
    double before = seconds();
    long left = progress.secondsLeft(known);
    double after = seconds() + 0.001;
    assertTrue(
        left >= expected.applyAsDouble(before - 0.001) - 1 && left <= expected.applyAsDouble(after),
        left + " at " + before + " to " + after);
  }

  private double seconds() {
    return progress.duration().toNanos() / 1e9;
  }
}
