package org.scangate.watch;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.function.Consumer;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Counts scans, from their reports. */
public final class ScanMetrics implements Consumer<ScanReport> {

  private static final double NANOS_OF_A_SECOND = 1e9;

  private final KnownSites sites = new KnownSites();
  private final Counter scans;
  private final Counter bytes;
  private final Counter notReceived;
  private final Histogram durations;

  public ScanMetrics(Metrics metrics) {
    scans =
        metrics.counter(
            "scangate_scans_total",
            "Scans by entry, site or store, verdict (OK, FOUND, UNSCANNED) and reason.",
            "entry",
            "site",
            "verdict",
            "reason");
    bytes =
        metrics.counter("scangate_scanned_bytes_total", "Bytes of these scans.", "entry", "site");
    durations =
        metrics.durations(
            "scangate_scan_duration_seconds",
            "Duration of scans from the last byte's arrival, waiting included.",
            "entry",
            "verdict");
    notReceived =
        metrics.counter(
            "scangate_uploads_not_received_total",
            "Uploads that never became scans: broken off, too large, too slow, or no form.",
            "site",
            "reason");
  }

  @Override
  public void accept(ScanReport report) {
    String entry = report.origin().entry();
    String site = sites.label(entry, report.origin().site());
    String verdict = word(report.verdict());
    scans.labelValues(entry, site, verdict, reason(report.verdict())).inc();
    bytes.labelValues(entry, site).inc(report.size());
    durations.labelValues(entry, verdict).observe(report.duration().toNanos() / NANOS_OF_A_SECOND);
  }

  /** An upload that never became a scan. */
  public void notReceived(ScanReport report) {
    String site = sites.label(report.origin().entry(), report.origin().site());
    notReceived.labelValues(site, reason(report.verdict())).inc();
  }

  /** As the journal and the log word it. */
  private static String word(Verdict verdict) {
    return verdict.fold(
        clean -> "OK", infected -> "FOUND", unscanned -> "UNSCANNED", excepted -> "OK");
  }

  private static String reason(Verdict verdict) {
    return verdict.fold(
        clean -> "", infected -> "", unscanned -> unscanned.reason().key(), excepted -> "excepted");
  }
}
