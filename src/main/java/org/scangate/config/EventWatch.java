package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs what looks for events that nobody tells of, again and again, on a thread of its own. */
final class EventWatch implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EventWatch.class.getName());

  /** What it does takes seconds at most. */
  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  private final Duration every;
  private final List<Runnable> looks;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Begins at once. */
  EventWatch(String name, Duration every, List<Runnable> looks) {
    this.every = every;
    this.looks = List.copyOf(looks);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        looks.forEach(EventWatch::look);
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private static void look(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "a look for events failed; the next one comes in seconds", e);
    }
  }

  /** Begins no look any more; waits for nobody. */
  void end() {
    closed.countDown();
  }

  /** Interrupts nothing: an interrupted thread closes the embedded database's file under all. */
  @Override
  public void close() {
    end();
    try {
      thread.join(END_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
