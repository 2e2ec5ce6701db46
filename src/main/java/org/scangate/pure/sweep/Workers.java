package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.scangate.scan.Deadline;

/**
 * Those who scan for all walks through a store: a crew for most files, and one thread for the
 * suspects, which broke their scan before. Those are scanned one at a time: who kills the scanner
 * shall not take another one along that only happened to be there.
 */
final class Workers {

  /** Enough that nobody is idle while small files go through. */
  private static final int WAITING_FOR_EACH = 8;

  private static final int SUSPECTS_WAITING = 64;

  private final Crew many;
  private final Crew suspects;
  private final Permits turns = new Permits(1);
  private final Permits turnsOfSuspects = new Permits(1);
  private final Room roomForSuspects = new Room(1 + SUSPECTS_WAITING);
  private final Map<Priority, Room> rooms = new EnumMap<>(Priority.class);

  Workers(String name) {
    many = new Crew(name, 1);
    suspects = new Crew(name + "-suspects", 1);
    for (Priority priority : Priority.values()) {
      rooms.put(priority, new Room(1));
    }
  }

  /**
   * From now on.
   *
   * @param scans at once
   * @param threadsEach for each of them: what is not scanning looks at its file, or writes a
   *     verdict
   */
  synchronized void size(int scans, int threadsEach) {
    turns.size(scans);
    many.size(scans * threadsEach);
    rooms.values().forEach(room -> room.size(scans * threadsEach * (1 + WAITING_FOR_EACH)));
  }

  /** Of each file that waits, or is at work: whoever finds none waits. */
  Room room(Priority priority) {
    return rooms.get(priority);
  }

  /** Of suspects: whoever finds none is left for later. */
  Room roomForSuspects() {
    return roomForSuspects;
  }

  /** To be held while one scans. */
  Permits turns(boolean suspect) {
    return suspect ? turnsOfSuspects : turns;
  }

  /** Whoever adds has taken room. */
  void add(Crew.Work work, Priority priority, boolean suspect) {
    (suspect ? suspects : many).add(work, priority);
  }

  /** How many wait, suspects too. */
  Map<Priority, Integer> waiting() {
    Map<Priority, Integer> all = many.waitingByPriority();
    suspects
        .waitingByPriority()
        .forEach((priority, count) -> all.merge(priority, count, Integer::sum));
    return all;
  }

  /** How long the oldest has waited; zero: none waits. */
  Duration oldest() {
    Duration one = many.oldest();
    Duration other = suspects.oldest();
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Drops what waits for a walk; what is going on goes on. */
  void drop(Object owner) {
    many.drop(owner);
    suspects.drop(owner);
  }

  /** Interrupts what is going on, and drops what waits. */
  void stop() {
    many.stop();
    suspects.stop();
  }

  /** Waits until the threads have ended. */
  void awaitEnd(Deadline until) {
    many.awaitEnd(until);
    suspects.awaitEnd(until);
  }
}
