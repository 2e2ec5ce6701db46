package org.scangate.scan;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the deadlines of blocking connections: what is guarded is closed when its deadline passes,
 * which ends any connect, read or write on it. One thread serves all: it looks at short intervals
 * while there is anything to guard, so that guarding costs next to nothing.
 *
 * <p>The same for TCP, TLS and Unix sockets: channels have no read time-out, and {@code SO_TIMEOUT}
 * never bounds a write.
 */
public final class DeadlineTimer implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final Thread clock;
  private volatile boolean idle;
  private volatile boolean closed;

  public DeadlineTimer() {
    clock = new Thread(this::run, "scangate-deadlines");
    clock.setDaemon(true);
    clock.start();
  }

  /** Closes {@code connection} at the deadline, unless the guard is closed before. */
  public Guard guard(Closeable connection, Deadline deadline) {
    Guard guard = new Guard(connection, deadline);
    guards.add(guard);
    if (closed) {
      guard.fire(); // the clock has stopped: no wait may begin that nobody would end
    } else if (idle) {
      LockSupport.unpark(clock);
    }
    return guard;
  }

  private void run() {
    while (!closed) {
      idle = guards.isEmpty();
      if (idle && guards.isEmpty()) { // asked again, since a guard may have come before it was idle
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, INTERVAL.toNanos());
      }
      for (Guard guard : guards) {
        if (guard.deadline.passed()) {
          guard.fire();
        }
      }
    }
  }

  /** Closes at once all that is still guarded, and whatever is to be guarded from now on. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(clock);
    guards.forEach(Guard::fire);
  }

  /** One guarded connection; closing the guard leaves the connection as it is. */
  public final class Guard implements AutoCloseable {
    private final Closeable connection;
    private final Deadline deadline;
    private volatile boolean fired;

    private Guard(Closeable connection, Deadline deadline) {
      this.connection = connection;
      this.deadline = deadline;
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
    }
  }
}
