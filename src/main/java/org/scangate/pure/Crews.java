package org.scangate.pure;

import java.time.Duration;
import org.scangate.scan.Deadline;

/**
 * Those who scan for a pass: a crew for most files, and one thread for the suspects, which broke
 * their scan before. Those are scanned one at a time: who kills the scanner shall not take another
 * one along that only happened to be there.
 */
final class Crews implements AutoCloseable {

  private static final int SUSPECTS_WAITING = 64;

  private final Crew many;
  private final Crew suspects;

  Crews(String name, int size) {
    many = new Crew(name, size);
    suspects = new Crew(name + "-suspects", 1, SUSPECTS_WAITING);
  }

  /** See {@link Crew#take}. */
  boolean take(Crew.Work work, boolean first, Duration patience) throws InterruptedException {
    return many.take(work, first, patience);
  }

  /**
   * Takes a suspect on.
   *
   * @return false when there is no room for it now
   */
  boolean takeSuspect(Crew.Work work) throws InterruptedException {
    return suspects.take(work, false, Duration.ZERO);
  }

  /** Whether all that was taken on is done; waits for it for a while. */
  boolean idle(Duration patience) throws InterruptedException {
    return many.idle(patience) && suspects.idle(patience);
  }

  /** Drops what waits; what is going on goes on. */
  void dropWaiting() {
    many.dropWaiting();
    suspects.dropWaiting();
  }

  /** Interrupts what is going on, drops what waits, and waits until the threads have ended. */
  @Override
  public void close() {
    many.stop();
    suspects.stop();
    Deadline until = Deadline.in(Sweep.STOP_WITHIN);
    many.awaitEnd(until);
    suspects.awaitEnd(until);
  }
}
