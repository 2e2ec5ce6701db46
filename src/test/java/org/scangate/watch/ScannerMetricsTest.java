package org.scangate.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.container.ContainerKind;
import org.scangate.scan.Opened;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerStatistics;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.ScriptedScanner;

/** How scanners are shown, by their addresses. */
class ScannerMetricsTest {

  private final Metrics metrics = new Metrics();

  @Test
  void eachAddressIsShownByItself() {
    ScriptedScanner one = at("a:3310");
    ScriptedScanner two = at("b:3310");
    two.notReady();
    EnumSet<ContainerKind> kinds = EnumSet.allOf(ContainerKind.class);
    kinds.removeAll(EnumSet.of(ContainerKind.RAR4, ContainerKind.RAR5));
    one.readiness = ScriptedScanner.READY.opening(Optional.of(new Opened(kinds, 1000)));
    show(new ScannerPool("clamd", List.of(one, two), 2));
    MetricsText text = MetricsText.of(metrics);
    assertEquals(
        "1.0",
        text.value("scangate_scanner_ready{address=\"a:3310\",scanner=\"clamd\"}"),
        () -> text.lines().toString());
    assertEquals("0.0", text.value("scangate_scanner_ready{address=\"b:3310\",scanner=\"clamd\"}"));
    assertEquals(
        "1000.0",
        text.value("scangate_scanner_proven_size_bytes{address=\"a:3310\",scanner=\"clamd\"}"));
    assertEquals(1, text.seriesOf("scangate_scanner_proven_size_bytes"));
    assertEquals(2, text.seriesOf("scangate_scanner_container_not_opened"));
    assertEquals(
        "1.0",
        text.value(
            "scangate_scanner_container_not_opened{address=\"a:3310\",kind=\"rar5\",scanner=\"clamd\"}"));
    assertEquals("0.0", text.value("scangate_scanner_in_flight{scanner=\"clamd\"}"));
  }

  /** A real one tells the date of its signatures, and its address is there when it is gone. */
  @Test
  void theDateOfClamdsSignaturesIsTold() {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(27_811).start();
        ClamdScanner scanner = ClamdScanner.of(clamd)) {
      show(scanner.pool());
      String labels = "{address=\"" + clamd.tcpAddress() + "\",scanner=\"clamd\"}";
      MetricsText text = MetricsText.of(metrics);
      assertEquals("1.0", text.value("scangate_scanner_ready" + labels));
      double date =
          Double.parseDouble(text.value("scangate_scanner_signatures_timestamp_seconds" + labels));
      assertTrue(date > 1e9 && date < 1e10, text.lines().toString());
      clamd.kill();
      scanner.pool().probeNow();
      Await.until(
          "it is seen to be gone",
          ClamdScanner.SOON,
          () -> MetricsText.of(metrics).value("scangate_scanner_ready" + labels).equals("0.0"));
      assertEquals(
          "none",
          MetricsText.of(metrics).value("scangate_scanner_signatures_timestamp_seconds" + labels));
    }
  }

  /** Far below what a scrape may take even where the machine has other things to do. */
  @Test
  void aScrapeOfFiftySitesAndEightScannersIsQuick() {
    List<ScannerMetrics.Watched> scanners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      scanners.add(watched(new ScannerPool("clamd" + i, List.of(at("a:" + i)), 2)));
    }
    ScannerMetrics.show(metrics, scanners);
    ScanMetrics scans = new ScanMetrics(metrics);
    for (int i = 0; i < KnownSites.MAX_SITES; i++) {
      for (var verdict : List.of(Reports.OK, Reports.FOUND, Reports.BUSY)) {
        scans.accept(Reports.of("moodle", "https://" + i + ".example", verdict));
      }
    }
    Duration least = Duration.ofDays(1);
    for (int i = 0; i < 200; i++) {
      long begun = System.nanoTime();
      metrics.page(null);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      least = took.compareTo(least) < 0 ? took : least;
    }
    assertTrue(least.toMillis() <= 20, "the quickest took " + least);
  }

  private static ScriptedScanner at(String address) {
    ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
    scanner.address = address;
    return scanner;
  }

  private void show(ScannerPool pool) {
    ScannerMetrics.show(metrics, List.of(watched(pool)));
  }

  private static ScannerMetrics.Watched watched(ScannerPool pool) {
    return new ScannerMetrics.Watched(pool, new ScannerStatistics(pool, VerdictCache.NONE));
  }
}
