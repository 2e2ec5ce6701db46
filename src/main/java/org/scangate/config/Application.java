package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.scangate.console.ConsoleParts;
import org.scangate.console.JournalApi;
import org.scangate.console.page.Console;
import org.scangate.journal.Journal;
import org.scangate.journal.ReadinessEvents;
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
import org.scangate.watch.MetricsPage;
import org.scangate.watch.ScannerMetrics;
import org.scangate.watch.alert.Alerts;
import org.scangate.watch.check.CheckBoard;
import org.scangate.watch.check.CheckReporter;

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

  /** What another process that shares the journal's database decided. */
  private static final Duration EXCEPTIONS_LEARNT_WITHIN = Duration.ofSeconds(5);

  private final Journal journal;
  private final Alerts alerts;
  private final EventWatch eventWatch;
  private final EventWatch exceptionWatch;
  private final VerdictLog verdictLog = new VerdictLog();
  private final Optional<JsonLog> jsonLog;
  private final JmxBeans beans = new JmxBeans();
  private final WatchedParts watched = new WatchedParts();
  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final RequestGate gate = new RequestGate();
  private final List<Scanner> scanners = new ArrayList<>();
  private final List<ScannerMetrics.Watched> pools = new ArrayList<>();
  private final ScanService scans;
  private final PureConfig pure;
  private final MoodleConfig moodle;
  private final Sweeps sweeps;
  private final ServerPostLimit serverLimit;
  private final JournalApi api;
  private final ScanEndpoint engine;
  private final MoreHealth moreHealth;
  private final MetricsPage metrics;
  private final WatchedChecks checkList;
  private final CheckBoard checks;
  private final WatchedWays ways;
  private final ConsoleParts parts;
  private final Console console;

  /** What is to be ended where the wiring fails half-way, the latest first. */
  private final Deque<AutoCloseable> begun = new ArrayDeque<>(List.of(beans, deadlines));

  private volatile ProductVersion version = ProductVersion.UNKNOWN;
  private boolean ended;

  /**
   * Wires it; from now on scanners are probed.
   *
   * @param reports hears of every scan
   */
  Application(Config config, Consumer<ScanReport> reports) {
    try {
      SettingsFile file = SettingsFile.of(config);
      Settings settings = SettingsReader.read(config, file);
      settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
      settings.wrong().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
      jsonLog = settings.logJson().map(JsonLog::new);
      jsonLog.ifPresent(begun::push);
      journal = begun(Journal.open(settings.journal(), settings.alerts().rules()));
      alerts = begun(new Alerts(settings.alerts(), journal, Clock.system(ZoneId.systemDefault())));
      beans.add(journal);
      beans.add(alerts);
      journal.event("started", "", "settings", String.join("\n", settings.inForce()));
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
          begun(
              new ScanService(
                  scanners,
                  cache,
                  settings.maxFileSize(),
                  settings.moodle().rules().scanTimeout(),
                  reports,
                  journal.exceptions().held()));
      pure = new PureConfig(config, file, settings);
      sweeps = begun(sweeps(scans, pure));
      moodle = new MoodleConfig(config, file, settings);
      serverLimit = new ServerPostLimit(settings.maxFileSize());
      Spool spool = new Spool(settings.spool());
      boolean personal = settings.journal().personal().isPresent();
      engine =
          new ScanEndpoint(moodle, spool, scans, serverLimit, journal, this::notReceived, personal);
      moreHealth = new MoreHealth(settings, spool, sweeps::statuses, moodle, pure, journal::status);
      beans.add(engine.statistics());
      watched.scanners(pools);
      watched.stores(sweeps, journal);
      watched.product(() -> version, scans, moreHealth, spool, settings.spool().max().bytes());
      watched.entry(engine.statistics());
      watched.alerts(alerts);
      metrics = watched.page(settings.metrics(), moodle::current);
      api =
          new JournalApi(
              journal,
              alerts,
              settings.apiTokens(),
              () -> moodle.current().clients(),
              gate::closed);
      ReadinessEvents readiness = new ReadinessEvents(scans::readiness, journal);
      eventWatch =
          begun(
              new EventWatch(
                  "scangate-events",
                  Duration.ofSeconds(1),
                  List.of(readiness::tell, engine::beat)));
      ways = begun(new WatchedWays(settings, scans, sweeps, journal));
      watched.ways(ways);
      beans.add(ways);
      checkList = new WatchedChecks(settings, journal, moodle, pure);
      checkList.scanners(settings.scanners(), pools);
      checkList.product(spool, moreHealth, serverLimit);
      checkList.accepted(this::accepted);
      checkList.entry(engine);
      checkList.stores(sweeps);
      checkList.ways(ways);
      checks = begun(new CheckBoard(checkList, new CheckReporter(journal)));
      watched.checks(checks);
      parts =
          new ConsoleParts(
              api,
              journal,
              scans::readiness,
              ConsoleWiring.scanners(pools),
              sweeps,
              checks,
              ways.canaries(),
              ways.silence(),
              alerts,
              settings.shown());
      console =
          ConsoleWiring.console(
              settings, parts, () -> moodle.current().clients(), () -> version.toString());
      watched.console(console);
      ExceptionEffects effects = new ExceptionEffects(cache, sweeps);
      exceptionWatch =
          begun(
              new EventWatch(
                  "scangate-exceptions",
                  EXCEPTIONS_LEARNT_WITHIN,
                  List.of(() -> journal.exceptions().look(effects))));
    } catch (RuntimeException | Error e) {
      begun.forEach(Application::close);
      throw e;
    }
  }

  /** Ended where what comes after it fails. */
  private <T extends AutoCloseable> T begun(T one) {
    begun.push(one);
    return one;
  }

  private Sweeps sweeps(ScanService scans, PureConfig pure) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    LocalStore local = new LocalStore(pure::local, clock);
    S3Store s3 = new S3Store(pure::s3, clock);
    List<Sweep> all =
        List.of(
            new Sweep(local, scans, pure::sweepOfLocal, pure::problemOfLocal, clock, journal),
            new Sweep(s3, scans, pure::sweepOfS3, pure::problemOfS3, clock, journal));
    all.forEach(beans::add);
    return new Sweeps(all);
  }

  private void add(Settings.ScannerSettings scanner, Duration wait, VerdictCache cache) {
    ScannerPool pool = begun(ScannerFactory.pool(scanner, wait, deadlines));
    scanners.add(pool);
    pools.add(new ScannerMetrics.Watched(pool, beans.add(pool, cache)));
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

  /** All who hear of a scan: the log, JMX, the journal and metrics. */
  void log(ScanReport report) {
    verdictLog.accept(report);
    jsonLog.ifPresent(log -> log.accept(report));
    beans.count(report);
    journal.accept(report);
    watched.count(report);
    checkList.count(report);
    ways.count(report);
  }

  private void notReceived(ScanReport report) {
    journal.accept(report);
    watched.countNotReceived(report);
    checkList.countNotReceived(report);
    ways.count(report);
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

  MetricsPage metrics() {
    return metrics;
  }

  JournalApi api() {
    return api;
  }

  ConsoleParts parts() {
    return parts;
  }

  Console console() {
    return console;
  }

  CheckBoard checks() {
    return checks;
  }

  WatchedWays ways() {
    return ways;
  }

  LiveSettings moodle() {
    return moodle;
  }

  HealthDetails details() {
    return new HealthDetails(version, this::keyProblems, moreHealth);
  }

  /** What counts as scanned by any entry although no scanner opens it. */
  private List<String> accepted() {
    List<String> told = new ArrayList<>(scans.exceptions(moodle.current().rules()));
    pure.rules().forEach(rules -> told.addAll(scans.exceptions(rules)));
    return told.stream().distinct().toList();
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
    checks.end();
    ways.end();
    close(sweeps);
    int left = gate.awaitEmpty(answered);
    if (left > 0) {
      LOG.log(
          Level.WARNING,
          "{0} requests are still being answered while Scangate is being stopped; they end unscanned",
          Integer.toString(left));
    }
    close(checks);
    close(ways);
    close(beans);
    close(eventWatch); // that scanners go now is no outage
    close(scans);
    scanners.forEach(Application::close);
    gate.awaitEmpty(Deadline.in(BROKEN_OFF_WITHIN));
    jsonLog.ifPresent(Application::close);
    close(exceptionWatch);
    engine.tellAll();
    close(alerts);
    journal.event("stopped", "", "", "");
    close(journal);
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
