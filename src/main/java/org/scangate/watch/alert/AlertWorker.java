package org.scangate.watch.alert;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scangate.journal.JournalException;
import org.scangate.scan.Deadline;

/** Does one thing again and again, on a thread of its own. */
final class AlertWorker {

  private static final Logger LOG = System.getLogger(AlertWorker.class.getName());

  static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TROUBLED = Duration.ofSeconds(10);

  private final Duration every;
  private final Step step;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private String told = "";

  /** What it does. */
  interface Step {
    /**
     * Does it once.
     *
     * @return whether there may be more to do at once
     */
    boolean run() throws JournalException;
  }

  /** Begins at once. */
  AlertWorker(String name, Duration every, Step step) {
    this.every = every;
    this.step = step;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(AlertWorker.class.getClassLoader()); // Jakarta Mail looks there
    thread.start();
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private Duration once() {
    try {
      boolean more = step.run();
      told = "";
      return more ? Duration.ZERO : every;
    } catch (JournalException | RuntimeException | Error e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(told)) { // the journal's shipping tells the same each time
        LOG.log(Level.WARNING, "alerts wait: {0}", why);
        told = why;
      }
      return TROUBLED;
    }
  }

  void stop() {
    ending.countDown();
  }

  /** Interrupts nothing: an interrupted thread closes the embedded database's file under all. */
  void close(Deadline end) {
    stop();
    try {
      thread.join(Math.max(1, Duration.ofNanos(end.nanosLeft()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
