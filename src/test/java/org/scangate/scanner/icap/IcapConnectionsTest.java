package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedIcap;
import org.scangate.testing.ScriptedIcap.From;
import org.scangate.testing.TestSample;

/** Which connections are kept, how many there are, and when a scan is tried on another one. */
class IcapConnectionsTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String ONE_AT_ONCE =
      ScriptedIcap.OPTIONS.replace("Allow: 204|", "Allow: 204|Max-Connections: 1|");

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private ScriptedIcap icap;
  private IcapClient client;

  @BeforeEach
  void start() {
    icap = ScriptedIcap.start();
    IcapSettings settings = IcapScanner.settings(icap.uri());
    client = new IcapClient(settings, settings.uris().get(0), deadlines);
  }

  @AfterEach
  void stop() {
    client.close();
    icap.close();
    deadlines.close();
  }

  private Verdict scan(byte[] content) {
    return client.scan(TestSample.of(content), Deadline.in(BOUND)).verdict();
  }

  private Verdict scan() {
    return scan(new byte[5]);
  }

  private static Reason reason(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict).reason();
  }

  private static <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "scans").start());
  }

  @Test
  void aKeptConnectionIsUsedAgainAndReplacedWhenTheServerClosesIt() {
    assertEquals(new Clean(), scan());
    assertEquals(new Clean(), scan());
    assertEquals(1, icap.accepted());
    icap.breakConnections();
    assertEquals(new Clean(), scan());
    assertEquals(2, icap.accepted());
  }

  @Test
  void whatIsSaidUnaskedIsNoAnswer() throws Exception {
    assertEquals(new Clean(), scan());
    icap.shout(ScriptedIcap.CLEAN);
    assertInstanceOf(Infected.class, scan(Fixtures.eicar()));
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 5, 1 << 20})
  void aScanOnAKeptConnectionThatTheServerLeavesIsTriedOnceMoreOnANewOne(int size) {
    assertEquals(new Clean(), scan());
    icap.misbehave(From.HEAD, wire -> icap.behave());
    assertEquals(new Clean(), scan(Fixtures.randomBytes(1, size)));
    assertEquals(3, icap.heads().size(), "requests to scan");
    assertEquals(2, icap.accepted());
  }

  @Test
  void itIsNotTriedAThirdTime() {
    assertEquals(new Clean(), scan());
    icap.misbehave(From.HEAD, wire -> {});
    assertEquals(Reason.UNREACHABLE, reason(scan()));
    assertEquals(3, icap.heads().size(), "requests to scan");
  }

  @Test
  void aScanOnANewConnectionThatTheServerLeavesIsNotTriedAgain() {
    icap.options(ScriptedIcap.OPTIONS.replace("Allow: 204|", "Allow: 204|Connection: close|"));
    icap.misbehave(From.HEAD, wire -> icap.behave());
    assertEquals(Reason.UNREACHABLE, reason(scan()));
    assertEquals(1, icap.heads().size(), "requests to scan");
    assertEquals(2, icap.accepted(), "one for OPTIONS");
  }

  @Test
  void aScanWhoseAnswerHasBegunIsNotTriedAgain() {
    assertEquals(new Clean(), scan());
    icap.misbehave(
        From.ANSWER,
        wire -> {
          wire.send("I");
          icap.behave();
        });
    assertEquals(Reason.UNREACHABLE, reason(scan()));
    assertEquals(2, icap.heads().size(), "requests to scan");
  }

  /** Else the answer to what confirms a clean one would be there before it was asked. */
  @Test
  void aConfirmationThatCameUnaskedIsNone() {
    icap.answer(ScriptedIcap.CLEAN + ScriptedIcap.OPTIONS);
    assertEquals(Reason.UNREACHABLE, reason(scan()));
  }

  @Test
  void oneAtOnceIsEnoughForThreeThatScan() {
    icap.options(ONE_AT_ONCE);
    assertEquals(new Clean(), scan());
    List<CompletableFuture<Boolean>> all =
        Stream.generate(() -> begin(this::scansTenTimes)).limit(3).toList();
    all.forEach(one -> assertEquals(true, one.join()));
    assertEquals(1, icap.mostConnections());
    assertEquals(1, icap.accepted());
  }

  private boolean scansTenTimes() {
    return Stream.generate(() -> scan(Fixtures.eicar()))
            .limit(5)
            .allMatch(Infected.class::isInstance)
        && Stream.generate(this::scan).limit(5).allMatch(Clean.class::isInstance);
  }

  @Test
  void whoWaitsInVainForTheOneConnectionIsToldThatItIsBusy() {
    icap.options(ONE_AT_ONCE);
    assertEquals(new Clean(), scan());
    icap.misbehave(From.ANSWER, wire -> wire.hang());
    CompletableFuture<Verdict> first = begin(this::scan);
    Await.until("it is being scanned", BOUND, () -> icap.heads().size() == 2);
    Deadline soon = Deadline.in(Duration.ofMillis(200));
    assertEquals(Reason.BUSY, reason(client.scan(TestSample.of(new byte[1]), soon).verdict()));
    client.close();
    assertInstanceOf(Unscanned.class, first.join());
    assertEquals(1, icap.mostConnections());
  }

  @Test
  void keptOnesThatItNoLongerAllowsAreClosed() {
    CountDownLatch three = new CountDownLatch(3);
    TestSample sample = TestSample.of(0, () -> openedTogether(three));
    List<CompletableFuture<Verdict>> all =
        Stream.generate(() -> begin(() -> client.scan(sample, Deadline.in(BOUND)).verdict()))
            .limit(3)
            .toList();
    all.forEach(one -> assertEquals(new Clean(), one.join()));
    assertEquals(3, icap.connections());
    icap.options(ONE_AT_ONCE);
    assertEquals(new Clean(), scan());
    Await.until("there is no more than one", BOUND, () -> icap.connections() <= 1);
  }

  private static InputStream openedTogether(CountDownLatch all) throws IOException {
    all.countDown();
    try {
      all.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return InputStream.nullInputStream();
  }
}
