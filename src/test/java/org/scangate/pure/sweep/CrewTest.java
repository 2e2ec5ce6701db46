package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;

@Timeout(20)
class CrewTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration NO_TIME = Duration.ofMillis(1);

  /** Of a crew of two: those at work, and eight waiting for each. */
  private static final int ROOM = 18;

  private final Crew crew = new Crew("crew-test", 2);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  @AfterEach
  void close() {
    gate.countDown();
    crew.close();
  }

  @Test
  void noMoreIsTakenOnThanThereIsRoomFor() throws InterruptedException {
    fill();
    assertFalse(crew.take(new Job("one more"), false, NO_TIME));
    assertEquals(2, working.get());
    gate.countDown();
    assertTrue(crew.take(new Job("one more"), false, SOON));
    awaitIdle();
    assertEquals(ROOM + 1, done.size());
    assertEquals(List.of(), dropped);
  }

  @Test
  void urgentJobsHaveRoomOfTheirOwnAndGoFirst() throws InterruptedException {
    fill();
    for (int i = 0; i < ROOM; i++) {
      assertTrue(crew.take(new Job("urgent-" + i), true, NO_TIME));
    }
    assertFalse(crew.take(new Job("one more"), true, NO_TIME));
    gate.countDown();
    awaitIdle();
    int first = done.indexOf("ordinary-2");
    assertTrue(first >= ROOM, "began after " + first); // two were at work already
    assertEquals(2 * ROOM, done.size());
  }

  @Test
  void jobsOfOneKindGoInTheirOrder() throws InterruptedException {
    try (Crew one = new Crew("crew-test-one", 1)) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        names.add("job-" + i);
        assertTrue(one.take(new Job("job-" + i), false, NO_TIME));
      }
      gate.countDown();
      await("all are done", () -> done.size() == 9);
      assertEquals(names, done);
    }
  }

  @Test
  void itIsIdleWhenAllIsDone() throws InterruptedException {
    assertTrue(crew.idle(NO_TIME));
    crew.take(new Job("ordinary"), false, NO_TIME);
    assertFalse(crew.idle(NO_TIME));
    gate.countDown();
    awaitIdle();
    assertEquals(List.of("ordinary"), done);
  }

  @Test
  void itIsNotIdleWithAnUrgentJob() throws InterruptedException {
    crew.take(new Job("urgent"), true, NO_TIME);
    assertFalse(crew.idle(NO_TIME));
  }

  @Test
  void whatWaitsIsDroppedAndWhatGoesOnGoesOn() throws InterruptedException {
    fill();
    crew.take(new Job("urgent"), true, NO_TIME);
    crew.dropWaiting();
    assertEquals(ROOM - 2 + 1, dropped.size());
    assertFalse(crew.idle(NO_TIME));
    assertEquals(0, interrupted.get());
    gate.countDown();
    awaitIdle();
    assertEquals(2, done.size());
    for (int i = 0; i < ROOM; i++) {
      assertTrue(crew.take(new Job("after"), false, SOON), "its room was given back");
    }
    awaitIdle();
    assertEquals(2 + ROOM, done.size());
  }

  @Test
  void closingInterruptsWhatGoesOnAndDropsWhatWaits() throws InterruptedException {
    fill();
    crew.take(new Job("urgent"), true, NO_TIME);
    crew.close();
    assertEquals(2, interrupted.get());
    assertEquals(ROOM - 2 + 1, dropped.size());
    assertTrue(crew.idle(NO_TIME), "every place was given back");
    await("no thread is left", () -> threads("crew-test") == 0);
  }

  @Test
  void aJobThatFailsTakesNobodyAlong() throws InterruptedException {
    gate.countDown();
    for (int i = 0; i < 3 * ROOM; i++) {
      assertTrue(crew.take(new Failing(), i % 2 == 0, SOON));
    }
    assertTrue(crew.take(new Job("after"), false, SOON));
    awaitIdle();
    assertEquals(List.of("after"), done);
  }

  private void fill() throws InterruptedException {
    for (int i = 0; i < ROOM; i++) {
      assertTrue(crew.take(new Job("ordinary-" + i), false, NO_TIME));
    }
    await("two are at work", () -> working.get() == 2);
  }

  private void awaitIdle() throws InterruptedException {
    assertTrue(crew.idle(SOON));
  }

  private static void await(String what, Await.Condition condition) {
    Await.until(what, SOON, condition);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  /** Waits at the gate. */
  private final class Job implements Crew.Work {
    private final String name;

    Job(String name) {
      this.name = name;
    }

    @Override
    public void run() {
      working.incrementAndGet();
      try {
        gate.await();
        done.add(name);
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
    }

    @Override
    public void drop() {
      dropped.add(name);
    }
  }

  /** Fails, without a word on the console. */
  private static final class Failing implements Crew.Work {
    @Override
    public void run() {
      Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
      throw new IllegalStateException("as the test wants it");
    }

    @Override
    public void drop() {
      throw new AssertionError("there was time enough");
    }
  }
}
