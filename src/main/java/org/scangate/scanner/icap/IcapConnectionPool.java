package org.scangate.scanner.icap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.net.Connection;
import org.scangate.scanner.net.Connector;

/**
 * The connections to one server: never more at once than it allows, those that are free kept for a
 * while. Each is used by one thread at a time, which gives it back.
 *
 * <p>No queue for scans, which have waited for a slot before: there are no more slots than {@link
 * ServiceOptions#maxConcurrentScans}. Only where a server allows a single connection do a scan and
 * a probe wait for each other here, and a question about the version takes a moment.
 */
final class IcapConnectionPool implements AutoCloseable {

  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Connector connector;
  private final String engine;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Deque<IcapConnection> idle = new ArrayDeque<>();
  private final Set<IcapConnection> inUse = new HashSet<>();
  private int connecting;
  private int most;
  private boolean closed;

  /**
   * @param engine for sentences
   * @param most how many there are at once
   */
  IcapConnectionPool(Connector connector, String engine, int most) {
    this.connector = connector;
    this.engine = engine;
    this.most = most;
  }

  /** From now on there are no more than this, once the surplus in use is given back. */
  void allow(int newMost) {
    lock.lock();
    try {
      most = newMost;
      while (!idle.isEmpty() && idle.size() + inUse.size() + connecting > most) {
        end(idle.removeLast());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * One for the caller alone, who gives it back.
   *
   * @param fresh whether it must be a new one
   */
  IcapConnection take(boolean fresh, Deadline deadline)
      throws UnscannedException, InterruptedException {
    IcapConnection kept = keptOrPermit(fresh, deadline);
    if (kept != null) {
      return kept;
    }
    IcapConnection connection = null;
    try {
      connection = new IcapConnection(connector.connect(deadline));
      return connection;
    } finally {
      connected(connection);
    }
  }

  private void connected(IcapConnection connection) {
    lock.lock();
    try {
      connecting--;
      if (connection != null) {
        inUse.add(connection);
        if (closed) {
          end(connection);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Null: the caller may make one. */
  private IcapConnection keptOrPermit(boolean fresh, Deadline deadline)
      throws UnscannedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        endIdle(fresh);
        IcapConnection kept = lastQuiet();
        if (kept != null) {
          inUse.add(kept);
          return kept;
        }
        if (inUse.size() + connecting < most) {
          connecting++;
          return null;
        }
        if (deadline.passed()) {
          throw new UnscannedException(
              Reason.BUSY,
              "all %s connections that there may be to %s were taken".formatted(most, engine));
        }
        changed.awaitNanos(Math.max(1, deadline.nanosToNextLook()));
      }
      throw new UnscannedException(Reason.UNREACHABLE, "Scangate is being stopped");
    } finally {
      lock.unlock();
    }
  }

  private void endIdle(boolean all) {
    idle.removeIf(
        connection -> {
          boolean useless = all || connection.idleNanos() > IDLE_NANOS;
          if (useless) {
            end(connection);
          }
          return useless;
        });
  }

  /** Null for none. One that the server has closed, or on which it speaks unasked, is no use. */
  private IcapConnection lastQuiet() {
    while (!idle.isEmpty()) {
      IcapConnection last = idle.pop();
      if (quiet(last)) {
        return last;
      }
      end(last);
    }
    return null;
  }

  private static boolean quiet(IcapConnection connection) {
    try {
      return connection.arrived() == Connection.Arrived.NOTHING;
    } catch (IOException e) {
      return false;
    }
  }

  void giveBack(IcapConnection connection) {
    lock.lock();
    try {
      inUse.remove(connection);
      boolean room = idle.size() + inUse.size() + connecting < most;
      if (connection.keep() && room && !closed) {
        idle.push(connection);
      } else {
        end(connection);
      }
      endIdle(false);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void end(IcapConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  /** Ends all, those in use too; there are none from now on. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      endIdle(true);
      inUse.forEach(IcapConnectionPool::end);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
