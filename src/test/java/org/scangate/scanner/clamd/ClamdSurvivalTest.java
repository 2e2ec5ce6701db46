package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
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

/**
 * clamd dies, freezes, comes back: each scan ends in time with the truth, and nothing is left over.
 */
@Timeout(120)
class ClamdSurvivalTest {

  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration SLACK = Duration.ofSeconds(3);
  private static final int SIZE = 8 << 20;
  private static final Infected EICAR = new Infected("Eicar-Test.UNOFFICIAL");
  private static final Infected MARKER = new Infected("Scangate-Marker.UNOFFICIAL");

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private Footprint before;

  /** What a Java process opens when it does something first, and keeps, is no leak. */
  @BeforeAll
  static void warmUp() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, clamd.tcpAddress(), clamd.unixAddress())) {
      clamd.freeze();
      clamd.thaw();
      scanner.scan(halfWay(TestSample.infected(SIZE, 0), clamd::kill));
      scanner.awaitNotReady();
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsNotThereAtTheStartIsFoundWhenItAppears(boolean unix) {
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      clamd.kill();
      try (ClamdScanner scanner = scanner(SHORT, unix ? clamd.unixAddress() : clamd.tcpAddress())) {
        Await.until(
            "it says why it is not ready",
            RECOVERY,
            () -> obstacle(scanner).detail().contains("cannot connect"));
        assertEquals(Reason.UNREACHABLE, obstacle(scanner).reason());
        assertEquals(obstacle(scanner), scanner.scan(Fixtures.eicar()));
        clamd.start();
        awaitRecovery(scanner);
      }
    }
  }

  @Test
  void whoIsKilledInTheMiddleOfAStreamHasSaidNothing() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, clamd.tcpAddress())) {
      Verdict verdict = scanner.scan(halfWay(TestSample.infected(SIZE, 0), clamd::kill));
      assertEquals(Reason.UNREACHABLE, assertInstanceOf(Unscanned.class, verdict).reason());
      scanner.awaitNotReady();
      clamd.start();
      awaitRecovery(scanner);
    }
  }

  @Test
  void whoIsKilledAfterTheLastByteHasSaidNothing() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, clamd.tcpAddress())) {
      for (long size : new long[] {1000, SIZE}) {
        Sample clean = TestSample.of(size, () -> Fixtures.random(5, size));
        assertInstanceOf(Unscanned.class, scanner.scan(atTheEnd(clean, clamd::kill)));
        clamd.restart();
        awaitRecovery(scanner);
      }
    }
  }

  @Test
  void ifOneOfTwoIsKilledInTheMiddleOfAStreamTheOtherTellsTheTruth() {
    try (ClamdServer one = ClamdServer.builder().start();
        ClamdServer two = ClamdServer.builder().start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, one.tcpAddress(), two.tcpAddress())) {
      // an idle pool asks the first of them
      assertEquals(MARKER, scanner.scan(halfWay(TestSample.infected(SIZE, 0), one::kill)));
      Sample clean = TestSample.of(SIZE, () -> Fixtures.random(5, SIZE));
      assertEquals(new Clean(), scanner.scan(clean));
    }
  }

  @Test
  void whoIsFrozenWhileAnsweringAndThawedTellsTheTruth() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, clamd.tcpAddress())) {
      for (long size : new long[] {1000, SIZE}) {
        Sample infected = TestSample.infected(size, size / 2);
        assertEquals(MARKER, frozenAndThawed(scanner, infected, clamd));
        Sample clean = TestSample.of(size, () -> Fixtures.random(size, size));
        assertEquals(new Clean(), frozenAndThawed(scanner, clean, clamd));
      }
    }
  }

  private Verdict frozenAndThawed(ClamdScanner scanner, Sample sample, ClamdServer clamd)
      throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    Sample freezing =
        atTheEnd(
            sample,
            () -> {
              clamd.freeze();
              frozen.countDown();
            });
    Future<Verdict> scan = clients.submit(() -> scanner.scan(freezing));
    assertTrue(frozen.await(30, TimeUnit.SECONDS));
    clamd.thaw();
    return scan.get();
  }

  @Test
  void whoStaysFrozenTimesOutIsNotReadyAndRecovers() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = ready(SHORT, clamd.tcpAddress())) {
      long begun = System.nanoTime();
      Verdict verdict = scanner.scan(halfWay(TestSample.infected(SIZE, 0), clamd::freeze));
      assertEquals(Reason.TIMED_OUT, assertInstanceOf(Unscanned.class, verdict).reason());
      assertWithin(SHORT.plus(SLACK), begun);
      assertInstanceOf(Unscanned.class, scanner.scan(new byte[] {1}));
      Await.until("it is not ready", RECOVERY, () -> !scanner.pool().readiness().ready());
      assertInstanceOf(Unscanned.class, scanner.scan(Fixtures.eicar()));
      clamd.thaw();
      awaitRecovery(scanner);
    }
  }

  @Test
  void aReloadNeverMakesAVerdictWrong() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner = ready(ClamdScanner.SOON, clamd.tcpAddress())) {
      AtomicBoolean scanning = new AtomicBoolean(true);
      List<Future<Integer>> scans = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int seed = i;
        scans.add(
            clients.submit(
                () -> {
                  int done = 0;
                  for (; scanning.get(); done++) {
                    assertEquals(EICAR, scanner.scan(Fixtures.eicar()));
                    byte[] clean = Fixtures.randomBytes(1000L * done + seed, 5000);
                    assertEquals(new Clean(), scanner.scan(clean));
                  }
                  return done;
                }));
      }
      for (int version = 2; version < 14; version++) {
        clamd.setDatabaseVersion(version);
        clamd.reload();
      }
      scanning.set(false);
      for (Future<Integer> one : scans) {
        assertTrue(one.get() > 0);
      }
      Await.until(
          "the last version is told",
          RECOVERY,
          () -> scanner.pool().readiness().version().endsWith("/13"));
    }
  }

  @Test
  void aScanInFlightEndsWhenAllIsClosed() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      CountDownLatch frozen = new CountDownLatch(1);
      Future<Verdict> scan;
      try (ClamdScanner scanner = ready(Duration.ofHours(1), clamd.tcpAddress())) {
        Sample sample =
            atTheEnd(
                TestSample.of(new byte[] {1}),
                () -> {
                  clamd.freeze();
                  frozen.countDown();
                });
        scan = clients.submit(() -> scanner.scan(sample));
        assertTrue(frozen.await(30, TimeUnit.SECONDS));
      }
      assertInstanceOf(Unscanned.class, scan.get(20, TimeUnit.SECONDS));
    }
  }

  /** Also of scans that end in all the ways in which they can. */
  @Test
  void clamdKeepsNoTemporaryFilesAndNoConnections() {
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      int files = clamd.temporaryFiles();
      int open = clamd.openFiles();
      try (ClamdScanner scanner = ready(SHORT, clamd.tcpAddress())) {
        for (int i = 0; i < 20; i++) {
          assertEquals(EICAR, scanner.scan(Fixtures.eicar()));
          Sample breaking =
              halfWay(
                  TestSample.of(SIZE, () -> Fixtures.random(5, SIZE)),
                  () -> {
                    throw new IllegalStateException("a fault in reading");
                  });
          assertThrows(IllegalStateException.class, () -> scanner.scan(breaking));
          Sample shorter = TestSample.of(SIZE, () -> Fixtures.random(5, SIZE - 1));
          assertEquals(
              Reason.REFUSED, assertInstanceOf(Unscanned.class, scanner.scan(shorter)).reason());
        }
        assertEquals(0, scanner.pool().inFlight());
      }
      Await.until("its files are gone", RECOVERY, () -> clamd.temporaryFiles() <= files);
      Await.until("its connections are closed", RECOVERY, () -> clamd.openFiles() <= open);
    }
  }

  private static Sample halfWay(Sample sample, Runnable event) {
    return interrupted(sample, sample.size() / 2, event);
  }

  private static Sample atTheEnd(Sample sample, Runnable event) {
    return interrupted(sample, sample.size(), event);
  }

  private static Sample interrupted(Sample sample, long at, Runnable event) {
    return TestSample.of(sample.size(), () -> new Interlude(sample.open(), at, event));
  }

  private static ClamdScanner scanner(Duration timeout, String... addresses) {
    return new ClamdScanner(new DataSize(SIZE), 4, timeout, addresses);
  }

  private static ClamdScanner ready(Duration timeout, String... addresses) {
    ClamdScanner scanner = scanner(timeout, addresses);
    Await.until(
        "all are ready",
        ClamdScanner.SOON,
        () -> scanner.pool().readiness().ready() && scanner.pool().readiness().advice().isEmpty());
    return scanner;
  }

  private static void awaitRecovery(ClamdScanner scanner) {
    Await.until("it is ready again", RECOVERY, () -> scanner.pool().readiness().ready());
    assertEquals(EICAR, scanner.scan(Fixtures.eicar()));
    assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(1, 1000)));
  }

  private static Unscanned obstacle(ClamdScanner scanner) {
    return scanner.pool().readiness().obstacle().orElseThrow();
  }

  private static void assertWithin(Duration bound, long begun) {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(bound) <= 0, () -> "it took " + took);
  }

  /** A Unix socket takes a few hundred questions that nobody reads; then writing would block. */
  @Test
  void aFrozenClamdThatHundredsAskForItsVersionBlocksNobody() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(400);
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(1).start();
        ClamdScanner scanner =
            new ClamdScanner(
                DataSize.ofMebibytes(1), 4, Duration.ofSeconds(2), clamd.unixAddress())) {
      scanner.awaitReady();
      String key = scanner.pool().cacheKeys().get(0);
      clamd.freeze();
      List<Callable<Boolean>> questions = new ArrayList<>();
      for (int i = 0; i < 800; i++) {
        questions.add(
            () -> scanner.pool().holds(key, Deadline.in(Duration.ofMillis(500))).isPresent());
      }
      for (Future<Boolean> answer : threads.invokeAll(questions, 20, TimeUnit.SECONDS)) {
        assertEquals(false, answer.get());
      }
      scanner.awaitNotReady();
      clamd.thaw();
      scanner.awaitReady();
    } finally {
      threads.shutdownNow();
    }
  }
}
