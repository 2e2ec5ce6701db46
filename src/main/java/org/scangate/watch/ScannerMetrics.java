package org.scangate.watch;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.scangate.scan.pool.MemberStatus;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.ScannerMXBean;
import org.scangate.watch.Metrics.Series;

/** How scanners are, and what they have said. */
public final class ScannerMetrics {

  /**
   * One scanner.
   *
   * @param figures what it did since the start
   */
  public record Watched(ScannerPool pool, ScannerMXBean figures) {}

  private static final String SCANNER = "scanner";
  private static final String ADDRESS = "address";

  private final Metrics metrics;
  private final List<Watched> scanners;

  private ScannerMetrics(Metrics metrics, List<Watched> scanners) {
    this.metrics = metrics;
    this.scanners = List.copyOf(scanners);
  }

  /** Has them shown from now on. */
  public static void show(Metrics metrics, List<Watched> scanners) {
    ScannerMetrics all = new ScannerMetrics(metrics, scanners);
    all.answers();
    all.load();
    all.proofs();
  }

  private void answers() {
    metrics.counted(
        "scangate_scanner_answers_total",
        "Answers by scanner and verdict; those from the cache of known content too.",
        series -> {
          for (Watched one : scanners) {
            String name = one.pool().name();
            series.is(one.figures().getClean(), name, "OK");
            series.is(one.figures().getInfected(), name, "FOUND");
            series.is(one.figures().getUnscanned(), name, "UNSCANNED");
          }
        },
        SCANNER,
        "verdict");
    metrics.counted(
        "scangate_scanner_known_answers_total",
        "Answers among these from the cache of known content.",
        each(one -> one.figures().getKnown()),
        SCANNER);
    metrics.counted(
        "scangate_scanner_bytes_total",
        "Bytes of the samples that were answered.",
        each(one -> one.figures().getBytes()),
        SCANNER);
  }

  private void load() {
    metrics.gauge(
        "scangate_scanner_in_flight",
        "Scans that the scanner works on now.",
        each(one -> one.pool().inFlight()),
        SCANNER);
    metrics.gauge(
        "scangate_scanner_waiting",
        "Scans that wait for one of its slots now.",
        each(one -> one.pool().waiting()),
        SCANNER);
  }

  private void proofs() {
    metrics.gauge(
        "scangate_scanner_ready",
        "1: it would give a true verdict now; 0: it would not.",
        eachAddress(
            (series, name, one) -> series.is(one.readiness().ready() ? 1 : 0, name, one.address())),
        SCANNER,
        ADDRESS);
    metrics.gauge(
        "scangate_scanner_proven_size_bytes",
        "The largest file that it is proven to scan now.",
        eachAddress(
            (series, name, one) ->
                one.readiness().limit().ifPresent(limit -> series.is(limit, name, one.address()))),
        SCANNER,
        ADDRESS);
    metrics.gauge(
        "scangate_scanner_signatures_timestamp_seconds",
        "Date of its signatures, where it tells one.",
        eachAddress(
            (series, name, one) ->
                one.signatures()
                    .ifPresent(date -> series.is(date.getEpochSecond(), name, one.address()))),
        SCANNER,
        ADDRESS);
    metrics.gauge(
        "scangate_scanner_container_not_opened",
        "1 for each kind of container that it was not shown to open.",
        eachAddress(
            (series, name, one) ->
                one.readiness()
                    .opened()
                    .filter(opened -> opened.whole())
                    .ifPresent(
                        opened ->
                            opened
                                .notOpened()
                                .forEach(kind -> series.is(1, name, one.address(), kind)))),
        SCANNER,
        ADDRESS,
        "kind");
    metrics.gauge(
        "scangate_scanner_advice",
        "How many things to change it has, although it is ready.",
        eachAddress(
            (series, name, one) -> series.is(one.readiness().advice().size(), name, one.address())),
        SCANNER,
        ADDRESS);
    metrics.gauge(
        "scangate_scanner_info",
        "Its version, where it is ready and tells one; always 1.",
        eachAddress(
            (series, name, one) -> {
              if (!one.readiness().version().isEmpty()) {
                series.is(1, name, one.address(), one.readiness().version());
              }
            }),
        SCANNER,
        ADDRESS,
        "version");
  }

  private Consumer<Series> each(Function<Watched, Number> figure) {
    return series -> scanners.forEach(one -> series.is(figure.apply(one), one.pool().name()));
  }

  private interface OfAddress {
    void tell(Series series, String scanner, MemberStatus one);
  }

  private Consumer<Series> eachAddress(OfAddress figure) {
    return series ->
        scanners.forEach(
            one ->
                one.pool()
                    .statuses()
                    .forEach(member -> figure.tell(series, one.pool().name(), member)));
  }
}
