package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.scangate.testing.Await;

class ReadSlotsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whoFindsNoSlotInTimeIsToldSo() throws Exception {
    ReadSlots slots = new ReadSlots(1, 1, Duration.ofMillis(1));
    JournalException why =
        assertThrows(
            JournalException.class, () -> slots.read(() -> slots.read(() -> "never read")));
    assertTrue(why.passes());
    assertEquals(
        "the journal answers 1 questions already, and others wait: ask again later",
        why.getMessage());
    assertEquals("read", slots.read(() -> "read"), "it was given back");
  }

  @Test
  void whoComesWhenTooManyWaitIsRefusedAtOnce() throws Exception {
    ReadSlots slots = new ReadSlots(1, 1, LONG);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first =
          threads.submit(
              () ->
                  slots.read(
                      () -> {
                        reading.countDown();
                        await(go);
                        return "first";
                      }));
      reading.await();
      Future<String> second = threads.submit(() -> slots.read(() -> "second"));
      Await.until("one waits", LONG, () -> slots.waiting() == 1);
      assertThrows(JournalException.class, () -> slots.read(() -> "third"));
      go.countDown();
      assertEquals("first", first.get());
      assertEquals("second", second.get());
      assertEquals(0, slots.waiting());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aReadingThatFailsGivesItsSlotBack() throws Exception {
    ReadSlots slots = new ReadSlots(1, 0, LONG);
    for (int i = 0; i < 3; i++) {
      assertThrows(
          JournalException.class,
          () ->
              slots.read(
                  () -> {
                    throw new JournalException("it failed", false);
                  }));
    }
    assertEquals("read", slots.read(() -> "read"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
