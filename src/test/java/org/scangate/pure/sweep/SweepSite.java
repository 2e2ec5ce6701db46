package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.scan.DataSize;
import org.scangate.scan.ScanId;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.VerdictCache;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.SettableExceptions;

/** A sweep with all that it needs: a store, a scanner, settings, a clock and a log. */
final class SweepSite implements AutoCloseable {

  /** Waits end much sooner; a machine may be slow. */
  static final Duration SOON = Duration.ofSeconds(10);

  final MemoryStore store = new MemoryStore();
  final ScriptedScanner scanner = ScriptedScanner.clean("clamd", ScriptedScanner.VERSION);
  final SettableClock clock = new SettableClock();
  final SweepLog log = new SweepLog();
  final List<ScanReport> reports = new CopyOnWriteArrayList<>();
  final List<String> events = new CopyOnWriteArrayList<>();
  final SettableExceptions exceptions = new SettableExceptions();
  final PureSettingsBuilder settings = new PureSettingsBuilder();
  final Sweep sweep;

  SweepSite() {
    this(List.of());
  }

  /**
   * @param more scanners that are asked after the first
   */
  SweepSite(List<Scanner> more) {
    List<Scanner> all = new java.util.ArrayList<>(List.of(scanner));
    all.addAll(more);
    scanner.onScan = sample -> store.events.add("scan " + sample.name());
    sweep =
        new Sweep(
            store,
            new ScanService(
                all,
                VerdictCache.NONE,
                new DataSize(10_000),
                Duration.ofSeconds(60),
                reports::add,
                exceptions),
            settings::build,
            Optional::empty,
            clock,
            (kind, who, what, detail) -> events.add(kind + "|" + who + "|" + what + "|" + detail));
  }

  /** One pass on this thread, and no other. */
  void pass(WalkKind kind) throws InterruptedException {
    store.configured = false; // so that the beat reads the settings, and begins nothing
    sweep.beat();
    sweep.pass(kind);
  }

  /** Begins to sweep; with so short an interval one beat is enough. */
  void begin() {
    store.configured = true;
    sweep.beat();
  }

  void await(String what, Await.Condition condition) {
    Await.until(what, SOON, condition);
  }

  /** A verdict of ours, so old by the clock. */
  VerdictDocument ours(Status status, Duration age) {
    return document(status, age, ScanId.next());
  }

  /** A verdict of another program. */
  VerdictDocument foreign(Status status, Duration age) {
    return document(status, age, UUID.randomUUID());
  }

  private VerdictDocument document(Status status, Duration age, UUID id) {
    Instant then = clock.instant().minus(age);
    return new VerdictDocument(ScriptedScanner.VERSION, Optional.of(then), Optional.of(id), status);
  }

  @Override
  public void close() {
    sweep.close();
    log.close();
  }
}
