package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A walk through everything below a root. A second thread lists the folders, a little ahead of the
 * caller, who looks at the verdicts. Whoever has less to do looks at the files.
 */
final class FullWalk {

  /** Batches that wait: so far ahead is a file's state when it is visited. */
  private static final int AHEAD = 8;

  private static final long LOOK_UP_MILLIS = 250;
  private static final long JOIN_MILLIS = 2000;

  private final BlockingQueue<Ahead> queue = new ArrayBlockingQueue<>(AHEAD);
  private final FolderWalk walk;
  private final StoreClock clock;

  /** What comes through the queue: a batch, or at the end null and what went wrong. */
  private record Ahead(ListingBatch batch, Throwable failure) {}

  FullWalk(FolderWalk walk, StoreClock clock) {
    this.walk = walk;
    this.clock = clock;
  }

  /**
   * @param remembered null: the walk shall not be remembered
   * @param root taken over
   */
  void run(FolderMemory remembered, OpenFolder root) throws InterruptedException {
    Path path = root.path();
    Thread lister = new Thread(() -> list(remembered, root), "scangate-list-local");
    lister.setDaemon(true);
    try {
      lister.start();
    } catch (Error e) { // no more threads
      root.release();
      throw e;
    }
    try {
      Ahead next = next();
      while (next.batch() != null) {
        walk.show(next.batch());
        next = next();
      }
      if (next.failure() != null) {
        throw new IllegalStateException("Listing " + path + " failed", next.failure());
      }
    } finally {
      end(lister);
    }
  }

  private Ahead next() throws InterruptedException {
    Ahead next = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
    while (next == null) {
      walk.goesOn();
      next = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  private void list(FolderMemory remembered, OpenFolder root) {
    try {
      Throwable failure = null;
      try {
        new FolderLister(clock, ahead()).listAll(remembered, root);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      queue.put(new Ahead(null, failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the walk is over
    }
  }

  private FolderLister.Sink ahead() {
    return new FolderLister.Sink() {
      @Override
      public void take(ListingBatch batch) throws InterruptedException {
        try {
          queue.put(new Ahead(batch, null));
        } catch (InterruptedException e) {
          batch.release();
          throw e;
        }
      }

      @Override
      public boolean isIdle() {
        return queue.isEmpty();
      }
    };
  }

  /** Leaves no thread and no folder open, also where the walk was interrupted. */
  private void end(Thread lister) {
    lister.interrupt();
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
    long left = JOIN_MILLIS;
    while (lister.isAlive() && left > 0) {
      try {
        lister.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    // A lister that hangs in a system call still ends by itself: it is interrupted.
    for (Ahead ahead = queue.poll(); ahead != null; ahead = queue.poll()) {
      if (ahead.batch() != null) {
        ahead.batch().release();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
