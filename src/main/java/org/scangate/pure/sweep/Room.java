package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.Deadline;

/**
 * Room for files that wait for their scan or are at work. Who finds none waits until a quarter of
 * it is free, or its time is over: else each file that is done would wake a walk.
 */
final class Room {

  private int size;
  private int taken;

  Room(int size) {
    this.size = size;
  }

  synchronized void size(int now) {
    size = now;
    notifyAll();
  }

  /** Whether there was some. */
  synchronized boolean tryTake() {
    if (taken >= size) {
      return false;
    }
    taken++;
    return true;
  }

  /** Whether there was some within that time. */
  synchronized boolean tryTake(Duration time) throws InterruptedException {
    if (tryTake()) {
      return true;
    }
    Deadline end = Deadline.in(time);
    while (!hasMuch() && !end.passed()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end.nanosLeft()));
    }
    return tryTake();
  }

  private boolean hasMuch() {
    return taken <= size - Math.max(1, size / 4);
  }

  synchronized void giveBack() {
    taken--;
    if (hasMuch()) {
      notifyAll();
    }
  }
}
