package org.scangate.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scangate.pure.sweep.SweepProcess;
import org.scangate.pure.sweep.SweepProgram;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;

/**
 * The sweep against {@code clamdscan} and {@code find} on the same folders, in turns. In a JVM of
 * its own with 256 MB, without a server: none has a part in it.
 */
final class SweepBench {

  /** That count. */
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  /** Before them, of small files: by then a JVM has compiled what goes on for each. */
  private static final int WARM_UP = 3;

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
    firstSweeps("20,000 files of 1 to 10 KB", 20_000, 1 << 10, 10 << 10, 1.0, 0.8);
    watched();
    try (StoreFolder million = StoreFolder.current(10_000, 100)) {
      walks(million);
    }
    firstSweeps("2 GB in files of 1 to 50 MB", 80, 1 << 20, 50 << 20, 0.97, 0.9);
    System.out.println(report);
  }

  /** As far as it is: the rest takes minutes. */
  private void save() throws IOException {
    Files.writeString(Path.of("target/bench-sweep.md"), report);
  }

  private void firstSweeps(
      String work, int files, int least, int most, double target, double targetByStream)
      throws IOException, InterruptedException {
    Row byPath = new Row(work + ", by path");
    Row byStream = new Row(work + ", by stream");
    Row withVerdicts = new Row("the same, by path");
    Row streamWithVerdicts = new Row("the same, by stream");
    try (StoreFolder store = StoreFolder.filled(files, least, most);
        SweepProcess path = sweep(store, true, NEVER, "PT0S");
        SweepProcess stream = sweep(store, false, NEVER, "PT0S")) {
      int warmUp = files > 1000 ? WARM_UP : 1;
      for (int round = 1 - warmUp; round <= ROUNDS; round++) {
        renew(store, least, most);
        double clamdscan = clamdscan(store);
        double writing = store.writeVerdicts();
        renew(store, least, most);
        double one = firstSweep(store, path);
        renew(store, least, most);
        double other = firstSweep(store, stream);
        if (round > 0) {
          byPath.add(clamdscan, one);
          byStream.add(clamdscan, other);
          withVerdicts.add(clamdscan + writing, one);
          streamWithVerdicts.add(clamdscan + writing, other);
        }
      }
    }
    report.append(withVerdicts.line("clamdscan, then a program that writes .av", target, false));
    report.append(
        streamWithVerdicts.line(
            "clamdscan, then a program that writes .av", targetByStream, false));
    report.append(byPath.line("clamdscan alone", target == 1.0 ? 0.8 : target, false));
    report.append(byStream.line("clamdscan alone", target == 1.0 ? 0.6 : targetByStream, false));
    save();
  }

  /** Files that are moved into a store while it is being watched, against a first sweep of them. */
  private void watched() throws IOException, InterruptedException {
    Row byPath = new Row("20,000 files moved into a watched store (interval 10 s), by path");
    Row byStream = new Row("the same, by stream");
    for (int round = 0; round <= ROUNDS; round++) {
      double path = watched(true, byPath, round > 0);
      double stream = watched(false, byStream, round > 0);
      assertTrue(path > 0 && stream > 0);
    }
    report.append(byPath.line("first sweep", 0.9, false));
    report.append(byStream.line("first sweep", 0.9, false));
    save();
  }

  /** From the first verdict's scan on: when the next look comes is a matter of the interval. */
  private double watched(boolean byPath, Row row, boolean counts)
      throws IOException, InterruptedException {
    try (StoreFolder store = StoreFolder.filled(0, 1, 2);
        StoreFolder files = StoreFolder.filled(20_000, 1 << 10, 10 << 10);
        SweepProcess first = sweep(files, byPath, NEVER, "PT0S");
        SweepProcess watching = sweep(store, byPath, "PT10S", "PT0S")) {
      double baseline = firstSweep(files, first);
      renew(files, 1 << 10, 10 << 10); // else they come with their verdicts
      watching.tell("BEAT");
      Path one = store.addFirst();
      Await.until("it is watched", PATIENCE, () -> Files.exists(StoreFolder.av(one)));
      Path there = store.root().resolve("moved");
      files.moveTo(there);
      Await.until("the first verdict", PATIENCE, () -> StoreFolder.verdicts(there) > 0);
      long begun = System.nanoTime();
      Await.until("all verdicts", PATIENCE, () -> StoreFolder.verdicts(there) == files.files());
      double seconds = (System.nanoTime() - begun) / 1e9;
      Files.move(there, files.root());
      if (counts) {
        row.add(baseline, seconds);
      }
      return seconds;
    }
  }

  private static Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
  }

  private double firstSweep(StoreFolder store, SweepProcess sweep) throws IOException {
    SweepProcess.Done done = sweep.pass("FULL");
    assertEquals(store.files(), done.clean(), "all are clean");
    assertEquals(0, done.others());
    return done.seconds();
  }

  static void renew(StoreFolder store, int least, int most) throws IOException {
    store.renew(least, most);
    long begun = System.nanoTime();
    Await.until("they have settled", PATIENCE, () -> System.nanoTime() - begun > SETTLED.toNanos());
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
    report.append(full.line("find", 1.2, true));
    report.append(quick.line("full walk", 0.02, true));
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
