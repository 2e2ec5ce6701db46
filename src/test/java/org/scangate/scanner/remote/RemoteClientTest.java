package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.scangate.scan.pool.ScannerPool;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What comes of it when the engine, the sample or the time breaks off. */
class RemoteClientTest {

  private static final String FOUND = "{\"status\": \"FOUND\", \"msg\": \"Eicar\"}";
  private static final TestSample SMALL = TestSample.of("content".getBytes(UTF_8));
  private static final long LARGE = 32L << 20;

  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 8, 500_000})
  void aSampleThatIsNotAsLongAsItSaidIsNotScannedAndNotSentToItsEnd(int really) {
    AtomicBoolean whole = new AtomicBoolean();
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.request();
          whole.set(true);
          wire.answer(200, HttpWire.OK);
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      TestSample sample = TestSample.of(7, () -> Fixtures.random(1, really));
      assertEquals(
          new Unscanned(Reason.REFUSED, "the file changed while it was read"), rig.scan(sample));
      Await.until("the connection is closed", RemoteEngineFixture.SOON, () -> engine.open() == 0);
      assertFalse(whole.get());
    }
  }

  @Test
  void aSampleThatCannotBeReadIsNotScanned() {
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(ScriptedRemoteEngine.PROPER);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      TestSample sample =
          TestSample.of(
              7,
              () -> {
                throw new IOException("gone");
              });
      Unscanned verdict = assertInstanceOf(Unscanned.class, rig.scan(sample));
      assertEquals(Reason.REFUSED, verdict.reason());
      assertTrue(verdict.detail().contains("gone"), verdict.detail());
      Await.until("the connection is closed", RemoteEngineFixture.SOON, () -> engine.open() == 0);
    }
  }

  /** Answers in the middle of the body, then reads the rest or closes. */
  private static Verdict early(int status, String body, boolean drains) {
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.head();
          wire.invite();
          wire.read(1 << 20);
          wire.answer(status, body);
          if (drains) {
            wire.drain();
          }
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      return rig.scan(TestSample.of(LARGE, () -> Fixtures.random(1, LARGE)));
    }
  }

  @Test
  void whatIsFoundBeforeTheEndStandsButNoOk() {
    assertEquals(new Infected("Eicar"), early(200, FOUND, true));
    Unscanned ok = assertInstanceOf(Unscanned.class, early(200, HttpWire.OK, true));
    assertTrue(ok.detail().contains("before it had the whole file"), ok.detail());
    assertInstanceOf(Unscanned.class, early(200, HttpWire.OK, false));
    Unscanned large = assertInstanceOf(Unscanned.class, early(413, "", true));
    assertEquals(Reason.TOO_LARGE, large.reason());
  }

  /** It has every byte of the content then, but not the end of the form, which says so. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100_000, 300_000})
  void anOkBeforeTheLastBytesIsNoOk(int size) {
    CountDownLatch answered = new CountDownLatch(1);
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.head();
          wire.invite();
          wire.head(); // of the part
          wire.read(size);
          wire.answer(200, HttpWire.OK);
          answered.countDown();
          wire.drain();
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      TestSample sample =
          TestSample.of(size, () -> TestSample.closedAfter(answered, Fixtures.random(1, size)));
      Unscanned verdict = assertInstanceOf(Unscanned.class, rig.scan(sample));
      assertTrue(verdict.detail().contains("before it had the whole file"), verdict.detail());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100_000})
  void anEngineThatSaysOkToTheHeadAloneIsSeenThrough(int size) {
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.head();
          wire.answer(200, HttpWire.OK);
          wire.drain();
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      assertInstanceOf(Unscanned.class, rig.scan(TestSample.of(new byte[size])));
    }
  }

  @Test
  void anEngineThatNeverSaysContinueIsWaitedForOnce() throws Exception {
    ScriptedRemoteEngine.Script script =
        wire -> {
          heads.add(wire.head());
          wire.read((int) wire.contentLength());
          wire.answer(200, HttpWire.OK);
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      assertEquals(new Clean(), rig.scan(SMALL));
      assertEquals(new Clean(), rig.scan(SMALL));
      assertTrue(heads.take().contains("Expect: 100-continue"));
      assertFalse(heads.take().contains("Expect"));
    }
  }

  @Test
  void anEngineThatRefusesToBeAskedIsNotAskedAgain() {
    ScriptedRemoteEngine.Script script =
        wire -> {
          if (wire.head().contains("Expect")) {
            wire.answer(417, "");
          } else {
            wire.read((int) wire.contentLength());
            wire.answer(200, HttpWire.OK);
          }
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      Unscanned first = assertInstanceOf(Unscanned.class, rig.scan(SMALL));
      assertEquals(Reason.UNREACHABLE, first.reason());
      assertEquals(new Clean(), rig.scan(SMALL));
    }
  }

  @Test
  void aDeadlineThatEndsEarlyEndsTheConnectionToo() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ScriptedRemoteEngine.Script script =
        wire -> {
          wire.request();
          over.set(true);
          wire.drain();
        };
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(script);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      CompletableFuture<Verdict> scan =
          CompletableFuture.supplyAsync(
              () ->
                  rig.scan(
                      SMALL,
                      Deadline.in(RemoteEngineFixture.SOON.multipliedBy(9)).unless(over::get)));
      Await.until("it has ended", RemoteEngineFixture.SOON, scan::isDone);
      assertEquals(Reason.TIMED_OUT, assertInstanceOf(Unscanned.class, scan.get()).reason());
      Await.until("the connection is closed", RemoteEngineFixture.SOON, () -> engine.open() == 0);
    }
  }

  @Test
  void noEngineAtAllIsUnreachable() {
    ScriptedRemoteEngine gone = new ScriptedRemoteEngine(ScriptedRemoteEngine.PROPER);
    gone.stop();
    try (RemoteEngineFixture rig = RemoteEngineFixture.of(gone.url())) {
      Unscanned verdict = assertInstanceOf(Unscanned.class, rig.scan(SMALL));
      assertEquals(Reason.UNREACHABLE, verdict.reason());
      assertTrue(verdict.detail().contains(gone.url() + " is not there"), verdict.detail());
    }
  }

  @Test
  void noProxyOfTheJvmIsUsed() {
    System.setProperty("socksProxyHost", "127.0.0.1");
    System.setProperty("socksProxyPort", "1");
    System.setProperty("socksNonProxyHosts", ""); // without it loopback needs no proxy
    try (ScriptedRemoteEngine engine = new ScriptedRemoteEngine(ScriptedRemoteEngine.PROPER);
        RemoteEngineFixture rig = RemoteEngineFixture.of(engine.url())) {
      assertEquals(new Clean(), rig.scan(SMALL));
    } finally {
      System.clearProperty("socksProxyHost");
      System.clearProperty("socksProxyPort");
      System.clearProperty("socksNonProxyHosts");
    }
  }

  @Test
  void twoUrlsStandInForEachOther() {
    try (ScriptedRemoteEngine one = new ScriptedRemoteEngine(ScriptedRemoteEngine.PROPER);
        ScriptedRemoteEngine two = new ScriptedRemoteEngine(ScriptedRemoteEngine.PROPER);
        DeadlineTimer deadlines = new DeadlineTimer();
        ScannerPool pool =
            new ScannerPool(
                "av",
                Remote.all(
                    RemoteEngineFixture.settings(
                        List.of(one.url(), two.url()),
                        new Credentials.None(),
                        RemoteEngineFixture.believing()),
                    deadlines),
                2)) {
      Await.until(
          "both are ready",
          RemoteEngineFixture.SOON,
          () ->
              pool.readiness().ready()
                  && pool.readiness().advice().stream().noneMatch(a -> a.contains("probed")));
      one.stop();
      for (int i = 0; i < 10; i++) {
        assertEquals(
            new Clean(), pool.scan(SMALL, Deadline.in(RemoteEngineFixture.SOON)).verdict());
      }
    }
  }
}
