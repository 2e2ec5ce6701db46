package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.concurrent.Semaphore;
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
  private final Semaphore turns;
  private final Semaphore turnsOfSuspects = new Semaphore(1);

  /**
   * @param size scans at once
   * @param threadsEach for each of them: what is not scanning looks at its file, or writes a
   *     verdict
   */
  Crews(String name, int size, int threadsEach) {
    turns = new Semaphore(size, true);
    many = new Crew(name, size * threadsEach);
    suspects = new Crew(name + "-suspects", 1, SUSPECTS_WAITING);
  }

  /** To be held while one scans. */
  Semaphore turns(boolean suspect) {
    return suspect ? turnsOfSuspects : turns;
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
