package org.scangate.pure.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalSettings;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.local.LocalStore;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Events;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.scan.report.VerdictLog;
import org.scangate.scanner.clamd.Clamd;
import org.scangate.scanner.clamd.ClamdAddress;
import org.scangate.scanner.clamd.ClamdSettings;
import org.scangate.testing.Await;

/**
 * The sweep in a JVM of its own, as it runs in a server, its log in a file. Says {@code ready};
 * then for each {@code FULL}, {@code QUICK} or {@code CHECK} that it is told, {@code done
 * <nanoseconds> <seen> <clean> <found> <unscanned> <failed>}; for {@code BEAT} it goes on by
 * itself. Ends with its input.
 */
public final class SweepProgram {

  private SweepProgram() {}

  /**
   * @param args root, clamd's address, by path, scans at once, interval, settle; where a journal is
   *     kept, its database's URL, user, password and the data folder; the log's file
   */
  public static void main(String[] args) throws Exception {
    log(args[args.length - 1]);
    Duration interval = Duration.parse(args[4]);
    int parallel = Integer.parseInt(args[3]);
    ClamdSettings clamd = clamd(args[1], "64M", Boolean.parseBoolean(args[2]), parallel);
    PureSettings settings =
        new PureSettings(
            interval,
            Duration.ofDays(1),
            parallel,
            Duration.parse(args[5]),
            Duration.ofDays(28),
            false,
            Optional.empty(),
            false,
            false,
            100,
            false,
            EntryRules.within(Duration.ofSeconds(110)));
    LocalSettings local =
        new LocalSettings(
            List.of(Path.of(args[0])),
            PosixFilePermissions.fromString("rw-r--r--"),
            Optional.empty());
    try (Journal journal = Journal.open(journal(args));
        DeadlineTimer deadlines = new DeadlineTimer();
        ScannerPool pool =
            new ScannerPool("clamd", Clamd.all(clamd, deadlines), clamd.connections())) {
      ScanService scans =
          new ScanService(
              List.of(pool),
              VerdictCache.NONE,
              DataSize.parse("2G"),
              clamd.scanTimeout(),
              new VerdictLog().andThen(journal));
      awaitProven(pool, clamd);
      LocalStore store = new LocalStore(() -> local, Clock.systemUTC());
      try (Sweep sweep =
          new Sweep(
              store, scans, () -> settings, Optional::empty, Clock.systemUTC(), Events.NONE)) {
        System.out.println("ready");
        obey(sweep);
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

  private static void obey(Sweep sweep) throws IOException, InterruptedException {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("BEAT")) {
        beat(sweep);
      } else {
        System.out.println(measured(sweep, order));
      }
    }
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
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
  }
}
