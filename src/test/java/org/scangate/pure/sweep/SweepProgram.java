package org.scangate.pure.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalSettings;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.local.LocalStore;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Events;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.VerdictLog;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.testing.Await;
import org.scangate.testing.TestSample;

/**
 * The sweep in a JVM of its own, as it runs in a server, its log in a file. Says {@code ready};
 * then for each {@code FULL}, {@code QUICK} or {@code CHECK} that it is told, {@code done
 * <nanoseconds> <seen> <clean> <found> <unscanned> <failed>}; for {@code BEAT} it goes on by
 * itself. Then {@code PAUSE}, {@code RESUME} and {@code SET <setting> <value>} are answered {@code
 * ready}, {@code SHOW} by {@link Shown}, {@code UPLOAD <text>} by {@code uploaded <nanoseconds>
 * <verdict>}. Ends with its input.
 */
public final class SweepProgram {

  /** Of uploads, for a scanner that is away: as {@code scangate.wait} is. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Sweep sweep;
  private final ScanService scans;
  private final PureSettingsBuilder settings;
  private final AtomicReference<PureSettings> now;

  private SweepProgram(
      Sweep sweep,
      ScanService scans,
      PureSettingsBuilder settings,
      AtomicReference<PureSettings> now) {
    this.sweep = sweep;
    this.scans = scans;
    this.settings = settings;
    this.now = now;
  }

  /**
   * How a sweep is.
   *
   * @param fullWalk when a walk of everything came to its end last; empty: none has
   * @param inHand files that wait for their scan or are at work
   * @param scanned since the start
   * @param problem as in JMX
   */
  record Shown(Optional<Instant> fullWalk, int inHand, long scanned, String problem) {

    static Shown of(Sweep sweep) {
      return new Shown(
          sweep.status().lastFullWalk(),
          sweep.swept().inHand().size(),
          sweep.bean().getTotalScanned(),
          sweep.bean().getProblem());
    }

    static Shown parse(String line) {
      String[] parts = line.split(" ", 4);
      return new Shown(
          parts[0].equals("-") ? Optional.empty() : Optional.of(Instant.parse(parts[0])),
          Integer.parseInt(parts[1]),
          Long.parseLong(parts[2]),
          parts[3]);
    }

    String line() {
      return "shown %s %s %s %s"
          .formatted(fullWalk.map(Instant::toString).orElse("-"), inHand, scanned, problem);
    }
  }

  /**
   * @param args root, clamd's address, by path, scans at once, interval, settle; where a journal is
   *     kept, its database's URL, user, password and the data folder; the log's file
   */
  public static void main(String[] args) throws Exception {
    log(args[args.length - 1]);
    Duration interval = Duration.parse(args[4]);
    int parallel = Integer.parseInt(args[3]);
    ClamdSettings clamd = clamd(args[1], "64M", Boolean.parseBoolean(args[2]), parallel);
    PureSettingsBuilder settings =
        new PureSettingsBuilder()
            .interval(interval)
            .fullWalk(Duration.ofDays(1))
            .parallel(parallel)
            .settle(Duration.parse(args[5]))
            .rules(EntryRules.within(Duration.ofSeconds(110)));
    LocalSettings local =
        new LocalSettings(
            List.of(Path.of(args[0])),
            PosixFilePermissions.fromString("rw-r--r--"),
            Optional.empty());
    try (Journal journal = Journal.open(journal(args));
        DeadlineTimer deadlines = new DeadlineTimer();
        ScannerPool pool =
            new ScannerPool("clamd", Clamd.all(clamd, deadlines), clamd.connections(), WAIT)) {
      ScanService scans =
          new ScanService(
              List.of(pool),
              VerdictCache.NONE,
              DataSize.parse("2G"),
              clamd.scanTimeout(),
              new VerdictLog().andThen(journal));
      awaitProven(pool, clamd);
      LocalStore store = new LocalStore(() -> local, Clock.systemUTC());
      AtomicReference<PureSettings> now = new AtomicReference<>(settings.build());
      try (Sweep sweep =
          new Sweep(store, scans, now::get, Optional::empty, Clock.systemUTC(), Events.NONE)) {
        System.out.println("ready");
        new SweepProgram(sweep, scans, settings, now).obey();
      }
    }
  }

