package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.scangate.moodle.HealthDetails;
import org.scangate.moodle.LiveSettings;
import org.scangate.moodle.ProductVersion;
import org.scangate.moodle.RequestGate;
import org.scangate.moodle.ScanEndpoint;
import org.scangate.moodle.ServerPostLimit;
import org.scangate.pure.local.LocalStore;
import org.scangate.pure.s3.S3Store;
import org.scangate.pure.sweep.Sweep;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.pool.UnavailableScanner;
import org.scangate.scan.report.JsonLog;
import org.scangate.scan.report.VerdictLog;
import org.scangate.scan.spool.Spool;

/**
 * Everything that is made of the configuration, without a container. Ended once and for good: its
 * endpoint and its health go on answering that it is being stopped.
 */
final class Application implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Application.class.getName());

  /** What is in progress has this long to come to its verdict. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(28);

  /** Then its scanner is closed, and what has not come to a verdict is answered as not scanned. */
  private static final Duration BROKEN_OFF_WITHIN = Duration.ofSeconds(2);

  private final VerdictLog verdictLog = new VerdictLog();
  private final Optional<JsonLog> jsonLog;
  private final JmxBeans beans = new JmxBeans();
  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final RequestGate gate = new RequestGate();
  private final List<Scanner> scanners = new ArrayList<>();
  private final ScanService scans;
  private final PureConfig pure;
  private final MoodleConfig moodle;
  private final Sweeps sweeps;
  private final ServerPostLimit serverLimit;
  private final ScanEndpoint engine;
  private final MoreHealth moreHealth;
  private volatile ProductVersion version = ProductVersion.UNKNOWN;
  private boolean ended;

  /**
   * Wires it; from now on scanners are probed.
   *
   * @param reports hears of every scan
   */
  Application(Config config, Consumer<ScanReport> reports) {
    SettingsFile file = SettingsFile.of(config);
    Settings settings = SettingsReader.read(config, file);
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    settings.wrong().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
    jsonLog = settings.logJson().map(JsonLog::new);
    VerdictCache cache = new CaffeineCache(settings.cache());
    if (settings.notScanning().isEmpty()) {
      settings.scanners().forEach(scanner -> add(scanner, settings.outageWait(), cache));
    } else {
      String why = String.join("; ", settings.notScanning());
      scanners.add(
          new UnavailableScanner(
              "configuration", new Verdict.Unscanned(Reason.MISCONFIGURED, why)));
    }
    scans =
        new ScanService(
            scanners,
            cache,
            settings.maxFileSize(),
            settings.moodle().rules().scanTimeout(),
            reports);
    pure = new PureConfig(config, file, settings);
    sweeps = sweeps(scans, pure);
    moodle = new MoodleConfig(config, file, settings);
    serverLimit = new ServerPostLimit(settings.maxFileSize());
    Spool spool = new Spool(settings.spool());
    engine = new ScanEndpoint(moodle, spool, scans, serverLimit);
    moreHealth = new MoreHealth(settings, spool, sweeps::statuses, moodle, pure);
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

  private void add(Settings.ScannerSettings scanner, Duration wait, VerdictCache cache) {
    ScannerPool pool = ScannerFactory.pool(scanner, wait, deadlines);
    scanners.add(pool);
    beans.add(pool, cache);
  }

  /** It has started as this version. */
  void started(ProductVersion asVersion) {
    version = asVersion;
    beans.add(version);
    LOG.log(
        Level.INFO,
        "{0} has started; scanners: {1}; limits of the server to lift: {2}",
        version,
        String.join(", ", scanners.stream().map(Scanner::name).toList()),
        Integer.toString(serverLimit.get().size()));
  }

  /** All who hear of a scan: the log and JMX. A metric would hook in here. */
  void log(ScanReport report) {
    verdictLog.accept(report);
    jsonLog.ifPresent(log -> log.accept(report));
    beans.count(report);
  }

  ScanService scans() {
    return scans;
  }

  RequestGate gate() {
    return gate;
  }

  ScanEndpoint engine() {
    return engine;
  }

  Sweeps sweeps() {
    return sweeps;
  }

  LiveSettings moodle() {
    return moodle;
  }

  HealthDetails details() {
    return new HealthDetails(version, this::keyProblems, moreHealth);
  }

  /** What is wrong with keys that are read anew, while the last good ones are in force. */
  private List<String> keyProblems() {
    List<String> told = new ArrayList<>(moodle.problems());
    told.addAll(pure.problems());
    pure.rules().forEach(rules -> told.addAll(scans.exceptions(rules)));
    return told.stream().distinct().toList();
  }

  /**
   * Health is down and nothing new is taken; the sweeps end, so that their slots are the uploads';
   * uploads in progress are answered, within 30 s; and only then the scanners go.
   */
  @Override
  public void close() {
    stop(ANSWERED_WITHIN);
  }

  /** The same with another bound; who comes second waits for the first. */
  synchronized void stop(Duration answeredWithin) {
    if (ended) {
      return;
    }
    ended = true;
    Deadline answered = Deadline.in(answeredWithin);
    gate.close();
    close(sweeps);
    int left = gate.awaitEmpty(answered);
    if (left > 0) {
      LOG.log(
          Level.WARNING,
          "{0} requests are still being answered while Scangate is being stopped; they end unscanned",
          Integer.toString(left));
    }
    close(beans);
    close(scans);
    scanners.forEach(Application::close);
    gate.awaitEmpty(Deadline.in(BROKEN_OFF_WITHIN));
    jsonLog.ifPresent(Application::close);
    close(deadlines);
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
