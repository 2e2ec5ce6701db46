package org.scangate.pure.sweep;

import java.util.concurrent.Semaphore;

/** As many as the settings say now; who has one when there are fewer keeps it. */
final class Permits extends Semaphore {
  private static final long serialVersionUID = 1;

  private int size;

  /** In the order in which they are asked for. */
  Permits(int size) {
    super(size, true);
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
}
