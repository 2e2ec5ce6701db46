package org.scangate.watch.check;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs looks one after the other, on a thread that is left behind where one of them hangs. */
final class CheckRunner {

  private static final long ASKS_FOR_ITS_END = 200;

  private final BlockingQueue<Runnable> looks = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "scangate-check");
  private volatile boolean ended;
  private volatile Running running;

  /**
   * @param began by {@link System#nanoTime()}
   */
  private record Running(Runnable look, long began) {}

  CheckRunner() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param look which throws nothing
   */
  void add(Runnable look) {
    looks.add(look);
  }

  private void run() {
    try {
      while (!ended) {
        Runnable look = looks.poll(ASKS_FOR_ITS_END, TimeUnit.MILLISECONDS);
        if (look != null) {
          running = new Running(look, System.nanoTime());
          look.run();
          running = null;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  /** Whether one and the same look has been going on for longer than that. */
  boolean hangs(Duration bound) {
    Running now = running;
    return now != null && System.nanoTime() - now.began() > bound.toNanos();
  }

  /** Its thread ends by itself when the look that hangs comes back; another one does the rest. */
  CheckRunner leave() {
    ended = true;
    CheckRunner next = new CheckRunner();
    looks.drainTo(next.looks);
    return next;
  }

  /** Interrupts nothing: that would close files and the embedded database under all. */
  void end() {
    ended = true;
    looks.clear();
  }

  void join(Duration atMost) throws InterruptedException {
    thread.join(Math.max(1, atMost.toMillis()));
  }
}
