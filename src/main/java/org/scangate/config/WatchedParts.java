package org.scangate.config;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.scangate.console.page.Console;
import org.scangate.journal.Journal;
import org.scangate.moodle.MoodleMXBean;
import org.scangate.moodle.MoodleSettings;
import org.scangate.moodle.ProductVersion;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.Readiness;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.spool.Spool;
import org.scangate.watch.AlertMetrics;
import org.scangate.watch.CanaryMetrics;
import org.scangate.watch.CheckMetrics;
import org.scangate.watch.JournalMetrics;
import org.scangate.watch.Metrics;
import org.scangate.watch.MetricsAccess;
import org.scangate.watch.MetricsPage;
import org.scangate.watch.ProductMetrics;
import org.scangate.watch.ScanMetrics;
import org.scangate.watch.ScannerMetrics;
import org.scangate.watch.SilenceMetrics;
import org.scangate.watch.SweepMetrics;
import org.scangate.watch.alert.Alerts;
import org.scangate.watch.check.CheckBoard;

/** Hands the room {@code watch} what it looks at. */
final class WatchedParts {

  private final Metrics metrics = new Metrics();
  private final ScanMetrics scans = new ScanMetrics(metrics);

  void scanners(List<ScannerMetrics.Watched> scanners) {
    ScannerMetrics.show(metrics, scanners);
  }

  void stores(Sweeps sweeps, Journal journal) {
    SweepMetrics.show(metrics, sweeps::views);
    JournalMetrics.show(metrics, journal::status, Clock.systemUTC());
  }

  void product(
      Supplier<ProductVersion> version,
      ScanService scans,
      MoreHealth health,
      Spool spool,
      long max) {
    ProductMetrics.show(
        metrics,
        () -> new ProductMetrics.Build(version.get().version(), version.get().commit()),
        () -> scans.readiness().values().stream().allMatch(Readiness::ready),
        () -> health.keyWarnings().size(),
        new ProductMetrics.SpoolFigures(spool::bytesKept, max));
  }

  void entry(MoodleMXBean moodle) {
    ProductMetrics.show(
        metrics,
        new ProductMetrics.EntryFigures(
            moodle::getConnchecks,
            moodle::getConnchecksNotOk,
            moodle::getRefused,
            moodle::getWrongTokens));
  }

  void checks(CheckBoard board) {
    CheckMetrics.show(
        metrics,
        () -> {
          Map<String, Integer> states = new LinkedHashMap<>();
          board.statuses().forEach(one -> states.put(one.name(), one.state().figure()));
          return states;
        });
  }

  void ways(WatchedWays ways) {
    CanaryMetrics.show(metrics, ways.canaries()::statuses);
    SilenceMetrics.show(metrics, ways.silence()::statuses);
  }

  void alerts(Alerts alerts) {
    AlertMetrics.show(metrics, alerts, Clock.systemUTC());
  }

  void console(Console console) {
    ProductMetrics.showLogins(metrics, console::failedLogins);
  }

  /** A scan has ended. */
  void count(ScanReport report) {
    scans.accept(report);
  }

  /** An upload never became a scan. */
  void countNotReceived(ScanReport report) {
    scans.notReceived(report);
  }

  MetricsPage page(MetricsAccess access, Supplier<MoodleSettings> moodle) {
    return new MetricsPage(metrics, access, () -> moodle.get().clients());
  }
}
