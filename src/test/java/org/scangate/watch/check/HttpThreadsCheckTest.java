package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;

/** Threads as Payara Micro names them, and those of no Payara. */
@Timeout(60)
class HttpThreadsCheckTest {

  private final CountDownLatch requests = new CountDownLatch(1);
  private final CountDownLatch pool = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final HttpThreadsCheck check = HttpThreadsCheck.ofThisProcess();

  @AfterEach
  void end() throws InterruptedException {
    requests.countDown();
    pool.countDown();
    for (Thread one : threads) {
      one.join();
    }
  }

  private void start(int count) {
    IntStream.rangeClosed(1, count)
        .mapToObj(number -> "http-thread-pool::http-listener(" + number + ")")
        .map(name -> new Thread(this::serve, name))
        .forEach(threads::add);
    threads.stream().filter(one -> one.getState() == Thread.State.NEW).forEach(Thread::start);
    Await.until("they wait", Duration.ofSeconds(20), () -> threads.stream().allMatch(this::waits));
  }

  private boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private void serve() {
    await(requests);
    getTask();
  }

  /** As the method is called in which Payara's threads wait for work. */
  private void getTask() {
    await(pool);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fiveThatAreAllAtWorkAtTwoLooksAreTold() {
    start(5);
    assertEquals(
        CheckState.NOT_APPLICABLE, check.look().state(), "it may be five at once by chance");
    CheckResult full = check.look();
    assertEquals(CheckState.WARNING, full.state(), full.sentence());
    assertTrue(full.command().contains("max-thread-pool-size=256"), full.command());
    assertEquals("5 of 5 at work", full.details().get("http-listener"));
    requests.countDown();
    Await.until(
        "they wait for work",
        Duration.ofSeconds(20),
        () -> check.look().details().get("http-listener").equals("0 of 5 at work"));
    CheckResult idle = check.look();
    assertEquals(CheckState.NOT_APPLICABLE, idle.state(), idle.sentence());
    assertTrue(idle.sentence().contains("does not tell"), idle.sentence());
  }

  @Test
  void moreThanFiveShowThatTheLimitWasRaised() {
    start(6);
    assertEquals(CheckState.OK, check.look().state());
    assertEquals(CheckState.OK, check.look().state());
  }

  @Test
  void anotherServerHasNone() {
    CheckResult none = check.look();
    assertEquals(CheckState.NOT_APPLICABLE, none.state());
    assertTrue(none.sentence().contains("named as Payara's"), none.sentence());
  }
}
