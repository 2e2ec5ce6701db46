package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Await;

class GroupWriterTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  /** As a frozen file system would: the series is in use, and does not come back. */
  @Test
  void nobodyWaitsLongerThanASecondForADiskThatHangs() throws Exception {
    SegmentSeries series = new SegmentSeries(folder, "ok", 1 << 20);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (GroupWriter writer = new GroupWriter(series)) {
      Thread disk = new Thread(() -> writer.endSegmentIf(() -> hang(hangs, free)));
      disk.start();
      hangs.await();
      long begun = System.nanoTime();
      append(writer);
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(10).toNanos());
      assertTrue(writer.troubledSince().isPresent());
      for (int i = 0; i < 100; i++) {
        append(writer); // waits no more: a hundred seconds would be too long for anybody
      }
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(20).toNanos());
      assertEquals(101, writer.inMemory());
      assertEquals(101, writer.late());
      free.countDown();
      disk.join();
      Await.until("it is over", SOON, () -> writer.troubledSince().isEmpty());
      assertEquals(0, writer.inMemory());
      assertEquals(101, series.waiting());
      assertEquals(0, writer.lost());
    }
  }

  @Test
  void whatFindsNoRoomInMemoryIsCountedAsLost() throws Exception {
    SegmentSeries series = new SegmentSeries(folder, "ok", 1 << 20);
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (GroupWriter writer = new GroupWriter(series, 2_000)) {
      Thread disk = new Thread(() -> writer.endSegmentIf(() -> hang(hangs, free)));
      disk.start();
      hangs.await();
      for (int i = 0; i < 100; i++) {
        append(writer);
      }
      assertTrue(writer.lost() > 0 && writer.lost() < 100, Long.toString(writer.lost()));
      assertEquals(100, writer.lost() + writer.inMemory());
      free.countDown();
      disk.join();
    }
  }

  @Test
  void whoIsInterruptedStaysSoAndHisRecordIsWritten() throws IOException {
    SegmentSeries series = new SegmentSeries(folder, "ok", 1 << 20);
    try (GroupWriter writer = new GroupWriter(series)) {
      Thread.currentThread().interrupt();
      append(writer);
      assertTrue(Thread.interrupted());
      assertEquals(1, series.waiting());
      assertFalse(writer.troubledSince().isPresent());
    }
  }

  private static void append(GroupWriter writer) {
    writer.append(RecordCodec.frame(Records.scan("OK")));
  }

  private static boolean hang(CountDownLatch hangs, CountDownLatch free) {
    hangs.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
