package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.local.LocalStore;
import org.scangate.scan.DataSize;
import org.scangate.scan.Events;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

/** A store on disk whose files have lost what their verdicts were bound to: few of them, or all. */
class MovedStoreTest {

  private static final int FILES = 140;
  private static final int FEW = (int) MovedFiles.FEW;

  @TempDir Path folder;

  private final List<ScanReport> reports = new CopyOnWriteArrayList<>();
  private final ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
  private final PureSettingsBuilder settings = new PureSettingsBuilder().settle(Duration.ZERO);
  private final SweepLog log = new SweepLog();
  private final List<Path> roots = new ArrayList<>();
  private Sweep sweep;

  @BeforeEach
  void scanAll() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("f" + i + ".bin"), "content " + i);
    }
    sweep =
        new Sweep(
            new LocalStore(
                () ->
                    new LocalSettings(
                        roots, PosixFilePermissions.fromString("rw-r--r--"), Optional.empty()),
                Clock.systemUTC()),
            new ScanService(
                List.of(scanner),
                VerdictCache.NONE,
                new DataSize(10_000),
                Duration.ofSeconds(60),
                reports::add),
            settings::build,
            Optional::empty,
            Clock.systemUTC(),
            Events.NONE);
    fullUntilScanned(FILES);
  }

  @AfterEach
  void close() {
    sweep.close();
    log.close();
  }

  /** What changed less than two seconds ago waits. */
  private void fullUntilScanned(int count) {
    Await.until(
        count + " scans",
        Duration.ofSeconds(20),
        () -> {
          full();
          return reports.size() >= count;
        });
    assertEquals(count, reports.size());
  }

  private void full() {
    pass(WalkKind.FULL);
  }

  /** The sweep's own thread begins nothing: to it there are no roots. */
  private void pass(WalkKind kind) {
    roots.add(folder);
    try {
      sweep.pass(kind);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a test", e);
    } finally {
      roots.clear();
    }
  }

  private void touch(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.setPosixFilePermissions(
          folder.resolve("f" + i + ".bin"), PosixFilePermissions.fromString("rw-rw-rw-"));
    }
  }

  private Map<String, String> verdicts() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path one : files.filter(path -> path.toString().endsWith(".av")).toList()) {
        all.put(one.getFileName().toString(), Files.readString(one));
      }
    }
    return all;
  }

  private long ok() throws IOException {
    return verdicts().values().stream().filter(text -> text.contains("\"OK\"")).count();
  }

  @Test
  void theIdInTheVerdictIsTheScansInTheLog() throws IOException {
    String all = verdicts().values().toString();
    assertTrue(reports.stream().allMatch(report -> all.contains(report.id().toString())), all);
    full();
    assertEquals(FILES, reports.size(), "each has its verdict");
  }

  @Test
  void aFewAreScannedAgain() throws IOException {
    touch(20);
    fullUntilScanned(FILES + 20);
    assertEquals(0, sweep.bean().getMoved());
    assertEquals("", sweep.bean().getProblem());
    full();
    assertEquals(FILES + 20, reports.size());
  }

  @Test
  void ofVeryManyMostStayAsTheyAreAndItIsTold() throws IOException {
    touch(FILES);
    waitUntilTheySettle();
    full();
    assertEquals(FILES + FEW, reports.size());
    assertEquals(FILES, ok());
    assertEquals(FILES - FEW, sweep.bean().getMoved());
    String problem = sweep.bean().getProblem();
    assertTrue(problem.contains(FILES + " of " + FILES + " files") && problem.contains("vouch"));
    assertTrue(log.lines(Level.WARNING).stream().anyMatch(line -> line.contains(problem)));
  }

  @Test
  void whoVouchesForThemIsAskedFirstAndWrittenDown() throws IOException {
    touch(FILES);
    waitUntilTheySettle();
    Map<String, String> before = verdicts();
    sweep.bean().vouch("anna\n", true);
    pass(WalkKind.VOUCH);
    assertTrue(
        sweep.bean().getVouched().contains("would vouch for " + FILES), sweep.bean().getVouched());
    assertEquals(before, verdicts());
    sweep.bean().vouch("anna", false);
    pass(WalkKind.VOUCH);
    assertTrue(
        sweep.bean().getVouched().contains("anna vouches for " + FILES), sweep.bean().getVouched());
    assertEquals(FILES, log.count("anna vouches for OK of"));
    assertEquals(FILES, ok());
    full();
    assertEquals(FILES, reports.size(), "nothing is scanned again");
    assertEquals("", sweep.bean().getProblem());
  }

  @Test
  void whatHasAnotherSizeCannotBeVouchedFor() throws IOException {
    Files.writeString(folder.resolve("f0.bin"), "something else");
    waitUntilTheySettle();
    sweep.bean().vouch("anna", false);
    pass(WalkKind.VOUCH);
    assertTrue(sweep.bean().getVouched().contains("vouches for 0"), sweep.bean().getVouched());
    fullUntilScanned(FILES + 1);
  }

  @Test
  void allAreScannedWhenSomebodyWantsThat() throws IOException {
    touch(FILES);
    sweep.bean().scanMoved();
    fullUntilScanned(2 * FILES);
    assertEquals(FILES, ok());
    assertEquals(0, log.lines(Level.WARNING).size());
  }

  private void waitUntilTheySettle() {
    Path newest = folder.resolve("f0.bin");
    Await.until(
        "two seconds since the last change",
        Duration.ofSeconds(10),
        () ->
            System.currentTimeMillis()
                    - ((java.nio.file.attribute.FileTime) Files.getAttribute(newest, "unix:ctime"))
                        .toMillis()
                > 2_200);
  }
}