  private static JournalSettings journal(String[] args) {
    boolean kept = args.length > 7;
    return new JournalSettings(
        kept,
        kept ? Optional.of(Path.of(args[9])) : Optional.empty(),
        DataSize.parse("1G"),
        kept
            ? Optional.of(new JournalSettings.Database.Url(args[6], args[7], args[8]))
            : Optional.empty(),
        Period.ofDays(90),
        Period.ofYears(3),
        Optional.of(Period.ofDays(90)));
  }

  /** One clamd, as it is configured. */
  public static ClamdSettings clamd(
      String address, String maxFileSize, boolean byPath, int parallel) {
    return new ClamdSettings(
        "clamd",
        List.of(new ClamdAddress(address)),
        DataSize.parse(maxFileSize),
        Math.max(8, parallel),
        byPath,
        Duration.ofSeconds(110));
  }

  /** Until it takes files of the greatest size. */
  public static void awaitProven(ScannerPool pool, ClamdSettings clamd) {
    Await.until(
        "clamd is proven",
        Duration.ofMinutes(1),
        () -> pool.readiness().limit().orElse(0) == clamd.maxFileSize().bytes());
  }

  private void obey() throws IOException, InterruptedException {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 3);
      switch (words[0]) {
        case "BEAT" -> beat(sweep);
        case "SHOW" -> System.out.println(Shown.of(sweep).line());
        case "UPLOAD" -> System.out.println(upload(words[1]));
        case "PAUSE" -> done(sweep.bean()::pause);
        case "RESUME" -> done(sweep.bean()::resume);
        case "SET" -> done(() -> set(words[1], words[2]));
        default -> System.out.println(measured(sweep, order));
      }
    }
  }

  private static void done(Runnable act) {
    act.run();
    System.out.println("ready");
  }

  private String upload(String content) {
    long begun = System.nanoTime();
    ScanReport report = scans.scan(TestSample.of(content.getBytes(UTF_8)));
    return "uploaded " + (System.nanoTime() - begun) + " " + report.verdict();
  }

  private void set(String setting, String value) {
    switch (setting) {
      case "parallel" -> settings.parallel(Integer.parseInt(value));
      case "full-walk" -> settings.fullWalk(Duration.parse(value));
      case "settle" -> settings.settle(Duration.parse(value));
      case "rescan-after" -> settings.rescanAfter(Duration.parse(value));
      case "dry-run" -> settings.dryRun(Boolean.parseBoolean(value));
      case "delete-orphans" -> settings.deleteOrphans();
      default -> throw new IllegalArgumentException(setting);
    }
    now.set(settings.build());
    sweep.beat();
  }

  /** As a server's timer does, until this JVM ends. */
  public static void beat(Sweep sweep) {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            sweep.beat();
          }
        };
    new Timer(true).schedule(task, 0, Walker.BEAT.toMillis());
  }

  /**
   * What came of a pass, as it is answered.
   *
   * @param kind as in {@code FULL}
   */
  public static String measured(Sweep sweep, String kind) throws InterruptedException {
    long begun = System.nanoTime();
    Progress figures = sweep.pass(WalkKind.valueOf(kind));
    long took = System.nanoTime() - begun;
    return "done %d %d %d %d %d %d"
        .formatted(
            took,
            figures.seen.sum(),
            figures.clean.sum(),
            figures.found.sum(),
            figures.unscanned.sum(),
            figures.failed.sum());
  }

  /** Lines cost what they cost in a server. */
  public static void log(String file) throws IOException {
    Logger root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    FileHandler handler = new FileHandler(file);
    handler.setFormatter(new ServerFormatter());
    root.addHandler(handler);
  }
}
