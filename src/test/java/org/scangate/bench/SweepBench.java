package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

  /** Seconds of both sides, round for round. */
  private final class Row {
    private final String work;
    private final List<Double> baseline = new ArrayList<>();
    private final List<Double> sweep = new ArrayList<>();

    Row(String work) {
      this.work = work;
    }

    /**
     * @param inverse whether the target is a bound on time, and not on speed
     */
    void report(String baselineName, double target, boolean inverse) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < sweep.size(); i++) {
        double speed = baseline.get(i) / sweep.get(i);
        ratios.add(inverse ? 1 / speed : speed);
      }
      double reached = median(ratios);
      boolean missed = inverse ? reached > target : reached < target;
      report.append(
          "| %s | %s %.2f s | %.2f s | **%.2f** (%s) | %s %s%s |%n"
              .formatted(
                  work,
                  baselineName,
                  median(baseline),
                  median(sweep),
                  reached,
                  ratios.stream().map("%.2f"::formatted).collect(Collectors.joining(" ")),
                  inverse ? "≤" : "≥",
                  target,
                  missed ? ": missed" : ""));
    }
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
    report.append(
        "| work | baseline | sweep | ratio (each round) | target |\n|---|---|---|---|---|\n");
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
          byPath.baseline.add(clamdscan);
          byPath.sweep.add(one);
          byStream.baseline.add(clamdscan);
          byStream.sweep.add(other);
        }
      }
    }
    byPath.report("clamdscan", target, false);
    byStream.report("clamdscan", target, false);
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
          full.baseline.add(find);
          full.sweep.add(walked.seconds());
          quick.baseline.add(walked.seconds());
          quick.sweep.add(passed.seconds());
        }
      }
    }
    full.report("find", 1.5, true);
    quick.report("full walk", 0.05, true);
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
    return new SweepProcess(store.root(), clamd, byPath, PARALLEL, interval, settle);
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

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
