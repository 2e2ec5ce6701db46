package org.scangate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.local.LocalStore;
import org.scangate.pure.sweep.PureSettingsBuilder;
import org.scangate.pure.sweep.Sweep;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.Events;
import org.scangate.scan.Origin;
import org.scangate.scan.ScanReport;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.spool.Spool;
import org.scangate.scan.spool.SpooledContent;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.TroubledClamds;

/**
 * Two clamds that are killed, frozen, restarted with lower limits, reloaded, and whose temporary
 * folder is filled, one after the other, in the middle of uploads and of a sweep.
 */
@Timeout(3600)
class ChaosTest {

  private static final int CLIENTS = 8;
  private static final int KINDS = 4;

  /** So long a scan by a frozen clamd takes; it may hold up all who scan. */
  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_SIZE = 600_000;
  private static final double MAX_NOT_SCANNED = 0.005;
  private static final int POSTS_IN_A_TROUBLE = 100;
  private static final int FILES_IN_A_TROUBLE = 200;

  @TempDir private Path folder;

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> notScanned = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();

  /** What a Java process opens when it does something first, and keeps, is no leak. */
  @BeforeAll
  static void warmUp() {
    new TroubledClamds().close();
  }

  @Test
  void uploadsAreNeverJudgedWrong() throws Exception {
    Footprint before = Footprint.now();
    Spool spool =
        new Spool(new Spool.Settings(folder, new DataSize(100_000), DataSize.ofMebibytes(100)));
    int posts = Campaign.count(5_000, 100_000);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger next = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (TroubledClamds clamds = new TroubledClamds();
        ScanService scans = service(clamds)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ends.add(
            clients.submit(
                () -> {
                  while (!over.get()) {
                    post(next.getAndIncrement(), spool, scans);
                  }
                  return null;
                }));
      }
      do {
        clamds.round(() -> more(POSTS_IN_A_TROUBLE));
      } while (answered.get() < posts);
      over.set(true);
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      clients.shutdownNow();
    }
    assertEquals(List.of(), List.copyOf(wrong));
    assertTrue(unscanned() <= answered.get() * MAX_NOT_SCANNED, answered + " " + notScanned);
    assertEquals(0, spool.bytesKept());
    before.awaitBack();
  }

  private static void post(int number, Spool spool, ScanService scans) throws Exception {
    try (InputStream body = new ByteArrayInputStream(content(number));
        SpooledContent content = spool.receive(body, TroubledClamds.LIMIT)) {
      scans.scan(content.as(name(number), Origin.of("test")));
    }
  }

  @Test
  void filesOfAStoreAreNeverJudgedWrong() throws Exception {
    int files = Campaign.count(1_000, 20_000);
    LocalSettings settings =
        new LocalSettings(
            List.of(folder), PosixFilePermissions.fromString("rw-r--r--"), Optional.empty());
    PureSettingsBuilder pure =
        new PureSettingsBuilder()
            .interval(Duration.ofMillis(200))
            .fullWalk(Duration.ofSeconds(1))
            .settle(Duration.ZERO)
            .parallel(4)
            .rules(EntryRules.within(SCAN_TIMEOUT));
    AtomicInteger written = new AtomicInteger();
    try (TroubledClamds clamds = new TroubledClamds();
        ScanService scans = service(clamds);
        LocalStore store = new LocalStore(() -> settings, Clock.systemUTC());
        Sweep sweep =
            new Sweep(store, scans, pure::build, Optional::empty, Clock.systemUTC(), Events.NONE)) {
      while (written.get() < files) {
        clamds.round(
            () -> {
              write(written, FILES_IN_A_TROUBLE);
              Await.Condition enough = more(FILES_IN_A_TROUBLE / 2);
              return () -> swept(sweep, enough);
            });
      }
      Await.until(
          "each file has its verdict",
          Duration.ofMinutes(2),
          () -> swept(sweep, () -> verdicts() == written.get()));
    }
    assertEquals(List.of(), List.copyOf(wrong));
    for (int i = 0; i < written.get(); i++) {
      String verdict = Files.readString(folder.resolve(name(i) + ".av"));
      String right = infected(i) ? "\"FOUND\"" : "\"OK\"";
      assertTrue(verdict.contains(right), i + ": " + verdict);
    }
  }

  private static boolean swept(Sweep sweep, Await.Condition condition) throws IOException {
    sweep.beat();
    return condition.holds();
  }

  private void write(AtomicInteger written, int count) {
    try {
      for (int i = 0; i < count; i++) {
        int number = written.getAndIncrement();
        Files.write(folder.resolve(name(number) + ".bin"), content(number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long verdicts() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(path -> path.toString().endsWith(".av")).count();
    }
  }

  private ScanService service(TroubledClamds clamds) {
    return new ScanService(
        List.of(clamds.scanner().pool()),
        VerdictCache.NONE,
        TroubledClamds.LIMIT,
        SCAN_TIMEOUT,
        this::hear);
  }

  /** Of every scan: whether it told the truth. */
  private void hear(ScanReport report) {
    boolean infected = report.name().contains("infected");
    report
        .verdict()
        .fold(
            clean -> infected ? wrong.add(report.toString()) : true,
            found -> infected ? true : wrong.add(report.toString()),
            unscanned -> {
              notScanned
                  .computeIfAbsent(
                      unscanned.reason() + " " + unscanned.detail(), reason -> new LongAdder())
                  .increment();
              return true;
            },
            excepted -> wrong.add(report.toString()));
    answered.incrementAndGet();
  }

  private long unscanned() {
    return notScanned.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private Await.Condition more(int count) {
    int until = answered.get() + count;
    return () -> answered.get() >= until;
  }

  private static boolean infected(int number) {
    return number % KINDS < 2;
  }

  private static String name(int number) {
    return "%06d-%s".formatted(number, infected(number) ? "infected" : "clean");
  }

  /** EICAR alone, a marker somewhere in a file of any size, and clean ones, small and large. */
  private static byte[] content(int number) {
    if (number % KINDS == 0) {
      return Fixtures.eicar();
    }
    boolean small = number / KINDS % 4 != 0;
    int size = 1_000 + (int) (number * 7919L % (small ? 9_000 : MAX_SIZE));
    byte[] content = Fixtures.randomBytes(number, size);
    if (infected(number)) {
      byte[] marker = ClamdServer.MARKER.getBytes(US_ASCII);
      System.arraycopy(
          marker, 0, content, (int) (number * 31L % (size - marker.length)), marker.length);
    }
    return content;
  }
}
