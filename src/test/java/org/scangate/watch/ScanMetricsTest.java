package org.scangate.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/** What is counted of scans, and that nobody can make it grow. */
class ScanMetricsTest {

  private static final String MOODLE = "https://moodle.example";

  private final Metrics metrics = new Metrics();
  private final ScanMetrics scans = new ScanMetrics(metrics);

  @Test
  void scansAreCountedByEntrySiteVerdictAndReason() {
    scans.accept(Reports.of("moodle", MOODLE, Reports.OK));
    scans.accept(Reports.of("moodle", MOODLE, Reports.OK));
    scans.accept(Reports.of("moodle", MOODLE, Reports.FOUND));
    scans.accept(Reports.of("moodle", "", Reports.BUSY));
    scans.accept(Reports.of("local", "/mnt/pure", Reports.OK));
    scans.notReceived(Reports.of("moodle", MOODLE, Reports.BUSY));
    MetricsText text = MetricsText.of(metrics);
    assertEquals(
        "2.0", text.value(series("moodle", MOODLE, "OK", "")), () -> text.lines().toString());
    assertEquals("1.0", text.value(series("moodle", MOODLE, "FOUND", "")));
    assertEquals("1.0", text.value(series("moodle", "none", "UNSCANNED", "busy")));
    assertEquals("1.0", text.value(series("local", "/mnt/pure", "OK", "")));
    assertEquals(
        "3000.0",
        text.value("scangate_scanned_bytes_total{entry=\"moodle\",site=\"" + MOODLE + "\"}"));
    assertEquals(
        "1.0",
        text.value("scangate_uploads_not_received_total{reason=\"busy\",site=\"" + MOODLE + "\"}"));
  }

  @Test
  void durationsAreSecondsInBuckets() {
    scans.accept(Reports.of("moodle", MOODLE, Reports.OK));
    MetricsText text = MetricsText.of(metrics);
    String bucket = "scangate_scan_duration_seconds_bucket{entry=\"moodle\",verdict=\"OK\",le=\"";
    assertEquals("0", text.value(bucket + "0.01\"}"), () -> text.lines().toString());
    assertEquals("1", text.value(bucket + "0.025\"}"));
    assertEquals("1", text.value(bucket + "+Inf\"}"));
    assertEquals(
        "0.02", text.value("scangate_scan_duration_seconds_sum{entry=\"moodle\",verdict=\"OK\"}"));
  }

  /** Whoever may ask claims its site by its User-Agent. */
  @Test
  void whoClaimsAThousandSitesMakesNoMoreThanFifty() {
    for (int i = 0; i < 1000; i++) {
      scans.accept(Reports.of("moodle", "https://" + i + ".example", Reports.OK));
    }
    MetricsText text = MetricsText.of(metrics);
    assertEquals(KnownSites.MAX_SITES + 1, text.seriesOf("scangate_scans_total"));
    assertEquals("950.0", text.value(series("moodle", KnownSites.OTHER, "OK", "")));
    scans.accept(Reports.of("local", "/mnt/pure", Reports.OK));
    assertEquals(
        "1.0",
        MetricsText.of(metrics).value(series("local", "/mnt/pure", "OK", "")),
        "no store's place is taken");
  }

  @Test
  void aSiteThatIsOddBreaksNoLine() {
    scans.accept(Reports.of("moodle", "https://a\"b\\c\nd", Reports.OK));
    MetricsText text = MetricsText.of(metrics);
    assertEquals("1.0", text.value(series("moodle", "https://a\\\"b\\\\c\\nd", "OK", "")));
  }

  @Test
  void aHundredThousandReportsLeaveNoMoreThanTheFirst() {
    Verdict[] verdicts = {Reports.OK, Reports.FOUND, Reports.BUSY};
    long series = 0;
    for (int i = 0; i < 100_000; i++) {
      String site = "https://" + i / verdicts.length + ".example";
      scans.accept(Reports.of("moodle", site, verdicts[i % verdicts.length]));
      if (i == 1000) {
        series = MetricsText.of(metrics).series();
      }
    }
    assertEquals(series, MetricsText.of(metrics).series());
  }

  @Test
  void thereAreNoMoreSeriesThanOnesOfEachReason() {
    for (int site = 0; site < 100; site++) {
      for (Reason reason : Reason.values()) {
        scans.accept(
            Reports.of("moodle", "https://" + site + ".x", new Verdict.Unscanned(reason, "")));
      }
    }
    assertEquals(
        (KnownSites.MAX_SITES + 1L) * Reason.values().length,
        MetricsText.of(metrics).seriesOf("scangate_scans_total"));
    assertTrue(MetricsText.of(metrics).series() < 1000);
  }

  private static String series(String entry, String site, String verdict, String reason) {
    return "scangate_scans_total{entry=\"%s\",reason=\"%s\",site=\"%s\",verdict=\"%s\"}"
        .formatted(entry, reason, site, verdict);
  }
}
