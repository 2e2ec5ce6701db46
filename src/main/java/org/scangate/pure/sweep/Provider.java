package org.scangate.pure.sweep;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.scan.Answer;
import org.scangate.scan.Engine;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;

/** What scanned, as a verdict names it: {@code ClamAV 1.4.6/27811, hashlist 0}. */
final class Provider {

  private Provider() {}

  /** What gave this report; where nobody was asked, who would have been. */
  static String of(ScanReport report, ScanService scans) {
    return RescanPolicy.withExceptions(
        report.answers().isEmpty()
            ? now(scans)
            : joined(report.answers().stream().map(Answer::engine).map(Provider::product)),
        report.verdict());
  }

  /** What scans now. */
  static String now(ScanService scans) {
    return joined(
        scans.readiness().entrySet().stream()
            .map(one -> product(one.getKey(), one.getValue().version())));
  }

  private static String product(Engine engine) {
    return product(engine.scanner(), engine.version());
  }

  /** clamd tells its product, others only a version. */
  private static String product(String scanner, String version) {
    return version.indexOf(' ') > 0 ? version : (scanner + ' ' + version).strip();
  }

  private static String joined(Stream<String> products) {
    return products.distinct().collect(Collectors.joining(", "));
  }
}
