package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.scangate.scan.Deadline;
import org.scangate.testing.Await;

@Timeout(20)
class CrewTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MANY = 18;

  private final Crew crew = new Crew("crew-test", 2);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  @AfterEach
  void close() {
    gate.countDown();
    end();
  }

  private void end() {
    crew.stop();
    crew.awaitEnd(Deadline.in(SOON));
  }

  @Test
  void asManyAreAtWorkAsItHasThreads() {
    fill();
    assertEquals(2, working.get());
    assertEquals(MANY - 2, crew.waitingByPriority().get(Priority.ALL));
    gate.countDown();
    awaitDone(MANY);
    assertEquals(Duration.ZERO, crew.oldest());
  }

  @Test
  void itGrowsAndShrinks() {
    fill();
    crew.size(3);
    await("three are at work", () -> working.get() == 3);
    crew.size(1);
    gate.countDown();
    awaitDone(MANY);
    await("one thread is left, or none", () -> threads("crew-test") <= 1);
  }

  @Test
  void whatHasPriorityGoesFirst() {
    crew.size(1);
    crew.add(new Job("first"), Priority.VERDICTS);
    await("it is at work", () -> working.get() == 1);
    for (int i = 0; i < 3; i++) {
      crew.add(new Job("verdicts"), Priority.VERDICTS);
      crew.add(new Job("all"), Priority.ALL);
      crew.add(new Job("changes"), Priority.CHANGES);
      crew.add(new Job("told"), Priority.TOLD);
    }
    gate.countDown();
    awaitDone(13);
    List<String> order = new ArrayList<>(List.of("first"));
    for (String kind : List.of("told", "changes", "all", "verdicts")) {
      order.addAll(Collections.nCopies(3, kind));
    }
    assertEquals(order, done);
  }

  @Test
  void jobsOfOneKindGoInTheirOrder() {
    crew.size(1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      names.add("job-" + i);
      crew.add(new Job("job-" + i), Priority.ALL);
    }
    gate.countDown();
    awaitDone(9);
    assertEquals(names, done);
  }

  @Test
  void howLongTheOldestHasWaitedIsKnown() {
    fill();
    Duration then = crew.oldest();
    await("it is older", () -> crew.oldest().compareTo(then) > 0);
  }

  @Test
  void whatWaitsForOneIsDroppedAndWhatGoesOnGoesOn() {
    fill();
    crew.add(new Job("of another", "another"), Priority.ALL);
    crew.drop("owner");
    assertEquals(MANY - 2, dropped.size());
    assertEquals(0, interrupted.get());
    gate.countDown();
    awaitDone(3);
    assertTrue(done.contains("of another"));
  }

  @Test
  void stoppingInterruptsWhatGoesOnAndDropsWhatWaits() {
    fill();
    crew.add(new Job("urgent"), Priority.TOLD);
    end();
    assertEquals(2, interrupted.get());
    assertEquals(MANY - 2 + 1, dropped.size());
    await("no thread is left", () -> threads("crew-test") == 0);
    crew.add(new Job("too late"), Priority.TOLD);
    assertTrue(dropped.contains("too late"));
    assertEquals(0, threads("crew-test"));
  }

  @Test
  void aThreadEndsWhenThereIsNothingToDoForAWhile() {
    gate.countDown();
    crew.add(new Job("a"), Priority.ALL);
    awaitDone(1);
    await("no thread is left", () -> threads("crew-test") == 0);
    crew.add(new Job("b"), Priority.ALL);
    awaitDone(2);
  }

  @Test
  void aJobThatFailsTakesNobodyAlong() {
    gate.countDown();
    try (SweepLog log = new SweepLog()) {
      for (int i = 0; i < 3 * MANY; i++) {
        crew.add(new Failing(), i % 2 == 0 ? Priority.ALL : Priority.TOLD);
      }
      crew.add(new Job("after"), Priority.VERDICTS);
      awaitDone(1);
      await("each is told", () -> log.count("has failed") == 3 * MANY);
    }
  }

  private void fill() {
    for (int i = 0; i < MANY; i++) {
      crew.add(new Job("all-" + i), Priority.ALL);
    }
    await("two are at work", () -> working.get() == 2);
  }

  private void awaitDone(int count) {
    await(count + " are done", () -> done.size() == count);
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
    private final String owner;

    Job(String name) {
      this(name, "owner");
    }

    Job(String name, String owner) {
      this.name = name;
      this.owner = owner;
    }

    @Override
    public Object owner() {
      return owner;
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

  private static final class Failing implements Crew.Work {
    @Override
    public Object owner() {
      return "owner";
    }

    @Override
    public void run() {
      throw new IllegalStateException("as the test wants it");
    }

    @Override
    public void drop() {
      throw new AssertionError("there was time enough");
    }
  }
}
