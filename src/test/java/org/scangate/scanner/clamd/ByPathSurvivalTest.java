package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.TestSample;
import org.scangate.testing.Warnings;

/** Many at once by path, a clamd that freezes or dies, one that may not read everything. */
@Timeout(180)
class ByPathSurvivalTest {

  private static final int FILES = 3000;
  private static final int THREADS = 16;
  private static final int KINDS = 7;
  private static final Infected EICAR = new Infected("Eicar-Test.UNOFFICIAL");

  @TempDir private Path store;

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private Footprint before;

  /** What a Java process opens when it does something first, and keeps, is no leak. */
  @BeforeAll
  static void warmUp() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.byPath(1, ClamdScanner.SOON, clamd.unixAddress())) {
      assertEquals(EICAR, scanner.scan(Fixtures.eicar()));
      clamd.freeze();
      clamd.thaw();
    }
  }

  @BeforeEach
  void begin() {
    before = Footprint.now();
  }

  @AfterEach
  void nothingIsLeftOver() throws InterruptedException {
    clients.shutdownNow();
    assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS), "a client hangs");
    before.awaitBack();
  }

  /** The large ones take their time, so that answers come in another order than questions. */
  @Test
  void eachOfManyGetsItsOwnVerdict() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().option("DisableCache", "yes").build()) {
      for (int kind = 1; kind < KINDS; kind++) {
        clamd.addSignature("Kind" + kind, mark(kind));
      }
      clamd.start();
      List<TestSample> samples = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        int size = i % 50 == 0 ? 900_000 : 1000 + i;
        byte[] content = Fixtures.randomBytes(i, size);
        System.arraycopy(mark(i % KINDS), 0, content, size / 2, mark(i % KINDS).length);
        samples.add(TestSample.stored(Files.write(store.resolve("f" + i), content), store));
      }
      try (ClamdScanner scanner =
          ClamdScanner.byPath(THREADS, ClamdScanner.SOON, clamd.unixAddress())) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          done.add(
              clients.submit(
                  () -> {
                    for (int n = next.getAndIncrement(); n < FILES; n = next.getAndIncrement()) {
                      assertEquals(truth(n % KINDS), scanner.scan(samples.get(n)), "file " + n);
                      assertFalse(samples.get(n).streamed());
                    }
                  }));
        }
        for (Future<?> one : done) {
          one.get();
        }
        assertEquals(0, scanner.pool().inFlight());
      }
    }
  }

  private static byte[] mark(int kind) {
    return "scangate-test-kind-%d".formatted(kind).getBytes(StandardCharsets.US_ASCII);
  }

  private static Verdict truth(int kind) {
    return kind == 0 ? new Clean() : new Infected("Kind" + kind + ".UNOFFICIAL");
  }

  @Test
  void aScanThatIsTooLateTimesOutAndTheSessionGoesOn() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.unixAddress())) {
      TestSample sample = eicar("a");
      assertEquals(EICAR, scanner.scan(sample));
      clamd.freeze();
      long begun = System.nanoTime();
      Unscanned verdict =
          assertInstanceOf(
              Unscanned.class,
              scanner.pool().scan(sample, Deadline.in(Duration.ofMillis(300))).verdict());
      assertEquals(Reason.TIMED_OUT, verdict.reason());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, () -> "it took " + took);
      clamd.thaw();
      assertEquals(EICAR, scanner.scan(sample));
      assertFalse(sample.streamed());
      assertTrue(scanner.pool().readiness().ready());
    }
  }

  @Test
  void aScanWhoseClamdIsKilledIsUnreachable() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.unixAddress())) {
      clamd.freeze();
      TestSample sample = eicar("a");
      Future<Verdict> scan = clients.submit(() -> scanner.scan(sample));
      Await.until("it is asked", ClamdScanner.SOON, () -> scanner.pool().inFlight() == 1);
      clamd.kill();
      Unscanned verdict = assertInstanceOf(Unscanned.class, scan.get());
      assertEquals(Reason.UNREACHABLE, verdict.reason());
      assertFalse(sample.streamed());
      clamd.restart();
      scanner.awaitReady();
      assertEquals(EICAR, scanner.scan(sample));
      assertFalse(sample.streamed());
    }
  }

  @Test
  void whatClamdMayNotReadIsSentUntilAnotherClamdMay() throws Exception {
    try (ClamdServer clamd =
            ClamdServer.builder().option("ExcludePath", "^" + store + "/closed/").start();
        ClamdScanner scanner = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.unixAddress());
        Warnings warnings = new Warnings(ReadableRoots.class)) {
      Path closed = Files.createDirectory(store.resolve("closed"));
      TestSample open = eicar("a");
      assertEquals(EICAR, scanner.scan(open));
      for (int i = 0; i < 3; i++) {
        TestSample excluded = eicar("closed/" + i);
        assertEquals(EICAR, scanner.scan(excluded));
        assertTrue(excluded.streamed());
      }
      assertEquals(EICAR, scanner.scan(open));
      assertFalse(open.streamed());
      assertEquals(List.of(), warnings.logged());
      Path file = closed.resolve("0");
      for (int i = 0; i < 3; i++) {
        assertEquals(EICAR, scanner.scan(TestSample.stored(file, closed)));
      }
      assertEquals(1, warnings.logged().size(), warnings.logged()::toString);
      assertTrue(warnings.logged().get(0).contains("below " + closed + " are streamed"));
      clamd.restart(Map.of("ExcludePath", ""));
      TestSample again = TestSample.stored(file, closed);
      Await.until("it is scanned", ClamdScanner.SOON, () -> EICAR.equals(scanner.scan(again)));
      assertFalse(again.streamed());
    }
  }

  private TestSample eicar(String name) throws IOException {
    return TestSample.stored(Files.write(store.resolve(name), Fixtures.eicar()), store);
  }
}
