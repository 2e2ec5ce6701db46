package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.testing.Await;

@Timeout(60)
class RoomTest {

  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Room room = new Room(8);

  @Test
  void whoFindsNoneWaitsForAQuarter() throws Exception {
    fill(8);
    FutureTask<Boolean> waiting = waiting();
    room.giveBack();
    assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
    room.giveBack();
    assertTrue(waiting.get());
  }

  @Test
  void orForHisTime() throws InterruptedException {
    fill(8);
    assertFalse(room.tryTake(SHORT));
    room.giveBack();
    assertTrue(room.tryTake(SHORT));
    assertFalse(room.tryTake(SHORT));
  }

  @Test
  void aSingleOneIsMuch() throws Exception {
    room.size(1);
    fill(1);
    FutureTask<Boolean> waiting = waiting();
    room.giveBack();
    assertTrue(waiting.get());
  }

  @Test
  void itBecomesLargerAndSmaller() throws Exception {
    fill(8);
    FutureTask<Boolean> waiting = waiting();
    room.size(12);
    assertTrue(waiting.get());
    room.size(4);
    for (int taken = 9; taken > 4; taken--) {
      assertFalse(room.tryTake());
      room.giveBack();
    }
    assertFalse(room.tryTake());
    room.giveBack();
    assertTrue(room.tryTake());
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(room.tryTake());
    }
  }

  private FutureTask<Boolean> waiting() {
    FutureTask<Boolean> task = new FutureTask<>(() -> room.tryTake(LONG));
    Thread thread = new Thread(task);
    thread.start();
    Await.until("it waits", LONG, () -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }
}
