package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/**
 * A clamd that is restarted with lower limits, on the same port, as fast as can be: it says OK to
 * what it does not scan any more, and not once is that passed on.
 */
@Timeout(180)
class ClamdRestartTest {

  private static final Map<String, String> HIGH = Map.of("MaxFileSize", "4M");
  private static final Map<String, String> LOW = Map.of("MaxFileSize", "1M");
  private static final long HIGH_LIMIT = 4L << 20;
  private static final int THREADS = 8;
  private static final int RESTARTS = Campaign.count(4, 10);

  private final ExecutorService clients = Executors.newCachedThreadPool();

  @AfterEach
  void end() throws InterruptedException {
    clients.shutdownNow();
    assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS), "a client hangs");
  }

  @Test
  void notOneInfectedFileOverTheNewLimitIsEverCleanWhileUploadsGoOn() throws Exception {
    try (ClamdServer clamd = start();
        Relay relay = new Relay(clamd.port());
        ClamdScanner scanner = scanner(relay.address())) {
      AtomicBoolean uploading = new AtomicBoolean(true);
      AtomicInteger infected = new AtomicInteger();
      List<Future<Integer>> uploads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long size = (1L << 20) + 1 + i * 400_000L;
        uploads.add(
            clients.submit(
                () -> {
                  int scans = 0;
                  for (; uploading.get(); scans++) {
                    Verdict verdict = scanner.scan(TestSample.infected(size, scans % size));
                    neverClean(verdict);
                    infected.addAndGet(verdict instanceof Infected ? 1 : 0);
                  }
                  return scans;
                }));
      }
      for (int i = 0; i < RESTARTS; i++) {
        awaitLimit(scanner, HIGH_LIMIT);
        int before = infected.get();
        Await.until("uploads go on", ClamdScanner.SOON, () -> infected.get() > before + 10);
        boolean onTheWay = i % 2 == 0;
        if (onTheWay) {
          relay.hold();
          Await.until("uploads are on their way", ClamdScanner.SOON, () -> relay.held() > 2);
        }
        clamd.restart(LOW);
        relay.release();
        assertEquals("stream: OK", clamd.direct().scan(infected(2 << 20).open()));
        if (i % 3 == 0) {
          awaitLimit(scanner, 1L << 20);
        }
        clamd.restart(HIGH);
      }
      uploading.set(false);
      for (Future<Integer> upload : uploads) {
        assertTrue(upload.get() > 0);
      }
    }
  }

  /**
   * The scan began while the higher limit held, and its connection reaches the next clamd.
   *
   * @param told whether the end of the session is seen; a firewall may swallow it
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScanThatBeginsBeforeTheRestartAndArrivesAfterItIsNotClean(boolean told) throws Exception {
    try (ClamdServer clamd = start();
        Relay relay = new Relay(clamd.port());
        ClamdScanner scanner = scanner(relay.address())) {
      assertInstanceOf(Infected.class, scanner.scan(infected(2 << 20)));
      relay.hold();
      Future<Verdict> scan = clients.submit(() -> scanner.scan(infected(2 << 20)));
      Await.until("the scan is on its way", ClamdScanner.SOON, () -> relay.held() > 0);
      relay.swallowEnds(!told);
      clamd.restart(LOW);
      relay.swallowEnds(false);
      relay.release();
      assertInstanceOf(Unscanned.class, scan.get());
      awaitLimit(scanner, 1L << 20);
    }
  }

  /** Half of the file is at the old clamd when it is killed. */
  @Test
  void aScanInTheMiddleOfWhichItIsRestartedIsNotClean() throws Exception {
    try (ClamdServer clamd = start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      AtomicInteger restarts = new AtomicInteger();
      Sample sample =
          TestSample.of(
              3 << 20,
              () ->
                  new Interlude(
                      infected(3 << 20).open(),
                      2 << 20,
                      () -> {
                        if (restarts.getAndIncrement() == 0) {
                          clamd.restart(LOW);
                        }
                      }));
      assertInstanceOf(Unscanned.class, scanner.scan(sample));
      assertTrue(restarts.get() > 0);
    }
  }

  @Test
  void aCleanFileIsCleanAgainWithinTenSecondsOfTheRestart() throws Exception {
    try (ClamdServer clamd = start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      for (int i = 0; i < 2; i++) {
        clamd.restart();
        byte[] content = Fixtures.randomBytes(i, 1000);
        Await.until(
            "it is clean",
            Duration.ofSeconds(10),
            () -> scanner.scan(content) instanceof Verdict.Clean);
      }
    }
  }

  /** The proven one lives on and confirms that it does, but another one is asked. */
  @Test
  void anotherClamdThatIsRenamedOverTheSocketOfOneThatLivesIsProvenAnew() throws Exception {
    try (ClamdServer proven = start();
        ClamdServer other =
            ClamdServer.builder().options(LOW).option("AlertExceedsMax", "no").start();
        ClamdScanner scanner = scanner(proven.unixAddress())) {
      assertInstanceOf(Infected.class, scanner.scan(infected(2 << 20)));
      Files.move(other.socketPath(), proven.socketPath(), StandardCopyOption.REPLACE_EXISTING);
      assertInstanceOf(Unscanned.class, scanner.scan(infected(2 << 20)));
      awaitLimit(scanner, 1L << 20);
      assertInstanceOf(Infected.class, scanner.scan(infected(1 << 20)));
      assertTrue(proven.isAlive());
    }
  }

  private static ClamdServer start() {
    return ClamdServer.builder().options(HIGH).option("AlertExceedsMax", "no").start();
  }

  private static ClamdScanner scanner(String address) {
    ClamdScanner scanner =
        new ClamdScanner(new DataSize(HIGH_LIMIT), THREADS, ClamdScanner.SOON, address);
    scanner.awaitReady();
    return scanner;
  }

  private static Sample infected(long size) {
    return TestSample.infected(size, size / 2);
  }

  private static void awaitLimit(ClamdScanner scanner, long limit) {
    Await.until(
        limit + " is proven",
        ClamdScanner.SOON,
        () -> scanner.pool().readiness().limit().equals(OptionalLong.of(limit)));
  }

  private static void neverClean(Verdict verdict) {
    assertTrue(
        verdict instanceof Infected || verdict instanceof Unscanned, () -> "it is " + verdict);
  }
}
