package org.scangate.config;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.scangate.moodle.ClientAddress;
import org.scangate.moodle.ScanEndpoint;
import org.scangate.moodle.ServerPostLimit;
import org.scangate.pure.Store;
import org.scangate.pure.local.LocalStore;
import org.scangate.pure.s3.S3Store;
import org.scangate.pure.sweep.Sweep;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.pool.UnavailableScanner;
import org.scangate.scan.report.VerdictLog;
import org.scangate.scan.spool.Spool;

/** Makes everything from the configuration when the application starts, and ends it with it. */
@ApplicationScoped
public class Wiring {

  private static final Logger LOG = System.getLogger(Wiring.class.getName());

  private final VerdictLog verdictLog = new VerdictLog();
  private final JmxBeans beans = new JmxBeans();
  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final List<Scanner> scanners = new ArrayList<>();

  @Inject private Event<ScanReport> reported;
  private ScanService scans;
  private Sweeps sweeps;
  private ServerPostLimit serverLimit;
  private ScanEndpoint engine;
  private ClientAddress clients;

  @PostConstruct
  void wire() {
    Config config = ConfigProvider.getConfig();
    Settings settings = SettingsReader.read(config);
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    settings.problems().forEach(problem -> LOG.log(Level.ERROR, "not scanning: " + problem));
    VerdictCache cache = new CaffeineCache(settings.cache());
    if (settings.problems().isEmpty()) {
      settings.scanners().forEach(scanner -> add(scanner, cache));
    } else {
      String why = String.join("; ", settings.problems());
      scanners.add(
          new UnavailableScanner(
              "configuration", new Verdict.Unscanned(Reason.MISCONFIGURED, why)));
    }
    scans =
        new ScanService(
            scanners, cache, settings.maxFileSize(), settings.scanTimeout(), reported::fire);
    sweeps = sweeps(new PureConfig(config, settings));
    clients = settings.clients();
    serverLimit = new ServerPostLimit(settings.maxFileSize());
    engine = new ScanEndpoint(settings.moodle(), new Spool(settings.spool()), scans, serverLimit);
  }

  private Sweeps sweeps(PureConfig config) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    List<Store> stores =
        List.of(new LocalStore(config::local, clock), new S3Store(config::s3, clock));
    List<Sweep> all =
        stores.stream()
            .map(store -> new Sweep(store, scans, config::sweep, config::problem, clock))
            .toList();
    all.forEach(beans::add);
    return new Sweeps(all);
  }

  private void add(Settings.ScannerSettings scanner, VerdictCache cache) {
    ScannerPool pool = ScannerFactory.pool(scanner, deadlines);
    scanners.add(pool);
    beans.add(pool, cache);
  }

  /** Wires at the start, not at the first request. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
    String names = scanners.stream().map(Scanner::name).collect(Collectors.joining(", "));
    LOG.log(
        Level.INFO,
        "Scangate has started; scanners: {0}; limits of the server to lift: {1}",
        names,
        serverLimit.get().size());
  }

  void log(@Observes ScanReport report) {
    verdictLog.accept(report);
    beans.count(report);
  }

  @Produces
  ScanEndpoint engine() {
    return engine;
  }

  @Produces
  Sweeps sweeps() {
    return sweeps;
  }

  @Produces
  ClientAddress clients() {
    return clients;
  }

  @PreDestroy
  void end() {
    List<AutoCloseable> all = new ArrayList<>(List.of(sweeps, beans, scans));
    all.addAll(scanners);
    all.add(deadlines);
    all.forEach(Wiring::close);
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception | LinkageError e) {
      // Whatever fails here, as where a server gives out no more classes, the others are closed.
      LOG.log(Level.WARNING, "not closed in good order: " + one.getClass().getName(), e);
    }
  }
}
