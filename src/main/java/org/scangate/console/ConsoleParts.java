package org.scangate.console;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.scangate.journal.Journal;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.Readiness;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerMXBean;
import org.scangate.watch.alert.Alerts;
import org.scangate.watch.canary.Canaries;
import org.scangate.watch.check.CheckBoard;
import org.scangate.watch.silence.SilenceWatch;

/**
 * What the API and the console's pages show, and act upon; made by the wiring.
 *
 * @param readiness of each scanner by its name
 * @param scanners with their figures; empty where a wrong configuration keeps all from scanning
 * @param settings in force, without anything secret
 */
public record ConsoleParts(
    JournalApi api,
    Journal journal,
    Supplier<Map<String, Readiness>> readiness,
    List<OneScanner> scanners,
    Sweeps sweeps,
    CheckBoard checks,
    Canaries canaries,
    SilenceWatch silence,
    Alerts alerts,
    List<ShownSetting> settings) {

  public ConsoleParts {
    settings = List.copyOf(settings);
  }

  /** What people do to stores. */
  public StoreActs storeActs() {
    return new StoreActs(sweeps, journal);
  }

  /** What people do to scanners. */
  public ScannerActs scannerActs() {
    return new ScannerActs(scanners, journal);
  }

  /** One scanner, and what it did since the start. */
  public record OneScanner(ScannerPool pool, ScannerMXBean figures) {}

  /**
   * A key as it is in force.
   *
   * @param source where its value comes from; empty: it is not set, and its default counts
   * @param fallback its default
   */
  public record ShownSetting(String key, String value, String source, String fallback) {}
}
