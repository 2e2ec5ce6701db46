package org.scangate.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerStatistics;
import org.scangate.testing.ScriptedScanner;

/**
 * What metrics cost each scan, what a scrape takes, and whether many reports build up memory: in
 * one process, without a server. A scan's cost beside it is in {@code explain/speed}.
 */
final class WatchBench {

  private static final int SCANNERS = 8;
  private static final int SCRAPES = 500;
  private static final int REPORTS = 3_000_000;
  private static final int ROUNDS = 3;

  private final Metrics metrics = new Metrics();
  private final ScanMetrics scans = new ScanMetrics(metrics);

  @Test
  void reportsAndScrapes() throws IOException {
    List<ScannerMetrics.Watched> scanners = new ArrayList<>();
    for (int i = 0; i < SCANNERS; i++) {
      ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
      scanner.address = "host" + i + ":3310";
      ScannerPool pool = new ScannerPool("clamd" + i, List.of(scanner), 2);
      scanners.add(
          new ScannerMetrics.Watched(pool, new ScannerStatistics(pool, VerdictCache.NONE)));
    }
    ScannerMetrics.show(metrics, scanners);
    List<ScanReport> reports = reports();
    count(reports);
    long before = used();
    List<Double> nanos = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      nanos.add(count(reports));
    }
    long grown = used() - before;
    Collections.sort(nanos);
    String report =
        "| what | reached | target |\n|---|---|---|\n"
            + "| a report, median of %s rounds of %,d | %.0f ns, %,.0f a second | – |%n"
                .formatted(ROUNDS, REPORTS, nanos.get(1), 1e9 / nanos.get(1))
            + "| memory after %,d reports | %+.1f MB | none builds up |%n"
                .formatted(ROUNDS * REPORTS, grown / 1e6)
            + scrape();
    System.out.print(report);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/bench-watch.md"), report);
  }

  private static List<ScanReport> reports() {
    List<ScanReport> reports = new ArrayList<>();
    for (int i = 0; i < KnownSites.MAX_SITES; i++) {
      for (Verdict verdict : List.of(Reports.OK, Reports.FOUND, Reports.BUSY)) {
        reports.add(Reports.of("moodle", "https://moodle" + i + ".example", verdict));
      }
    }
    return reports;
  }

  /** Nanoseconds each. */
  private double count(List<ScanReport> reports) {
    long begun = System.nanoTime();
    for (int i = 0; i < REPORTS; i++) {
      scans.accept(reports.get(i % reports.size()));
    }
    return (System.nanoTime() - begun) / (double) REPORTS;
  }

  private String scrape() {
    List<Double> millis = new ArrayList<>();
    int size = 0;
    for (int i = 0; i < 2 * SCRAPES; i++) {
      long begun = System.nanoTime();
      size = metrics.page(null).text().length();
      if (i >= SCRAPES) {
        millis.add((System.nanoTime() - begun) / 1e6);
      }
    }
    Collections.sort(millis);
    return "| a scrape of %s sites and %s scanners, %,d bytes | median %.1f ms, p95 %.1f | ≤ 20 ms |%n"
        .formatted(
            KnownSites.MAX_SITES,
            SCANNERS,
            size,
            millis.get(SCRAPES / 2),
            millis.get(SCRAPES * 95 / 100));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
