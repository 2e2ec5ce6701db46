package org.scangate.journal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many read the database at a time, so that whoever ships records finds a connection
 * left, and how many wait for that, so that the server's threads are not all spent on waiting:
 * uploads need them.
 */
final class ReadSlots {

  private final int most;
  private final int mostWaiting;
  private final Duration patience;
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most read at a time
   * @param mostWaiting wait at a time; who comes then is refused at once
   * @param patience how long each waits at most
   */
  ReadSlots(int most, int mostWaiting, Duration patience) {
    this.most = most;
    this.mostWaiting = mostWaiting;
    this.patience = patience;
    this.free = new Semaphore(most, true);
  }

  /** What reads. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws JournalException;
  }

  /**
   * Reads as soon as there is a slot.
   *
   * @throws JournalException there was none in time, or the reading failed
   */
  <T> T read(Reading<T> reading) throws JournalException {
    take();
    try {
      return reading.read();
    } finally {
      free.release();
    }
  }

  /** How many wait for a slot. */
  int waiting() {
    return waiting.get();
  }

  private void take() throws JournalException {
    if (free.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() <= mostWaiting
          && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("stopped while it waited for the journal", true, e);
    } finally {
      waiting.decrementAndGet();
    }
    throw new JournalException(
        "the journal answers " + most + " questions already, and others wait: ask again later",
        true);
  }
}
