package org.scangate.pure.sweep;

import java.util.concurrent.Semaphore;

/** As many as the settings say now; who has one when there are fewer keeps it. */
final class Permits extends Semaphore {
  private static final long serialVersionUID = 1;

  private int size;

  /**
   * @param fair in the order in which they are asked for
   */
  Permits(int size, boolean fair) {
    super(size, fair);
    this.size = size;
  }

  synchronized void size(int now) {
    if (now > size) {
      release(now - size);
    } else {
      reducePermits(size - now);
    }
    size = now;
  }

  /** How many there are, taken or not. */
  synchronized int size() {
    return size;
  }
}
