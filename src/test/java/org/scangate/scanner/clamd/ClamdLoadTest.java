package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;

/** Many at once, a third of them EICAR, each of the others different. */
@Timeout(180)
class ClamdLoadTest {

  private static final int THREADS = 32;
  private static final int SCANS = Campaign.count(2_000, 6_000);
  private static final int SIZE = 4000;
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final Infected EICAR = new Infected("Eicar-Test.UNOFFICIAL");

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final AtomicLong number = new AtomicLong();

  @AfterEach
  void end() throws InterruptedException {
    clients.shutdownNow();
    assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS), "a client hangs");
  }

  @Test
  void notOneVerdictIsWrong() throws Exception {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(ClamdScanner.SOON, clamd)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(
            clients.submit(
                () -> {
                  for (long n = number.getAndIncrement(); n < SCANS; n = number.getAndIncrement()) {
                    assertEquals(truth(n), scanner.scan(content(n)));
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
      assertEquals(0, scanner.pool().inFlight());
      assertEquals(0, scanner.pool().waiting());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ifOneOfTwoDiesOrFreezesNoVerdictIsWrongAndTheOtherAnswersAll(boolean dies) throws Exception {
    try (ClamdServer one = ClamdServer.builder().start();
        ClamdServer two = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(Duration.ofSeconds(3), one, two)) {
      AtomicBoolean scanning = new AtomicBoolean(true);
      AtomicBoolean calm = new AtomicBoolean(true);
      AtomicLong answered = new AtomicLong();
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(
            clients.submit(
                () -> {
                  while (scanning.get()) {
                    boolean calmBefore = calm.get();
                    long n = number.getAndIncrement();
                    Verdict verdict = scanner.scan(content(n));
                    if (verdict instanceof Unscanned && !(calmBefore && calm.get())) {
                      continue;
                    }
                    assertEquals(truth(n), verdict);
                    answered.incrementAndGet();
                  }
                }));
      }
      awaitMore(answered, 500);
      calm.set(false);
      if (dies) {
        one.kill();
      } else {
        one.freeze();
      }
      Await.until("it is noticed", RECOVERY, () -> !allReady(scanner));
      assertTrue(scanner.pool().readiness().ready());
      calm.set(true);
      awaitMore(answered, 500);
      calm.set(false);
      if (dies) {
        one.start();
      } else {
        one.thaw();
      }
      Await.until("both are ready again", RECOVERY, () -> allReady(scanner));
      calm.set(true);
      awaitMore(answered, 500);
      scanning.set(false);
      for (Future<?> client : done) {
        client.get();
      }
    }
  }

  private static void awaitMore(AtomicLong answered, long more) {
    long goal = answered.get() + more;
    Await.until(more + " more are answered", ClamdScanner.SOON, () -> answered.get() >= goal);
  }

  private static boolean allReady(ClamdScanner scanner) {
    return scanner.pool().readiness().ready() && scanner.pool().readiness().advice().isEmpty();
  }

  private static Verdict truth(long n) {
    return n % 3 == 0 ? EICAR : new Clean();
  }

  private static byte[] content(long n) {
    return n % 3 == 0 ? Fixtures.eicar() : Fixtures.randomBytes(n, SIZE);
  }

  private static ClamdScanner scanner(Duration timeout, ClamdServer... clamds) {
    String[] addresses = Arrays.stream(clamds).map(ClamdServer::tcpAddress).toArray(String[]::new);
    ClamdScanner scanner = new ClamdScanner(DataSize.ofMebibytes(1), 8, timeout, addresses);
    Await.until("all are ready", ClamdScanner.SOON, () -> allReady(scanner));
    return scanner;
  }
}
