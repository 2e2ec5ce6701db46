package org.scangate.scan.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.TestSample;

class CircuitBreakerTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Answer CLEAN = answer(new Clean());
  private static final Answer BROKE_OFF = answer(new Unscanned(Reason.UNREACHABLE, "torn"));
  private static final Readiness READY = ScriptedScanner.READY;

  private static Answer answer(Verdict verdict) {
    return Answer.of(verdict, new Engine("a", "address", ""));
  }

  @Test
  void whatBreaksOffFiveTimesInARowIsSpared() {
    CircuitBreaker breaker = new CircuitBreaker(LONG);
    assertEquals(READY, breaker.readiness(READY));
    hear(breaker, BROKE_OFF, 4);
    assertEquals(READY, breaker.readiness(READY));
    hear(breaker, CLEAN, 1);
    hear(breaker, BROKE_OFF, 4);
    assertEquals(READY, breaker.readiness(READY), "they were not in a row");
    hear(breaker, BROKE_OFF, 1);
    Unscanned why = breaker.readiness(READY).obstacle().orElseThrow();
    assertEquals(Reason.UNREACHABLE, why.reason());
    assertTrue(why.detail().contains("torn"), why.detail());
    hear(breaker, CLEAN, 1);
    assertEquals(READY, breaker.readiness(READY), "an answer that was still on its way");
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = "UNREACHABLE", mode = EnumSource.Mode.EXCLUDE)
  void whatFailsOtherwiseIsNotSpared(Reason reason) {
    CircuitBreaker breaker = new CircuitBreaker(LONG);
    hear(breaker, answer(new Unscanned(reason, "")), 10);
    assertEquals(READY, breaker.readiness(READY));
  }

  @Test
  void whoWasNotAskedIsNotSpared() {
    CircuitBreaker breaker = new CircuitBreaker(LONG);
    Unscanned gone = new Unscanned(Reason.UNREACHABLE, "not proven");
    hear(breaker, Answer.of(gone, new Engine("a", "", "")), 10);
    assertEquals(READY, breaker.readiness(READY));
  }

  @Test
  void afterThePauseItIsOnTrialAndThePausesGrow() {
    Duration pause = Duration.ofMillis(300);
    CircuitBreaker breaker = new CircuitBreaker(pause);
    hear(breaker, BROKE_OFF, 5);
    Await.until("the pause is over", SOON, () -> breaker.readiness(READY).ready());
    assertTrue(breaker.onTrial());
    long again = System.nanoTime();
    hear(breaker, BROKE_OFF, 1);
    assertFalse(breaker.readiness(READY).ready());
    Await.until("the pause is over", SOON, () -> breaker.readiness(READY).ready());
    assertTrue(System.nanoTime() - again >= pause.multipliedBy(2).toNanos(), "twice as long");
    hear(breaker, CLEAN, 1);
    assertFalse(breaker.onTrial());
  }

  @Test
  void aProbeThatBeganAfterTheFailuresAndShowedTrueAnswersEndsIt() {
    CircuitBreaker breaker = new CircuitBreaker(LONG);
    long before = System.nanoTime();
    hear(breaker, BROKE_OFF, 5);
    breaker.shown(before);
    breaker.shown(0);
    assertFalse(breaker.readiness(READY).ready());
    breaker.shown(System.nanoTime());
    assertEquals(READY, breaker.readiness(READY));
    assertFalse(breaker.onTrial());
  }

  @Test
  void aSampleThatBreaksItsOnlyScannerTwiceCountsOnce() {
    ScriptedScanner bad = new ScriptedScanner("bad", (sample, deadline) -> BROKE_OFF);
    try (ScannerPool pool = new ScannerPool("a", List.of(bad), 4)) {
      for (int i = 0; i < 4; i++) {
        assertEquals(BROKE_OFF, scan(pool));
      }
      assertEquals(8, bad.scans.get());
      assertTrue(pool.readiness().ready());
      scan(pool);
      assertFalse(pool.readiness().ready());
    }
  }

  @Test
  void itsOwnReasonNotToBeReadyIsTold() {
    CircuitBreaker breaker = new CircuitBreaker(LONG);
    hear(breaker, BROKE_OFF, 5);
    Readiness own = Readiness.not(Reason.MISCONFIGURED, "its own");
    assertEquals(own, breaker.readiness(own));
  }

  /** In the pool: the others do its work, it is not asked, and then by one at a time. */
  @Test
  void theOthersDoTheWorkOfOneThatIsSpared() throws Exception {
    AtomicReference<Answer> says = new AtomicReference<>(BROKE_OFF);
    CountDownLatch held = new CountDownLatch(1);
    ScriptedScanner bad =
        new ScriptedScanner(
            "bad",
            (sample, deadline) -> {
              if (says.get().equals(CLEAN)) {
                await(held);
              }
              return says.get();
            });
    ScriptedScanner good = new ScriptedScanner("good", (sample, deadline) -> CLEAN);
    try (ScannerPool pool = new ScannerPool("a", List.of(bad, good), 4)) {
      while (pool.readiness().advice().isEmpty()) {
        assertEquals(CLEAN.verdict(), scan(pool).verdict());
      }
      int asked = bad.scans.get();
      scan(pool);
      assertEquals(asked, bad.scans.get(), "it is spared");
      says.set(CLEAN);
      Await.until("its pause is over", SOON, () -> pool.readiness().advice().isEmpty());
      good.notReady();
      List<CompletableFuture<Answer>> scans =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> scan(pool))).limit(3).toList();
      Await.until("all have come", SOON, () -> pool.inFlight() + pool.waiting() == 3);
      assertEquals(1, pool.inFlight());
      held.countDown();
      for (CompletableFuture<Answer> scan : scans) {
        assertEquals(CLEAN.verdict(), scan.get().verdict());
      }
    }
  }

  /** A second's pause lets no upload go by unscanned: its second try waits for the end of it. */
  @Test
  void anUploadWaitsForOneThatIsSpared() {
    AtomicInteger asked = new AtomicInteger();
    ScriptedScanner bad =
        new ScriptedScanner(
            "bad", (sample, deadline) -> asked.incrementAndGet() < 10 ? BROKE_OFF : CLEAN);
    try (ScannerPool pool = new ScannerPool("a", List.of(bad), 4, SOON)) {
      for (int i = 0; i < 4; i++) {
        assertEquals(BROKE_OFF, scan(pool));
      }
      assertEquals(CLEAN, scan(pool));
    }
  }

  @Test
  void whatNobodyWaitsForDoesNotWaitForOneThatIsSpared() {
    ScriptedScanner bad = new ScriptedScanner("bad", (sample, deadline) -> BROKE_OFF);
    TestSample background = TestSample.of(new byte[1]).inBackground();
    try (ScannerPool pool = new ScannerPool("a", List.of(bad), 4, SOON)) {
      for (int i = 0; i < 5; i++) {
        pool.scan(background, Deadline.in(SOON));
      }
      assertEquals(9, bad.scans.get());
      assertFalse(pool.readiness().ready());
      pool.scan(background, Deadline.in(SOON));
      assertEquals(9, bad.scans.get());
    }
  }

  /** Another one that says at once that it is too large is believed. */
  @Test
  void nobodyWaitsForOneThatIsSparedAndProvenForLess() {
    Readiness small = Readiness.ready(List.of(), "1", OptionalLong.of(10));
    Verdict tooLarge = new Unscanned(Reason.LIMIT_EXCEEDED, "too large");
    ScriptedScanner bad = new ScriptedScanner("bad", (sample, deadline) -> BROKE_OFF);
    ScriptedScanner good = ScriptedScanner.saying("good", tooLarge);
    bad.readiness = small;
    try (ScannerPool pool = new ScannerPool("a", List.of(bad, good), 4, SOON)) {
      good.notReady();
      for (int i = 0; i < 5; i++) {
        pool.scan(TestSample.of(new byte[1]).inBackground(), Deadline.in(SOON));
      }
      good.readiness = small;
      Answer answer = pool.scan(TestSample.of(new byte[11]), Deadline.in(SOON));
      assertEquals(tooLarge, answer.verdict());
    }
  }

  /** As long as for one that is away: from the first pause on. */
  @Test
  void nobodyWaitsForOneThatHasBeenSparedForLong() {
    ScriptedScanner bad = new ScriptedScanner("bad", (sample, deadline) -> BROKE_OFF);
    try (ScannerPool pool = new ScannerPool("a", List.of(bad), 4, Duration.ofNanos(1))) {
      while (pool.readiness().ready()) {
        scan(pool);
      }
      int asked = bad.scans.get();
      assertEquals(Reason.UNREACHABLE, ((Unscanned) scan(pool).verdict()).reason());
      assertEquals(asked, bad.scans.get());
    }
  }

  private static Answer scan(ScannerPool pool) {
    return pool.scan(TestSample.of(new byte[1]), Deadline.in(SOON));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hear(CircuitBreaker breaker, Answer answer, int times) {
    for (int i = 0; i < times; i++) {
      breaker.heard(answer);
    }
  }
}
