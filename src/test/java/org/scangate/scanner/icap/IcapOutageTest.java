package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.CIcapServer;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.CountingRelay;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Real c-icaps that go and come back, and connections that they close. */
class IcapOutageTest {

  private static final Duration SOON = IcapScanner.SOON;
  private static final int THREADS = 4;

  private ClamdServer clamd;
  private CIcapServer icap;

  @BeforeEach
  void start() {
    clamd = ClamdServer.builder().start();
    icap = CIcapServer.start(clamd);
  }

  @AfterEach
  void stop() {
    icap.close();
    clamd.close();
  }

  private static TestSample clean() {
    return TestSample.of(Fixtures.randomBytes(System.nanoTime(), 10_000));
  }

  private static <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "scans").start());
  }

  @Test
  void aScanThatItIsKilledInIsUnscannedAtOnceAndRestartedItIsReadyByItself() {
    try (IcapScanner scanner = new IcapScanner(IcapScanner.settings(icap.uri())).ready()) {
      clamd.freeze();
      CompletableFuture<Answer> scan = begin(() -> scanner.ask(clean()));
      Await.until(
          "it waits for clamd", SOON, () -> scanner.pool().inFlight() > 0 && clamdIsAsked());
      icap.kill();
      Await.until("the scan has ended", SOON.dividedBy(4), scan::isDone);
      Unscanned unscanned = assertInstanceOf(Unscanned.class, scan.join().verdict());
      assertEquals(Reason.UNREACHABLE, unscanned.reason(), unscanned.detail());
      clamd.thaw();
      icap.restart();
      scanner.ready();
      assertEquals(new Clean(), scanner.ask(clean()).verdict());
    }
  }

  /** Who connected and was not yet accepted stands there beside the socket that is listened on. */
  private boolean clamdIsAsked() throws IOException {
    try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
      return sockets.filter(line -> line.endsWith(clamd.socketPath().toString())).count() > 1;
    }
  }

  @Test
  void ofTwoEachScansAndStandsInForTheOther() {
    try (CIcapServer other = CIcapServer.start(clamd);
        IcapScanner scanner = new IcapScanner(IcapScanner.settings(icap.uri(), other.uri()))) {
      awaitBoth(scanner);
      AtomicBoolean over = new AtomicBoolean();
      Queue<Answer> answers = new ConcurrentLinkedQueue<>();
      List<CompletableFuture<Boolean>> threads =
          IntStream.range(0, THREADS)
              .mapToObj(i -> begin(() -> scan(scanner, answers, over)))
              .toList();
      try {
        awaitAnswerOf(icap, answers);
        awaitAnswerOf(other, answers);
        other.kill();
        Await.until("it is named", SOON, () -> advice(scanner).contains(other.uri()));
        assertTrue(scanner.pool().readiness().ready());
        awaitAnswerOf(icap, answers);
        other.restart();
        awaitAnswerOf(other, answers);
      } finally {
        over.set(true);
      }
      threads.forEach(thread -> assertTrue(thread.join(), "every scan was clean"));
    }
  }

  private static boolean scan(IcapScanner scanner, Queue<Answer> answers, AtomicBoolean over) {
    boolean all = true;
    while (!over.get()) {
      Answer answer = scanner.ask(clean());
      all &= answer.verdict() instanceof Clean;
      answers.add(answer);
    }
    return all;
  }

  /** Of one that is not, the pool's advice tells. */
  private static void awaitBoth(IcapScanner scanner) {
    scanner.ready();
    Await.until("both are ready", SOON, () -> !advice(scanner).contains("not probed yet"));
  }

  /** From now on. */
  private static void awaitAnswerOf(CIcapServer server, Queue<Answer> answers) {
    answers.clear();
    Await.until(
        "an answer of " + server.uri(),
        SOON,
        () -> answers.stream().anyMatch(answer -> answer.engine().address().equals(server.uri())));
  }

  private static String advice(IcapScanner scanner) {
    return String.join("\n", scanner.pool().readiness().advice());
  }

  @ParameterizedTest(name = "{0} requests on a connection, {1} to {2} connections")
  @CsvSource({"1000, 1, 1", "100, 5, 8", "8, 60, 80"})
  void connectionsAreKeptForAsLongAsItKeepsThem(String requests, int least, int most) {
    icap.restart(Map.of("MaxKeepAliveRequests", requests));
    IcapSettings settings = IcapScanner.settings(icap.uri());
    try (CountingRelay relay = CountingRelay.to(icap.uri());
        DeadlineTimer deadlines = new DeadlineTimer();
        IcapClient client = new IcapClient(settings, IcapSettings.uri(relay.uri()), deadlines)) {
      for (int i = 0; i < 300; i++) {
        assertEquals(new Clean(), client.scan(clean(), Deadline.in(SOON)).verdict(), "scan " + i);
      }
      int connections = relay.accepted();
      assertTrue(least <= connections && connections <= most, connections + " connections");
    }
  }
}
