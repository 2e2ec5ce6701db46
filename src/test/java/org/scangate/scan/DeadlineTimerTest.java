package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;

@Timeout(60)
class DeadlineTimerTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration NEVER = Duration.ofHours(1);

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final AtomicInteger closed = new AtomicInteger();
  private final Closeable connection = closed::incrementAndGet;

  @AfterEach
  void end() {
    deadlines.close();
  }

  @Test
  void whatPassesItsDeadlineIsClosedOnceAndTold() {
    try (DeadlineTimer.Guard guard = deadlines.guard(connection, Deadline.in(SHORT))) {
      Await.until("closed", SOON, () -> closed.get() > 0);
      assertTrue(guard.fired());
    }
    deadlines.close();
    assertEquals(1, closed.get());
  }

  @Test
  void whatEndsBeforeIsLeftOpen() throws InterruptedException {
    Deadline deadline = Deadline.in(SHORT);
    DeadlineTimer.Guard guard = deadlines.guard(connection, deadline);
    guard.close();
    awaitAfter(deadline);
    assertEquals(0, closed.get());
    assertFalse(guard.fired());
  }

  @Test
  void aDeadlineThatHasPassedClosesAtOnce() {
    try (DeadlineTimer.Guard guard =
        deadlines.guard(connection, Deadline.in(Duration.ofSeconds(-1)))) {
      Await.until("closed", SOON, guard::fired);
    }
  }

  @Test
  void aConnectionThatFailsToCloseSparesTheOthers() {
    deadlines.guard(
        () -> {
          throw new IOException("cannot close");
        },
        Deadline.in(SHORT));
    deadlines.guard(
        () -> {
          throw new IllegalStateException("cannot close");
        },
        Deadline.in(SHORT));
    deadlines.guard(connection, Deadline.in(SHORT.multipliedBy(2)));
    Await.until("closed", SOON, () -> closed.get() == 1);
  }

  @Test
  void aBlockedReadEndsAtTheDeadline() throws IOException {
    try (ServerSocketChannel silent = silent();
        SocketChannel channel = SocketChannel.open(silent.getLocalAddress());
        DeadlineTimer.Guard guard = deadlines.guard(channel, Deadline.in(SHORT))) {
      assertThrows(AsynchronousCloseException.class, () -> channel.read(ByteBuffer.allocate(1)));
      assertTrue(guard.fired());
    }
  }

  @Test
  void aBlockedWriteEndsAtTheDeadline() throws IOException {
    try (ServerSocketChannel silent = silent();
        SocketChannel channel = SocketChannel.open(silent.getLocalAddress());
        DeadlineTimer.Guard guard = deadlines.guard(channel, Deadline.in(SHORT))) {
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              channel.write(ByteBuffer.allocate(1 << 20));
            }
          });
      assertTrue(guard.fired());
    }
  }

  /** Else a scan in flight would wait for ever once nobody keeps its deadline any more. */
  @Test
  void theirOwnEndClosesWhatIsStillGuarded() {
    try (DeadlineTimer.Guard guard = deadlines.guard(connection, Deadline.in(NEVER))) {
      deadlines.close();
      assertEquals(1, closed.get());
      assertTrue(guard.fired());
    }
  }

  @Test
  void afterTheirEndNothingIsLeftUnguarded() {
    deadlines.close();
    try (DeadlineTimer.Guard guard = deadlines.guard(connection, Deadline.in(NEVER))) {
      assertEquals(1, closed.get());
      assertTrue(guard.fired());
    }
  }

  @Test
  void theirThreadEndsWithThem() {
    deadlines.guard(connection, Deadline.in(NEVER));
    assertTrue(threads() > 0);
    deadlines.close();
    Await.until("their threads end", SOON, () -> threads() == 0);
  }

  @Test
  void theSoonerOfTwoDeadlinesHolds() {
    Deadline far = Deadline.in(NEVER);
    assertTrue(far.atMost(Duration.ZERO).passed());
    assertEquals(far, far.atMost(NEVER.multipliedBy(2)));
    AtomicBoolean over = new AtomicBoolean();
    Deadline unless = far.unless(over::get).atMost(NEVER.multipliedBy(2));
    assertFalse(unless.passed());
    assertTrue(unless.nanosToNextLook() < Duration.ofSeconds(1).toNanos());
    over.set(true);
    assertTrue(unless.passed());
    assertTrue(unless.unless(() -> false).atMost(NEVER).passed(), "whoever shares it");
    assertFalse(far.passed());
    assertFalse(far.passed());
  }

  private static ServerSocketChannel silent() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** One thread keeps them in order: when a later one has fired, an earlier one would have. */
  private void awaitAfter(Deadline deadline) throws InterruptedException {
    CountDownLatch later = new CountDownLatch(1);
    deadlines.guard(
        later::countDown, Deadline.in(Duration.ofNanos(deadline.nanosLeft()).plusMillis(1)));
    assertTrue(later.await(SOON.toSeconds(), TimeUnit.SECONDS));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("scangate-deadlines"))
        .count();
  }
}
