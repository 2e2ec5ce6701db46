package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.scan.DataSize;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Scans that meet a clamd that is away, and comes back. */
@Timeout(120)
class ClamdWaitTest {

  private static final Duration WAIT = Duration.ofSeconds(20);

  private final ExecutorService clients = Executors.newCachedThreadPool();

  @AfterEach
  void end() throws InterruptedException {
    clients.shutdownNow();
    assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS), "a client hangs");
  }

  /** As in a reload with ConcurrentDatabaseReload no: connections are accepted, none answered. */
  @Test
  void whatMeetsAReloadHasItsTrueVerdictAfterIt() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      clamd.freeze();
      List<Future<Verdict>> before = six(scanner);
      scanner.awaitNotReady();
      List<Future<Verdict>> during = six(scanner);
      Await.until("they wait", WAIT, () -> scanner.pool().waiting() >= 6);
      clamd.thaw();
      trueVerdicts(before);
      trueVerdicts(during);
    }
  }

  @Test
  void whatMeetsARestartHasItsTrueVerdictAfterIt() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      clamd.freeze(); // so that they are all in its hands
      List<Future<Verdict>> uploads = six(scanner);
      Await.until("all slots are taken", WAIT, () -> scanner.pool().inFlight() == 4);
      clamd.restart();
      trueVerdicts(uploads);
    }
  }

  @Test
  void oneThatRefusesConnectionsIsWaitedForForTwoSecondsAndThenNotAtAll() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      clamd.kill();
      assertTrue(seconds(scanner) < 8);
      assertTrue(seconds(scanner) < 1, "a long outage costs an upload nothing");
    }
  }

  @Test
  void theEndOfThePoolEndsTheWaitingAtOnce() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(clamd.tcpAddress())) {
      clamd.freeze();
      scanner.awaitNotReady();
      List<Future<Verdict>> uploads = six(scanner);
      Await.until("they wait", WAIT, () -> scanner.pool().waiting() == 6);
      scanner.pool().close();
      for (Future<Verdict> upload : uploads) {
        assertInstanceOf(Unscanned.class, upload.get(6, TimeUnit.SECONDS));
      }
    }
  }

  private static ClamdScanner scanner(String address) {
    ClamdScanner scanner = ClamdScanner.waiting(WAIT, DataSize.ofMebibytes(1), address);
    scanner.awaitReady();
    return scanner;
  }

  /** Every second one is infected. */
  private List<Future<Verdict>> six(ClamdScanner scanner) {
    List<Future<Verdict>> uploads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      TestSample sample =
          i % 2 == 0
              ? TestSample.of(Fixtures.randomBytes(i, 1000))
              : TestSample.infected(1000, 10L * i);
      uploads.add(clients.submit(() -> scanner.scan(sample)));
    }
    return uploads;
  }

  private static void trueVerdicts(List<Future<Verdict>> uploads) throws Exception {
    for (int i = 0; i < uploads.size(); i++) {
      Verdict verdict = uploads.get(i).get();
      assertEquals(
          i % 2 == 0 ? Clean.class : Infected.class, verdict.getClass(), verdict::toString);
    }
  }

  private static long seconds(ClamdScanner scanner) {
    long begun = System.nanoTime();
    assertInstanceOf(Unscanned.class, scanner.scan(Fixtures.randomBytes(1, 100)));
    return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
  }
}
