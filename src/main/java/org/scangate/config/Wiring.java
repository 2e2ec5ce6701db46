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
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.scangate.moodle.HealthDetails;
import org.scangate.moodle.LiveSettings;
import org.scangate.moodle.ProductVersion;
import org.scangate.moodle.ScanEndpoint;
import org.scangate.moodle.ServerPostLimit;
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
  private PureConfig pure;
  private MoodleConfig moodle;
  private Sweeps sweeps;
  private ServerPostLimit serverLimit;
  private ScanEndpoint engine;
  private ProductVersion version = ProductVersion.UNKNOWN;

  @PostConstruct
  void wire() {
    Config config = ConfigProvider.getConfig();
    SettingsFile file = SettingsFile.of(config);
    Settings settings = SettingsReader.read(config, file);
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    settings.wrong().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
    VerdictCache cache = new CaffeineCache(settings.cache());
    if (settings.notScanning().isEmpty()) {
      settings.scanners().forEach(scanner -> add(scanner, cache));
    } else {
      String why = String.join("; ", settings.notScanning());
      scanners.add(
          new UnavailableScanner(
              "configuration", new Verdict.Unscanned(Reason.MISCONFIGURED, why)));
    }
    scans =
        new ScanService(
            scanners, cache, settings.maxFileSize(), settings.scanTimeout(), reported::fire);
    pure = new PureConfig(config, file, settings);
    sweeps = sweeps(scans, pure);
    moodle = new MoodleConfig(config, file, settings);
    serverLimit = new ServerPostLimit(settings.maxFileSize());
    engine = new ScanEndpoint(moodle, new Spool(settings.spool()), scans, serverLimit);
    beans.add(engine.statistics());
  }

  private Sweeps sweeps(ScanService scans, PureConfig pure) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    LocalStore local = new LocalStore(pure::local, clock);
    S3Store s3 = new S3Store(pure::s3, clock);
    List<Sweep> all =
        List.of(
            new Sweep(local, scans, pure::sweepOfLocal, pure::problemOfLocal, clock),
            new Sweep(s3, scans, pure::sweepOfS3, pure::problemOfS3, clock));
    all.forEach(beans::add);
    return new Sweeps(all);
  }

  private void add(Settings.ScannerSettings scanner, VerdictCache cache) {
    ScannerPool pool = ScannerFactory.pool(scanner, deadlines);
    scanners.add(pool);
    beans.add(pool, cache);
  }

  /** Wires at the start, not at the first request. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    version = ProductVersion.of(application);
    beans.add(version);
    String names = scanners.stream().map(Scanner::name).collect(Collectors.joining(", "));
    LOG.log(
        Level.INFO,
        "{0} has started; scanners: {1}; limits of the server to lift: {2}",
        version,
        names,
        serverLimit.get().size());
  }

  /** All who hear of a scan: the log and JMX. A metric would hook in here. */
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
  LiveSettings moodleSettings() {
    return moodle;
  }

  @Produces
  HealthDetails details() {
    return new HealthDetails(version, this::keyProblems, List::of);
  }

  /** What is wrong with keys that are read anew, while the last good ones are in force. */
  private List<String> keyProblems() {
    return Stream.of(moodle.problems(), pure.problems()).flatMap(List::stream).distinct().toList();
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
