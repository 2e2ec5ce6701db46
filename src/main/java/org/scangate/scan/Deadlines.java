package org.scangate.scan;

import java.io.Closeable;
import java.io.IOException;
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
    guard.alarm = clock.schedule(guard::fire, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    return guard;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** One guarded connection; closing the guard leaves the connection as it is. */
  public static final class Guard implements AutoCloseable {
    private final Closeable connection;
    private ScheduledFuture<?> alarm;
    private volatile boolean fired;

    private Guard(Closeable connection) {
      this.connection = connection;
    }

    private void fire() {
      fired = true;
      try {
        connection.close();
      } catch (IOException e) {
        // The connection is given up either way; whoever uses it sees the deadline as the cause.
      }
    }

    /** Whether the deadline closed the connection. */
    public boolean fired() {
      return fired;
    }

    @Override
    public void close() {
      alarm.cancel(false);
    }
  }
}
