package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scangate.pure.sweep.SweepProgram;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;

/**
 * The sweep against {@code clamdscan} and {@code find} on the same folders, in turns. In a JVM of
 * its own with 256 MB, without a server: none has a part in it.
 */
final class SweepBench {

  /** That count; one more before them warms up. */
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  /** A younger file is left to the next pass. */
  private static final Duration SETTLED = Duration.ofMillis(2100);

  private static final int PARALLEL = 8;
  private static final String NEVER = "P1D";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StringBuilder report = new StringBuilder();
  private final ClamdServer clamd =
      ClamdServer.builder()
          .option("DisableCache", "yes")
          .option("MaxThreads", "12")
          .option("MaxQueue", "100")
          .option("StreamMaxLength", "64M")
          .option("MaxFileSize", "64M")
          .option("MaxScanSize", "256M")
          .start();

  @AfterEach
  void stop() {
    clamd.close();
  }

  @Test
  void sweepsAgainstClamdscanAndFind() throws IOException, InterruptedException {
    report.append(
        "%n**sweep** (%d cores, load %.1f before, Java %s with -Xmx256m, %d scans at once)%n%n"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version().feature(),
                PARALLEL));
    report.append(Row.header());
    try (StoreFolder small = StoreFolder.filled(20_000, 1 << 10, 10 << 10)) {
      firstSweeps("20,000 files of 1 to 10 KB", small, 1.0);
    }
    try (StoreFolder million = StoreFolder.current(10_000, 100)) {
      walks(million);
    }
    try (StoreFolder large = StoreFolder.filled(80, 1 << 20, 50 << 20)) {
      firstSweeps("2 GB in files of 1 to 50 MB", large, 0.95);
    }
    System.out.println(report);
  }

  /** As far as it is: the rest takes minutes. */
  private void save() throws IOException {
    Files.writeString(Path.of("target/bench-sweep.md"), report);
  }

  private void firstSweeps(String work, StoreFolder store, double target)
      throws IOException, InterruptedException {
    Row byPath = new Row(work + ", by path");
    Row byStream = new Row(work + ", by stream");
    try (SweepProcess path = sweep(store, true, NEVER, "PT0S");
        SweepProcess stream = sweep(store, false, NEVER, "PT0S")) {
      for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
        double clamdscan = clamdscan(store);
        double one = firstSweep(store, path);
        double other = firstSweep(store, stream);
        if (round > 0) {
          byPath.add(clamdscan, one);
          byStream.add(clamdscan, other);
        }
      }
    }
    report.append(byPath.line("clamdscan", target, false));
    report.append(byStream.line("clamdscan", target, false));
    save();
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }

  private double firstSweep(StoreFolder store, SweepProcess sweep) throws IOException {
    SweepProcess.Done done = sweep.pass("FULL");
    assertEquals(store.files(), done.clean(), "all are clean");
    assertEquals(0, done.others());
    assertEquals(store.files(), store.deleteVerdicts());
    return done.seconds();
  }

  private double clamdscan(StoreFolder store) throws IOException, InterruptedException {
    return run(
        "clamdscan",
        "--config-file=" + clamd.configuration(),
        "--fdpass",
        "--multiscan",
        "--no-summary",
        "--infected",
        store.root().toString());
  }

  private void walks(StoreFolder store) throws IOException, InterruptedException {
    String files = "%,d files".formatted(store.files());
    Row full = new Row("full walk, " + files + ", all current");
    Row quick = new Row("quick pass, " + files + ", one new in 10,000 folders");
    try (SweepProcess sweep = sweep(store, false, NEVER, "PT0S")) {
      for (int round = 0; round <= ROUNDS; round++) {
        double find =
            run("find", store.root().toString(), "-name", "*.bin", "-printf", "%s %T@\\n");
        SweepProcess.Done walked = sweep.pass("FULL");
        assertEquals(store.files(), walked.seen());
        assertEquals(0, walked.clean() + walked.others(), "all are current");
        Path added = store.add();
        Await.until("it has settled", PATIENCE, () -> age(added).compareTo(SETTLED) > 0);
        SweepProcess.Done passed = sweep.pass("QUICK");
        assertEquals(1, passed.clean());
        if (round > 0) {
          full.add(find, walked.seconds());
          quick.add(walked.seconds(), passed.seconds());
        }
      }
    }
    report.append(full.line("find", 1.5, true));
    report.append(quick.line("full walk", 0.05, true));
    save();
    latency(store);
    save();
  }

  /** From the file to its verdict, while the sweep goes on by itself. */
  private void latency(StoreFolder store) throws IOException {
    double most = 0;
    try (SweepProcess sweep = sweep(store, false, "PT5S", "PT2S")) {
      sweep.tell("BEAT");
      Path first = store.add();
      Await.until("the sweep goes on", PATIENCE, () -> Files.exists(StoreFolder.av(first)));
      for (int i = 0; i < 10; i++) {
        Path file = store.add();
        long begun = System.nanoTime();
        Await.until("a verdict", PATIENCE, () -> Files.exists(StoreFolder.av(file)));
        most = Math.max(most, (System.nanoTime() - begun) / 1e9);
      }
    }
    report.append(
        "| the same, from the file to its verdict, the slowest of 10 | interval 5 s, settle 2 s |"
            + " %.2f s | | ≤ 9 s%s |%n".formatted(most, most > 9 ? ": missed" : ""));
  }

  private SweepProcess sweep(StoreFolder store, boolean byPath, String interval, String settle)
      throws IOException {
    return new SweepProcess(
        SweepProgram.class,
        store.root().toString(),
        clamd.unixAddress(),
        Boolean.toString(byPath),
        Integer.toString(PARALLEL),
        interval,
        settle);
  }

  /** Seconds that a command takes whose output nobody reads. */
  private static double run(String... command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    assertEquals(0, code, String.join(" ", command));
    return (System.nanoTime() - begun) / 1e9;
  }
}
