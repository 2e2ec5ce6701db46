package org.scangate.scan.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Gate;
import org.scangate.testing.ScriptedScanner;
import org.scangate.testing.TestSample;

@Timeout(120)
class ScannerPoolTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Seconds, far fewer than any deadline here. */
  private static final int PROMPTLY = 8;

  private static final Verdict GONE = new Unscanned(Reason.UNREACHABLE, "broke off");
  private static final Sample SAMPLE = TestSample.of(new byte[1]);

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Gate gate = new Gate();
  private int arrived;

  @AfterEach
  void end() throws InterruptedException {
    clients.shutdownNow();
    assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS), "a client hangs");
  }

  @Test
  void whoWaitsIsServedInTheOrderOfArrival() throws Exception {
    Semaphore release = new Semaphore(0);
    List<String> served = Collections.synchronizedList(new ArrayList<>());
    ScannerPool pool =
        pool(
            1,
            new ScriptedScanner(
                "a",
                (sample, deadline) -> {
                  release.acquireUninterruptibly();
                  served.add(sample.name());
                  return ScriptedScanner.answer("a", new Clean());
                }));
    List<String> arrived = new ArrayList<>();
    List<Future<Verdict>> scans = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int before = i;
      String name = "sample " + i;
      arrived.add(name);
      scans.add(clients.submit(() -> scan(pool, named(name))));
      Await.until("it waits", SOON, () -> pool.inFlight() + pool.waiting() == before + 1);
    }
    assertEquals(1, pool.inFlight());
    assertEquals(39, pool.waiting());
    release.release(40);
    for (Future<Verdict> scan : scans) {
      assertEquals(new Clean(), scan.get());
    }
    assertEquals(arrived, served);
  }

  @Test
  void noMemberHasMoreInFlightThanItsSlotsAndNobodyIsForgotten() throws Exception {
    ScriptedScanner a = flaky("a");
    ScriptedScanner b = flaky("b");
    ScriptedScanner c = flaky("c");
    ScannerPool pool = pool(3, a, b, c);
    AtomicBoolean hammering = new AtomicBoolean(true);
    Future<?> weather =
        clients.submit(
            () -> {
              while (hammering.get() && !Thread.currentThread().isInterrupted()) {
                // one is always there
                ScriptedScanner one = ThreadLocalRandom.current().nextBoolean() ? b : c;
                one.notReady();
                LockSupport.parkNanos(1_000);
                one.readiness = ScriptedScanner.READY;
              }
            });
    hammer(pool, 64, 500, verdict -> verdict instanceof Clean || verdict.equals(GONE));
    hammering.set(false);
    weather.get();
    for (ScriptedScanner member : List.of(a, b, c)) {
      assertTrue(member.mostInFlight.get() <= 3, "in flight: " + member.mostInFlight);
      assertTrue(member.scans.get() > 0, "one was never asked");
    }
    assertEquals(0, pool.inFlight());
    assertEquals(0, pool.waiting());
  }

  /** A forgotten waiter would still be woken by its look around, four times a second. */
  @Test
  void aFreeSlotWakesTheNextAtOnce() throws Exception {
    ScannerPool pool = pool(2, ScriptedScanner.saying("a", new Clean()));
    long begun = System.nanoTime();
    hammer(pool, 64, 400, new Clean()::equals);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, "25,600 empty scans took " + took);
  }

  /** Two slots that become free at once wake but the first who waits: he must wake the second. */
  @Test
  void whoLeavesTheQueueWakesTheNext() throws Exception {
    CyclicBarrier pair = new CyclicBarrier(2);
    ScannerPool pool =
        pool(
            2,
            new ScriptedScanner(
                "a",
                (sample, deadline) -> {
                  try {
                    pair.await(SOON.toSeconds(), TimeUnit.SECONDS);
                  } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                  }
                  return ScriptedScanner.answer("a", new Clean());
                }));
    long begun = System.nanoTime();
    AtomicInteger scans = new AtomicInteger();
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      done.add(
          clients.submit(
              () -> {
                while (scans.getAndIncrement() < 400) {
                  assertEquals(new Clean(), scan(pool, SAMPLE));
                }
              }));
    }
    for (Future<?> one : done) {
      one.get();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(PROMPTLY)) < 0, "200 pairs took " + took);
  }

  @Test
  void theLoadIsShared() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner a = held("a", release);
    ScriptedScanner b = held("b", release);
    ScannerPool pool = pool(8, a, b);
    List<Future<Verdict>> scans = submit(pool, 8);
    Await.until("all are in flight", SOON, () -> a.inFlight.get() + b.inFlight.get() == 8);
    assertEquals(4, a.inFlight.get());
    assertEquals(4, b.inFlight.get());
    release.countDown();
    for (Future<Verdict> scan : scans) {
      assertEquals(new Clean(), scan.get());
    }
  }

  @Test
  void aScanThatBrokeOffIsTriedOnceMoreOnAnother() {
    ScriptedScanner a = ScriptedScanner.saying("a", GONE);
    ScriptedScanner b = ScriptedScanner.saying("b", new Infected("x"));
    assertEquals(new Infected("x"), scan(pool(1, a, b), SAMPLE));
    assertEquals(1, a.scans.get());
    assertEquals(1, b.scans.get());
  }

  @Test
  void aSampleThatKillsItsScannerDoesNotKillThemAll() {
    List<ScriptedScanner> all = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      all.add(ScriptedScanner.saying(name, GONE));
    }
    ScannerPool pool = new ScannerPool("pool", all, 4);
    assertEquals(GONE, scan(pool, SAMPLE));
    assertEquals(2, all.stream().filter(scanner -> scanner.scans.get() == 1).count());
    assertEquals(2, all.stream().filter(scanner -> scanner.scans.get() == 0).count());
  }

  @Test
  void oneAloneIsAskedAgainItself() {
    AtomicInteger asked = new AtomicInteger();
    ScriptedScanner a =
        new ScriptedScanner(
            "a",
            (sample, deadline) ->
                ScriptedScanner.answer("a", asked.incrementAndGet() == 1 ? GONE : new Clean()));
    assertEquals(new Clean(), scan(pool(1, a), SAMPLE));
    assertEquals(2, asked.get());
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "UNREACHABLE")
  void whatFailedOtherwiseIsNotTriedAgain(Reason reason) {
    Verdict verdict = new Unscanned(reason, "no");
    ScriptedScanner a = ScriptedScanner.saying("a", verdict);
    ScriptedScanner b = ScriptedScanner.saying("b", verdict);
    assertEquals(verdict, scan(pool(1, a, b), SAMPLE));
    assertEquals(1, a.scans.get() + b.scans.get());
  }

  @Test
  void thereIsNoRetryAfterTheDeadline() {
    ScriptedScanner a =
        new ScriptedScanner(
            "a",
            (sample, deadline) -> {
              Await.until("the deadline passes", SOON, deadline::passed);
              return ScriptedScanner.answer("a", GONE);
            });
    assertEquals(GONE, pool(1, a).scan(SAMPLE, Deadline.in(Duration.ofMillis(50))).verdict());
    assertEquals(1, a.scans.get());
  }

  @Test
  void aRetryThatFindsNoSlotLeavesTheFirstAnswer() throws Exception {
    CountDownLatch again = new CountDownLatch(1);
    ScriptedScanner busy = held("busy", again);
    ScriptedScanner gone = ScriptedScanner.saying("gone", GONE);
    ScannerPool two = pool(1, gone, busy);
    gone.notReady();
    Future<Verdict> holder = clients.submit(() -> scan(two, SAMPLE));
    Await.until("the busy one is taken", SOON, () -> busy.inFlight.get() == 1);
    gone.readiness = ScriptedScanner.READY;
    assertEquals(GONE, two.scan(SAMPLE, Deadline.in(Duration.ofMillis(200))).verdict());
    assertEquals(1, gone.scans.get());
    again.countDown();
    assertEquals(new Clean(), holder.get());
  }

  @Test
  void whoFindsNoSlotIsBusyAtTheDeadlineAndNotBefore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner a = held("a", release);
    ScannerPool pool = pool(1, a);
    Future<Verdict> first = clients.submit(() -> scan(pool, SAMPLE));
    Await.until("the slot is taken", SOON, () -> a.inFlight.get() == 1);
    Deadline deadline = Deadline.in(Duration.ofMillis(700));
    Unscanned verdict = assertInstanceOf(Unscanned.class, pool.scan(SAMPLE, deadline).verdict());
    assertEquals(Reason.BUSY, verdict.reason());
    assertTrue(deadline.passed());
    assertTrue(deadline.nanosLeft() > -Duration.ofSeconds(5).toNanos(), "far too late");
    assertEquals(0, pool.waiting());
    release.countDown();
    assertEquals(new Clean(), first.get());
    assertEquals(1, a.scans.get());
  }

  @Test
  void whoGivesUpLeavesHisPlaceToTheNext() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner a = held("a", release);
    ScannerPool pool = pool(1, a);
    List<Future<Verdict>> holder = submit(pool, 1);
    Await.until("the slot is taken", SOON, () -> a.inFlight.get() == 1);
    Future<Verdict> impatient =
        clients.submit(() -> pool.scan(SAMPLE, Deadline.in(Duration.ofMillis(100))).verdict());
    Await.until("one waits", SOON, () -> pool.waiting() == 1);
    Future<Verdict> patient = clients.submit(() -> scan(pool, SAMPLE));
    assertEquals(Reason.BUSY, ((Unscanned) impatient.get()).reason());
    release.countDown();
    assertEquals(new Clean(), patient.get());
    assertEquals(new Clean(), holder.get(0).get());
  }

  @Test
  void whoIsInterruptedIsUnscannedAndHoldsUpNobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner a = held("a", release);
    ScannerPool pool = pool(1, a);
    List<Future<Verdict>> holder = submit(pool, 1);
    Await.until("the slot is taken", SOON, () -> a.inFlight.get() == 1);
    List<Verdict> said = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean flag = new AtomicBoolean();
    Thread interrupted =
        new Thread(
            () -> {
              said.add(scan(pool, SAMPLE));
              flag.set(Thread.currentThread().isInterrupted());
            });
    interrupted.start();
    Await.until("it waits", SOON, () -> pool.waiting() == 1);
    interrupted.interrupt();
    interrupted.join();
    assertInstanceOf(Unscanned.class, said.get(0));
    assertTrue(flag.get(), "the interruption is kept");
    Future<Verdict> next = clients.submit(() -> scan(pool, SAMPLE));
    release.countDown();
    assertEquals(new Clean(), next.get());
    assertEquals(new Clean(), holder.get(0).get());
  }

  @Test
  void whoIsNotReadyIsNotAsked() {
    ScriptedScanner a = ScriptedScanner.saying("a", new Clean());
    ScriptedScanner b = ScriptedScanner.saying("b", new Clean());
    a.notReady();
    ScannerPool pool = pool(4, a, b);
    for (int i = 0; i < 20; i++) {
      assertEquals(new Clean(), scan(pool, SAMPLE));
    }
    assertEquals(0, a.scans.get());
    assertEquals(20, b.scans.get());
  }

  @Test
  void ifNobodyIsReadyTheReasonIsToldAtOnce() {
    ScriptedScanner a = ScriptedScanner.saying("a", new Clean());
    a.notReady();
    Deadline deadline = Deadline.in(SOON);
    assertEquals(
        new Unscanned(Reason.UNREACHABLE, "a is gone"),
        pool(4, a).scan(SAMPLE, deadline).verdict());
    assertFalse(deadline.passed());
    assertEquals(0, a.scans.get());
  }

  @Test
  void whoWaitsIsToldSoonThatNobodyIsReadyAnyMore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner a = held("a", release);
    ScannerPool pool = pool(1, a);
    List<Future<Verdict>> holder = submit(pool, 1);
    Await.until("the slot is taken", SOON, () -> a.inFlight.get() == 1);
    List<Future<Verdict>> waiting = submit(pool, 10);
    Await.until("ten wait", SOON, () -> pool.waiting() == 10);
    a.notReady();
    for (Future<Verdict> scan : waiting) {
      assertEquals(
          new Unscanned(Reason.UNREACHABLE, "a is gone"), scan.get(PROMPTLY, TimeUnit.SECONDS));
    }
    release.countDown();
    assertEquals(new Clean(), holder.get(0).get());
  }

  @Test
  void whoBecomesReadyServesThoseWhoWaitForAnother() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedScanner hung = held("hung", release);
    ScriptedScanner back = ScriptedScanner.saying("back", new Infected("x"));
    back.notReady();
    ScannerPool pool = pool(1, hung, back);
    List<Future<Verdict>> holder = submit(pool, 1);
    Await.until("the slot is taken", SOON, () -> hung.inFlight.get() == 1);
    List<Future<Verdict>> waiting = submit(pool, 10);
    Await.until("ten wait", SOON, () -> pool.waiting() == 10);
    back.readiness = ScriptedScanner.READY;
    for (Future<Verdict> scan : waiting) {
      assertEquals(new Infected("x"), scan.get(PROMPTLY, TimeUnit.SECONDS));
    }
    release.countDown();
    assertEquals(new Clean(), holder.get(0).get());
  }

  @Test
  void aFaultInAMemberGivesItsSlotBack() {
    ScannerPool pool =
        pool(
            1,
            new ScriptedScanner(
                "a",
                (sample, deadline) -> {
                  throw new IllegalStateException("a fault");
                }));
    for (int i = 0; i < 3; i++) {
      assertThrows(IllegalStateException.class, () -> scan(pool, SAMPLE));
    }
    assertEquals(0, pool.inFlight());
  }

  @Test
  void isReadyWhenOneIsAndTellsOfTheOthers() {
    ScriptedScanner a = ScriptedScanner.saying("a", new Clean());
    ScriptedScanner b = ScriptedScanner.saying("b", new Clean());
    b.readiness = Readiness.ready(List.of("raise it"), "Test 3/4", OptionalLong.of(7));
    ScannerPool pool = pool(1, a, b);
    assertEquals(List.of("raise it"), pool.readiness().advice());
    a.notReady();
    assertEquals(
        Readiness.ready(List.of("a is gone", "raise it"), "Test 3/4", OptionalLong.of(7)),
        pool.readiness());
    b.notReady();
    assertEquals(a.readiness, pool.readiness());
  }

  @Test
  void aSampleGoesToAMemberThatIsProvenToScanItsSize() {
    ScriptedScanner small = ScriptedScanner.saying("small", new Clean());
    small.readiness = Readiness.ready(List.of(), "1", OptionalLong.of(10));
    ScriptedScanner large = ScriptedScanner.saying("large", new Clean());
    large.readiness = Readiness.ready(List.of(), "1", OptionalLong.of(100));
    ScannerPool pool = pool(2, small, large);
    for (int i = 0; i < 10; i++) {
      scan(pool, TestSample.of(new byte[11]));
    }
    assertEquals(10, large.scans.get());
    assertEquals(OptionalLong.of(100), pool.readiness().limit());
    scan(pool, TestSample.of(new byte[101]));
    assertEquals(11, large.scans.get() + small.scans.get());
  }

  @Test
  void whatIsAskedOfAllIsAskedOfEach() {
    ScriptedScanner a = ScriptedScanner.saying("a", new Clean());
    ScriptedScanner b = ScriptedScanner.saying("b", new Clean());
    a.keys = List.of("key of a");
    b.keys = List.of("key of b");
    ScannerPool pool = pool(1, a, b);
    assertEquals(List.of("key of a", "key of b"), pool.cacheKeys());
    pool.probeNow();
    pool.close();
    assertEquals(List.of(1, 1), List.of(a.probes.get(), b.probes.get()));
    assertEquals(List.of(1, 1), List.of(a.closes.get(), b.closes.get()));
  }

  /** A verdict that one has given is no verdict of another: it has its own settings. */
  @Test
  void aKnownVerdictHoldsWhereTheMemberThatHasItsKeySaysSo() {
    ScriptedScanner a = ScriptedScanner.saying("a", new Verdict.Clean());
    ScriptedScanner b = ScriptedScanner.saying("b", new Verdict.Clean());
    a.keys = List.of("key of a");
    b.keys = List.of("key of b");
    ScannerPool pool = pool(1, a, b);
    Deadline soon = Deadline.in(Duration.ofSeconds(5));
    assertTrue(pool.holds("key of a", soon).isPresent());
    a.holds = false;
    assertTrue(pool.holds("key of a", soon).isEmpty());
    assertTrue(pool.holds("key of b", soon).isPresent());
    assertTrue(pool.holds("key of nobody", soon).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void anUploadGoesBeforeAllThatNobodyWaitsFor(int slots) {
    ScannerPool pool = pool(slots, gate.scanner("a"));
    List<String> swept = arrive(pool, slots + 50, ScannerPoolTest::swept);
    List<String> due = new ArrayList<>(swept.subList(0, slots));
    due.addAll(arrive(pool, 1, ScannerPoolTest::named));
    due.addAll(swept.subList(slots, slots + 50));
    assertEquals(51, pool.waiting());
    letAllGo(pool);
    assertEquals(due, gate.came);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void whileUploadsWaitTheBackgroundHasOneOfSeveralSlots(int slots) {
    ScannerPool pool = pool(slots, gate.scanner("a"));
    List<String> uploads = new ArrayList<>(arrive(pool, slots + 3, ScannerPoolTest::named));
    List<String> swept = arrive(pool, 10, ScannerPoolTest::swept);
    assertEquals(0, gate.background(), "nobody has to leave for it");
    for (int i = 0; i < 10 * slots; i++) {
      letTheLongestGo(pool);
      assertEquals(1, gate.background());
      assertEquals(slots, gate.inside());
      uploads.addAll(arrive(pool, 1, ScannerPoolTest::named)); // there is no end of them
    }
    assertEquals(swept, gate.came.stream().filter(swept::contains).toList());
    List<String> served = gate.came.stream().filter(uploads::contains).toList();
    assertEquals(uploads.subList(0, served.size()), served);
  }

  @Test
  void theOnlySlotIsNeverTheBackgroundsWhileAnUploadWaits() {
    ScannerPool pool = pool(1, gate.scanner("a"));
    List<String> due = new ArrayList<>(arrive(pool, 1, ScannerPoolTest::named));
    List<String> swept = arrive(pool, 10, ScannerPoolTest::swept);
    due.addAll(arrive(pool, 10, ScannerPoolTest::named));
    due.addAll(swept);
    letAllGo(pool);
    assertEquals(due, gate.came);
  }

  @Test
  void withoutUploadsTheBackgroundFillsAllSlots() {
    ScriptedScanner a = gate.scanner("a");
    ScriptedScanner b = gate.scanner("b");
    ScannerPool pool = pool(4, a, b);
    List<String> swept = arrive(pool, 12, ScannerPoolTest::swept);
    assertEquals(List.of(4, 4), List.of(a.inFlight.get(), b.inFlight.get()));
    assertEquals(4, pool.waiting());
    letAllGo(pool);
    assertEquals(swept, gate.came);
  }

  @Test
  void whatGaveUpInTheBackgroundHoldsUpNobody() throws Exception {
    ScannerPool pool = pool(1, gate.scanner("a"));
    List<String> due = new ArrayList<>(arrive(pool, 1, ScannerPoolTest::named));
    Future<Verdict> cancelled = clients.submit(() -> scan(pool, swept("cancelled")));
    Await.until("it waits", SOON, () -> pool.waiting() == 1);
    Deadline soon = Deadline.in(Duration.ofMillis(300));
    Future<Verdict> impatient = clients.submit(() -> pool.scan(swept("impatient"), soon).verdict());
    Await.until("it waits too", SOON, () -> pool.waiting() == 2);
    Future<Verdict> patient = clients.submit(() -> scan(pool, swept("patient")));
    assertEquals(Reason.BUSY, assertInstanceOf(Unscanned.class, impatient.get()).reason());
    cancelled.cancel(true);
    Await.until("the patient one waits alone", SOON, () -> pool.waiting() == 1);
    due.addAll(arrive(pool, 1, ScannerPoolTest::named));
    due.add("patient");
    letAllGo(pool);
    assertEquals(due, gate.came);
    assertEquals(new Clean(), patient.get());
  }

  /** Between the interruption and the lock he may be given a slot, and must not keep it. */
  @Test
  void aSlotThatIsGivenToOneWhoIsLeavingGoesToTheNext() throws Exception {
    Thread[] leaving = new Thread[1];
    ScannerPool pool =
        new ScannerPool("pool", List.of(new Interrupting(gate.scanner("a"), leaving)), 1);
    arrive(pool, 1, ScannerPoolTest::named);
    leaving[0] = new Thread(() -> scan(pool, named("leaving")));
    leaving[0].start();
    Await.until("it waits", SOON, () -> pool.waiting() == 1);
    Future<Verdict> next = clients.submit(() -> scan(pool, SAMPLE));
    Await.until("the next waits", SOON, () -> pool.waiting() == 2);
    gate.open();
    assertEquals(new Clean(), next.get());
    Await.until("all slots are free", SOON, () -> pool.inFlight() == 0);
    leaving[0].join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoWaitsForAnotherMemberHoldsUpNobody(boolean background) {
    ScriptedScanner small = gate.scanner("small");
    small.readiness = Readiness.ready(List.of(), "1", OptionalLong.of(10));
    ScriptedScanner large = gate.scanner("large");
    ScannerPool pool = pool(2, small, large);
    arrive(pool, 3, name -> unread(name, 11));
    assertEquals(List.of(0, 2), List.of(small.inFlight.get(), large.inFlight.get()));
    arrive(pool, 2, name -> background ? unread(name, 10).inBackground() : unread(name, 10));
    assertEquals(List.of(2, 2), List.of(small.inFlight.get(), large.inFlight.get()));
    assertEquals(1, pool.waiting());
  }

  @Test
  void uploadsAndBackgroundTogetherHaveNoMoreThanTheSlotsAndNobodyIsForgotten() throws Exception {
    ScriptedScanner a = flaky("a");
    ScriptedScanner b = flaky("b");
    ScannerPool pool = pool(3, a, b);
    hammer(
        pool,
        64,
        400,
        () -> ThreadLocalRandom.current().nextBoolean() ? SAMPLE : swept("swept"),
        verdict -> verdict instanceof Clean || verdict.equals(GONE));
    for (ScriptedScanner member : List.of(a, b)) {
      assertTrue(member.mostInFlight.get() <= 3, "in flight: " + member.mostInFlight);
    }
    assertEquals(0, pool.inFlight());
    assertEquals(0, pool.waiting());
  }

  /** One after another; returns when the last waits or is inside the {@link #gate}. */
  private List<String> arrive(ScannerPool pool, int times, Function<String, Sample> sample) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Sample next = sample.apply("sample " + arrived++);
      int others = pool.inFlight() + pool.waiting();
      clients.execute(() -> scan(pool, next));
      settle(pool, others + 1);
      names.add(next.name());
    }
    return names;
  }

  private void letTheLongestGo(ScannerPool pool) {
    int others = pool.inFlight() + pool.waiting() - 1;
    gate.letTheLongestGo();
    settle(pool, others);
  }

  private void letAllGo(ScannerPool pool) {
    while (gate.inside() > 0) {
      letTheLongestGo(pool);
    }
  }

  private void settle(ScannerPool pool, int scans) {
    Await.until(
        scans + " wait or are inside",
        SOON,
        () -> pool.inFlight() + pool.waiting() == scans && pool.inFlight() == gate.inside());
  }

  private void hammer(ScannerPool pool, int threads, int each, Predicate<Verdict> right)
      throws Exception {
    hammer(pool, threads, each, () -> SAMPLE, right);
  }

  private void hammer(
      ScannerPool pool, int threads, int each, Supplier<Sample> samples, Predicate<Verdict> right)
      throws Exception {
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      done.add(
          clients.submit(
              () -> {
                for (int scan = 0; scan < each; scan++) {
                  Verdict verdict = scan(pool, samples.get());
                  assertTrue(right.test(verdict), verdict::toString);
                }
              }));
    }
    for (Future<?> one : done) {
      one.get();
    }
  }

  private List<Future<Verdict>> submit(ScannerPool pool, int times) {
    List<Future<Verdict>> scans = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      scans.add(clients.submit(() -> scan(pool, SAMPLE)));
    }
    return scans;
  }

  private static ScriptedScanner flaky(String name) {
    return new ScriptedScanner(
        name,
        (sample, deadline) -> {
          LockSupport.parkNanos(1_000);
          boolean breaksOff = ThreadLocalRandom.current().nextInt(5) == 0;
          return ScriptedScanner.answer(name, breaksOff ? GONE : new Clean());
        });
  }

  private static ScriptedScanner held(String name, CountDownLatch release) {
    return new ScriptedScanner(
        name,
        (sample, deadline) -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ScriptedScanner.answer(name, new Clean());
        });
  }

  private static ScannerPool pool(int slots, ScriptedScanner... members) {
    return new ScannerPool("pool", List.of(members), slots);
  }

  private static Verdict scan(ScannerPool pool, Sample sample) {
    return pool.scan(sample, Deadline.in(SOON)).verdict();
  }

  private static Sample named(String name) {
    return unread(name, 1);
  }

  private static Sample swept(String name) {
    return unread(name, 1).inBackground();
  }

  /** A sample that no scanner here reads. */
  private static TestSample unread(String name, long size) {
    return TestSample.of(size, InputStream::nullInputStream).named(name);
  }

  /**
   * Interrupts one who waits for its slot at the moment at which the slot is handed on: readiness
   * is asked for by whoever hands it on.
   */
  private static final class Interrupting implements Scanner {
    private final Scanner scanner;
    private final Thread[] leaving;
    private volatile Thread handsOn;

    Interrupting(Scanner scanner, Thread[] leaving) {
      this.scanner = scanner;
      this.leaving = leaving;
    }

    @Override
    public String name() {
      return scanner.name();
    }

    @Override
    public Readiness readiness() {
      if (Thread.currentThread() == handsOn) {
        handsOn = null;
        leaving[0].interrupt();
        Await.until(
            "it waits for the lock only", SOON, () -> leaving[0].getState() == State.WAITING);
      }
      return scanner.readiness();
    }

    @Override
    public Answer scan(Sample sample, Deadline deadline) {
      Answer answer = scanner.scan(sample, deadline);
      if (sample.name().startsWith("sample")) {
        handsOn = Thread.currentThread();
      }
      return answer;
    }

    @Override
    public void probeNow() {
      scanner.probeNow();
    }

    @Override
    public void close() {
      scanner.close();
    }
  }
}
