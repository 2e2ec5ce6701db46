package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.scan.Deadline;

/** The threads that scan, and the little that waits for them: urgent jobs first. */
final class Crew implements AutoCloseable {

  /** Enough that nobody is idle while small files go through. */
  private static final int WAITING_FOR_EACH = 8;

  private final AtomicLong jobs = new AtomicLong();
  private final ThreadPoolExecutor threads;
  private final int room;
  private final Semaphore urgent;
  private final Semaphore ordinary;

  Crew(String name, int size) {
    this(name, size, WAITING_FOR_EACH);
  }

  /**
   * @param waiting how many may wait for each thread, urgent and ordinary jobs each
   */
  Crew(String name, int size, int waiting) {
    AtomicLong numbers = new AtomicLong();
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            job -> {
              Thread thread = new Thread(job, name + "-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    room = size * (1 + waiting);
    urgent = new Semaphore(room);
    ordinary = new Semaphore(room);
  }

  /**
   * Takes a job on.
   *
   * @param first before the ordinary ones, which it does not have to wait for
   * @return false when there was no room for it within the time
   */
  boolean take(Work work, boolean first, Duration patience) throws InterruptedException {
    Semaphore places = first ? urgent : ordinary;
    if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    threads.execute(new Job(first, jobs.incrementAndGet(), work, places));
    return true;
  }

  /** Whether all that was taken on is done; waits for it for a while. */
  boolean idle(Duration patience) throws InterruptedException {
    return idle(urgent, patience) && idle(ordinary, patience);
  }

  private boolean idle(Semaphore places, Duration patience) throws InterruptedException {
    boolean all = places.tryAcquire(room, patience.toNanos(), TimeUnit.NANOSECONDS);
    if (all) {
      places.release(room);
    }
    return all;
  }

  /** Drops what waits; what is going on goes on. */
  void dropWaiting() {
    for (Runnable job = threads.getQueue().poll(); job != null; job = threads.getQueue().poll()) {
      ((Job) job).drop();
    }
  }

  /** Interrupts what is going on, drops what waits, and waits until the threads have ended. */
  @Override
  public void close() {
    stop();
    awaitEnd(Deadline.in(Sweep.STOP_WITHIN));
  }

  /** Interrupts what is going on and drops what waits. */
  void stop() {
    threads.shutdownNow().forEach(job -> ((Job) job).drop());
  }

  /** Waits until the threads have ended. */
  void awaitEnd(Deadline until) {
    try {
      threads.awaitTermination(until.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is taken on: run, or dropped without having run. */
  interface Work extends Runnable {
    void drop();
  }

  private record Job(boolean first, long number, Work work, Semaphore places)
      implements Runnable, Comparable<Job> {

    @Override
    public void run() {
      try {
        work.run();
      } finally {
        places.release();
      }
    }

    void drop() {
      work.drop();
      places.release();
    }

    @Override
    public int compareTo(Job other) {
      return first == other.first ? Long.compare(number, other.number) : first ? -1 : 1;
    }
  }
}
