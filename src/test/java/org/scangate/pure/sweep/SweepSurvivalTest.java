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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.local.LocalStore;
import org.scangate.scan.DataSize;
import org.scangate.scan.Events;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanService;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;

/** A store on disk that is swept while it is full of work, and things happen to it. */
@Timeout(120)
class SweepSurvivalTest {

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
  private final PureSettingsBuilder settings =
      new PureSettingsBuilder().interval(INTERVAL).settle(Duration.ZERO);
  private final SweepLog log = new SweepLog();
  private final List<Path> roots = new ArrayList<>();
  private Sweep sweep;

  private void begin(Path... all) {
    roots.addAll(List.of(all));
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
                report -> {}),
            settings::build,
            Optional::empty,
            Clock.systemUTC(),
            Events.NONE);
    sweep.beat();
  }

  @AfterEach
  void close() {
    sweep.close();
    log.close();
  }

  private static void fill(Path root, int folders, int files) throws IOException {
    for (int i = 0; i < folders; i++) {
      Path sub = Files.createDirectories(root.resolve("d" + i));
      for (int j = 0; j < files; j++) {
        Files.writeString(sub.resolve("f" + j + ".bin"), "content " + i + " " + j);
      }
    }
  }

  private static Path verdictOf(Path file) {
    return Path.of(file.toString().replaceFirst("bin$", "av"));
  }

  private static boolean isOk(Path file) throws IOException {
    Path verdict = verdictOf(file);
    return Files.exists(verdict) && Files.readString(verdict).contains("\"OK\"");
  }

  private static Await.Condition allAreOk(List<Path> files) {
    return () -> {
      for (Path file : files) {
        if (!isOk(file)) {
          return false;
        }
      }
      return true;
    };
  }

  private static List<Path> files(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".bin")).toList();
    }
  }

  private static Await.Condition passed(long millis) {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    return () -> System.nanoTime() > until;
  }

  /** One at a time, three times each, with growing pauses; and who is none is not held up. */
  @Test
  void whereEveryFileBreaksItsScanOthersAreScanned() throws Exception {
    fill(folder, 1, 100);
    settings.parallel(4);
    scanner.says(
        sample ->
            sample.name().contains("new")
                ? new Clean()
                : ScriptedScanner.unscanned(Reason.TIMED_OUT));
    AtomicInteger again = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    scanner.onScan =
        sample -> {
          long times = scanner.timesGiven(sample.name());
          if (times > 1 && times <= FileScan.MAX_TRIES) {
            most.accumulateAndGet(again.incrementAndGet(), Math::max);
            Await.until("1 ms", SOON, passed(1));
            again.decrementAndGet();
          }
        };
    begin(folder);
    Await.until("each was tried", SOON, () -> scanner.given.size() >= 100);
    Path file = Files.writeString(folder.resolve("d0/new.bin"), "new");
    Await.until("its verdict", SOON, () -> isOk(file));
    Await.until("all others are given up", SOON, () -> log.count("and is given up for now") == 100);
    assertTrue(most.get() <= 1, most + " suspects at once");
  }

  @Test
  void settingsThatChangeAllTheTimeLoseNothing() throws Exception {
    fill(folder, 5, 100);
    begin(folder);
    List<Path> all = files(folder);
    AtomicInteger changes = new AtomicInteger();
    AtomicLong next = new AtomicLong(System.nanoTime());
    Await.until(
        "all have their verdicts",
        SOON,
        () -> {
          if (System.nanoTime() > next.get()) {
            next.addAndGet(Duration.ofMillis(300).toNanos());
            settings.parallel(1 + changes.incrementAndGet() % 5);
            sweep.beat();
          }
          return changes.get() > 8 && allAreOk(all).holds();
        });
    assertEquals(List.of(), log.lines(Level.SEVERE));
  }

  @Test
  void aRootThatVanishesAndReturnsIsSweptAgain() throws Exception {
    Path root = Files.createDirectories(folder.resolve("mount"));
    fill(root, 2, 20);
    settings.fullWalk(Duration.ofSeconds(1));
    begin(root);
    Await.until("all have their verdicts", SOON, allAreOk(files(root)));
    Path away = folder.resolve("away");
    Files.move(root, away);
    Await.until("it is told", SOON, () -> sweep.bean().getProblem().contains("cannot be read"));
    Files.writeString(away.resolve("d0/new.bin"), "new");
    Files.move(away, root);
    Await.until("the new one is scanned", SOON, () -> isOk(root.resolve("d0/new.bin")));
    Await.until("nothing is wrong", SOON, () -> sweep.bean().getProblem().isEmpty());
    assertEquals(41, files(root).size());
  }

  @Test
  void aFolderIsScannedAgainOnDemand() throws Exception {
    fill(folder, 3, 10);
    begin(folder);
    Await.until("all have their verdicts", SOON, allAreOk(files(folder)));
    Await.until("it rests", SOON, () -> sweep.bean().getState().equals("idle"));
    int before = scanner.given.size();
    sweep.bean().rescan("anna", folder.resolve("d1").toString(), "first");
    Await.until("the end", SOON, () -> sweep.bean().getRescans().contains("has ended"));
    assertEquals(10, scanner.given.size() - before, sweep.bean().getRescans());
    sweep.bean().rescan("anna", folder.resolve("d2/f3.bin").toString(), "last");
    Await.until("one more", SOON, () -> scanner.given.size() - before == 11);
  }
}
