package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Walks through a store on a thread of its own, whenever something is due; the thread ends when
 * nothing will be before the next beat.
 */
final class Walker {

  /** How often {@link #beat} is called, about. */
  static final Duration BEAT = Duration.ofSeconds(10);

  /** Whatever the settings say, in nanoseconds. */
  private static final long MIN_PAUSE = 1_000_000;

  private final String name;
  private final BooleanSupplier mayWalk;
  private final Supplier<Optional<WalkKind>> due;
  private final Supplier<Duration> pause;
  private final Task task;
  private final Semaphore wake = new Semaphore(0);

  /** Null: none has begun. */
  private Thread thread;

  /** Who walks. */
  interface Task {
    void walk(WalkKind kind) throws InterruptedException;
  }

  /**
   * @param mayWalk whether walks may begin at all
   * @param due what is due now
   * @param pause how long until something may be due
   */
  Walker(
      String name,
      BooleanSupplier mayWalk,
      Supplier<Optional<WalkKind>> due,
      Supplier<Duration> pause,
      Task task) {
    this.name = name;
    this.mayWalk = mayWalk;
    this.due = due;
    this.pause = pause;
    this.task = task;
  }

  /** Begins where something is due before the next beat, and looks again where it waits. */
  synchronized void beat() {
    if (thread != null && thread.isAlive()) {
      wake.release();
    } else if (mayWalk.getAsBoolean() && isDueSoon()) {
      thread = new Thread(this::run, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private boolean isDueSoon() {
    return due.get().isPresent() || pause.get().compareTo(BEAT) <= 0;
  }

  private void run() {
    try {
      do {
        walkWhatIsDue();
      } while (!isOver());
    } catch (InterruptedException e) {
      return; // by the stop
    }
  }

  private void walkWhatIsDue() throws InterruptedException {
    while (mayWalk.getAsBoolean()) {
      Optional<WalkKind> kind = due.get();
      Duration left = pause.get();
      if (kind.isPresent()) {
        task.walk(kind.get());
      } else if (left.compareTo(BEAT) <= 0) {
        wake.tryAcquire(Math.max(MIN_PAUSE, left.toNanos()), TimeUnit.NANOSECONDS);
        wake.drainPermits();
      } else {
        return; // until a later beat
      }
    }
  }

  /** Unless there was a beat just now, which saw that this thread still lived. */
  private synchronized boolean isOver() {
    if (mayWalk.getAsBoolean() && wake.tryAcquire()) {
      wake.drainPermits();
      return false;
    }
    thread = null;
    return true;
  }

  synchronized Optional<Thread> thread() {
    return Optional.ofNullable(thread);
  }
}
