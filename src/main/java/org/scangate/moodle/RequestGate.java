package org.scangate.moodle;

import java.util.concurrent.TimeUnit;
import org.scangate.scan.Deadline;

/**
 * Lets requests in until the application is being stopped, and knows how many are being answered.
 * Once closed it stays closed: who comes late finds nothing that could be woken to life.
 */
public final class RequestGate implements AutoCloseable {

  /** What is answered from then on. */
  static final String STOPPING = "Scangate is being stopped";

  private int inProgress;
  private boolean closed;

  /**
   * A request begins. Whoever is let in {@linkplain #leave leaves} when it is answered.
   *
   * @return false when it is not taken any more
   */
  public synchronized boolean enter() {
    if (!closed) {
      inProgress++;
    }
    return !closed;
  }

  public synchronized void leave() {
    inProgress--;
    notifyAll();
  }

  /** Whether the application is being stopped. */
  public synchronized boolean closed() {
    return closed;
  }

  /** Requests that are being answered. */
  public synchronized int inProgress() {
    return inProgress;
  }

  /** Takes no request from now on, and does not wait for those that are being answered. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /**
   * Waits until all that was let in is answered.
   *
   * @return how many requests are not answered by the deadline
   */
  public synchronized int awaitEmpty(Deadline deadline) {
    try {
      while (inProgress > 0 && !deadline.passed()) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline.nanosLeft());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever stops the server is in a hurry
    }
    return inProgress;
  }
}
