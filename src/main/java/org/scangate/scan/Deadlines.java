package org.scangate.scan;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the deadlines of blocking connections: what is guarded is closed when its deadline passes,
 * which ends any connect, read or write on it. One thread serves all.
 *
 * <p>The same for TCP, TLS and Unix sockets: channels have no read time-out, and {@code SO_TIMEOUT}
 * never bounds a write.
 */
public final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor clock;
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

  public Deadlines() {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "scangate-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Closes {@code connection} at the deadline, unless the guard is closed before. */
  public Guard guard(Closeable connection, Deadline deadline) {
    Guard guard = new Guard(connection);
    guards.add(guard);
    try {
      guard.alarm = clock.schedule(guard::fire, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      guard.fire(); // the clock has stopped: no wait may begin that nobody would end
    }
    return guard;
  }

  /** Closes at once all that is still guarded, and whatever is to be guarded from now on. */
  @Override
  public void close() {
    clock.shutdownNow();
    guards.forEach(Guard::fire);
  }

  /** One guarded connection; closing the guard leaves the connection as it is. */
  public final class Guard implements AutoCloseable {
    private final Closeable connection;
    private ScheduledFuture<?> alarm;
    private volatile boolean fired;

    private Guard(Closeable connection) {
      this.connection = connection;
    }

    private void fire() {
      if (!guards.remove(this)) {
        return;
      }
      fired = true;
      try {
        connection.close();
      } catch (IOException | RuntimeException e) {
        // The connection is given up either way; whoever uses it sees the deadline as the cause.
      }
    }

    /** Whether the deadline closed the connection. */
    public boolean fired() {
      return fired;
    }

    @Override
    public void close() {
      guards.remove(this);
      if (alarm != null) {
        alarm.cancel(false);
      }
    }
  }
}
