package org.scangate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Writes records of many threads to one series, on a thread of its own: all that has come meanwhile
 * in one call. Whoever appends waits until his record is written, but for a second at most: a disk
 * that hangs holds up this thread alone.
 *
 * <p>While the disk is in trouble (a write failed, or takes longer than a second) nobody waits:
 * records are kept in memory up to a bound, and tried again each second.
 */
final class GroupWriter implements AutoCloseable {

  /** Nobody waits longer. */
  static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(2);
  private static final int MAX_PENDING = 4 << 20;
  private static final int MAX_GROUP = RecordCodec.MAX_FRAME;

  private final SegmentSeries series;
  private final int maxPending;
  private final Thread thread;
  private final LongAdder late = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();

  /** Held while something is written to the series, or its newest segment is ended. */
  private final ReentrantLock writing = new ReentrantLock();

  // Guarded by the lock:
  private final ArrayDeque<ByteBuffer> pending = new ArrayDeque<>();
  private int pendingBytes;
  private long queued;
  private long written;
  private boolean closed;
  private Optional<Instant> troubledSince = Optional.empty();
  private Optional<String> lastError = Optional.empty();

  // Of the thread that writes: what it has taken and could not write is tried again.
  private final byte[] group = new byte[MAX_GROUP];
  private int groupBytes;
  private volatile int groupRecords;

  GroupWriter(SegmentSeries series) {
    this(series, MAX_PENDING);
  }

  GroupWriter(SegmentSeries series, int maxPending) {
    this.series = series;
    this.maxPending = maxPending;
    this.thread = new Thread(this::run, "scangate-journal-write-" + series.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when the record is with the kernel, when there is trouble, or after a second. */
  void append(ByteBuffer frame) {
    lock.lock();
    try {
      if (closed || pendingBytes + frame.remaining() > maxPending) {
        lost.increment();
        return;
      }
      pending.addLast(frame);
      pendingBytes += frame.remaining();
      work.signal();
      await(++queued);
    } finally {
      lock.unlock();
    }
  }

  private void await(long ticket) {
    long left = MAX_WAIT.toNanos();
    boolean interrupted = false;
    while (written < ticket && troubledSince.isEmpty() && left > 0) {
      try {
        left = progress.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true; // the record is safe a moment later; who interrupts is heard then
      }
    }
    if (written < ticket) {
      late.increment();
      if (left <= 0) {
        trouble("a write takes longer than " + MAX_WAIT.toMillis() + " ms");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (take()) {
        String error = write();
        if (!error.isEmpty() && !pauseAfter(error)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by nobody
    }
  }

  /**
   * Waits for something to be written.
   *
   * @return false when it is closed and all is written
   */
  private boolean take() throws InterruptedException {
    lock.lock();
    try {
      while (pending.isEmpty() && groupRecords == 0 && !closed) {
        work.await();
      }
      int records = groupRecords;
      for (ByteBuffer next = pending.peekFirst(); next != null; next = pending.peekFirst()) {
        int length = next.remaining();
        if (groupBytes + length > MAX_GROUP) {
          break;
        }
        next.get(group, groupBytes, length);
        groupBytes += length;
        records++;
        pendingBytes -= length;
        pending.removeFirst();
      }
      groupRecords = records;
      return records > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return what went wrong; empty: nothing
   */
  private String write() {
    writing.lock();
    try {
      series.write(group, groupBytes, groupRecords);
    } catch (IOException | RuntimeException | Error e) { // an Error too: nobody else would write
      return e.toString();
    } finally {
      writing.unlock();
    }
    lock.lock();
    try {
      written += groupRecords;
      groupBytes = 0;
      groupRecords = 0;
      if (pending.isEmpty()) {
        troubledSince = Optional.empty();
      }
      progress.signalAll();
      return "";
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return false when it is closed: what is left is lost
   */
  private boolean pauseAfter(String error) throws InterruptedException {
    lock.lock();
    try {
      trouble(error);
      long left = TRY_AGAIN.toNanos();
      while (left > 0 && !closed) {
        left = work.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void trouble(String error) {
    lastError = Optional.of(error);
    if (troubledSince.isEmpty()) {
      troubledSince = Optional.of(Instant.now());
    }
    progress.signalAll();
  }

  /** Ends the newest segment if that holds, unless something is being written to it. */
  void endSegmentIf(BooleanSupplier condition) {
    if (writing.tryLock()) {
      try {
        if (condition.getAsBoolean()) {
          series.end();
        }
      } finally {
        writing.unlock();
      }
    }
  }

  /** Takes no more. What cannot be written at once is lost. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(END_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    endSegmentIf(() -> true);
    lost.add(inMemory());
  }

  /** Records that came while there was no room in memory, or that were there at the end. */
  long lost() {
    return lost.sum();
  }

  /** Records whose sender did not wait until they were written. */
  long late() {
    return late.sum();
  }

  /** Records that are only in memory. */
  int inMemory() {
    lock.lock();
    try {
      return groupRecords + pending.size();
    } finally {
      lock.unlock();
    }
  }

  /** Since when records are kept in memory. */
  Optional<Instant> troubledSince() {
    lock.lock();
    try {
      return troubledSince;
    } finally {
      lock.unlock();
    }
  }

  /** What went wrong last, however long ago. */
  Optional<String> lastError() {
    lock.lock();
    try {
      return lastError;
    } finally {
      lock.unlock();
    }
  }
}
