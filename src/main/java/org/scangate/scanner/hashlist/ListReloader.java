package org.scangate.scanner.hashlist;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The thread that looks at the files again and again. */
final class ListReloader implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ListReloader.class.getName());
  private static final Duration END = Duration.ofSeconds(5);

  private final LongConsumer look;
  private final Duration interval;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;

  /**
   * Not started yet.
   *
   * @param look is told {@link System#nanoTime()}
   */
  ListReloader(String scanner, LongConsumer look, Duration interval) {
    this.look = look;
    this.interval = interval;
    thread = new Thread(this::run, "scangate-lists-" + scanner);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has it look now. */
  void wake() {
    wanted.release();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        lookOnce();
        wanted.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
        wanted.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void lookOnce() {
    try {
      look.accept(System.nanoTime());
    } catch (RuntimeException e) { // a mistake of ours must not end the looking
      LOG.log(Level.ERROR, thread.getName() + " failed; it looks again", e);
    }
  }

  /** Ends the thread, which reads no further than to its next check. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever closes is in a hurry
    }
    if (thread.isAlive()) {
      LOG.log(Level.WARNING, thread.getName() + " has not ended: a file system may hang");
    }
  }
}
