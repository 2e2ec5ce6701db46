package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.scangate.scan.LogText;

/** What operators want scanned again, one after the other. Forgotten by a restart. */
final class Rescans {

  private static final int MAX_WAITING = 100;

  private final SweptStore swept;
  private final Deque<Rescan> waiting = new ArrayDeque<>();
  private String last = "";

  Rescans(SweptStore swept) {
    this.swept = swept;
  }

  /**
   * Asks for one.
   *
   * @param place empty: everything
   * @param priority {@code first}, {@code normal} or {@code last}
   * @return what will come of it, for who asks
   */
  String ask(String who, String place, String priority) {
    Rescan rescan = new Rescan(LogText.of(who), place.strip(), priority(priority));
    synchronized (this) {
      if (waiting.size() >= MAX_WAITING) {
        return "Not taken: " + MAX_WAITING + " wait already";
      }
      waiting.add(rescan);
      tell(rescan, "is asked for");
    }
    swept
        .events()
        .tell(
            "rescan-asked",
            who,
            "of " + (place.isBlank() ? "everything" : place.strip()) + ", " + priority);
    return "Begins within seconds. Rescans in JMX, and the log, say what came of it";
  }

  private static Priority priority(String text) {
    return switch (text.strip()) {
      case "first" -> Priority.TOLD;
      case "", "normal" -> Priority.ALL;
      case "last" -> Priority.VERDICTS;
      default ->
          throw new IllegalArgumentException("a priority is first, normal or last, not " + text);
    };
  }

  synchronized boolean isAsked() {
    return !waiting.isEmpty();
  }

  synchronized Optional<Rescan> take() {
    return Optional.ofNullable(waiting.poll());
  }

  /** It was ended before it was through, and begins anew when it may. */
  synchronized void again(Rescan rescan) {
    waiting.addFirst(rescan);
    tell(rescan, "waits to begin anew");
  }

  /**
   * It is over.
   *
   * @param through whether it has seen all
   */
  synchronized void ended(Rescan rescan, boolean through, Progress progress) {
    tell(
        rescan,
        (through ? "has ended" : "has failed, see the log")
            + (progress.isComplete() ? "" : ", and some have kept the verdicts they had")
            + "; "
            + ProgressLine.of(progress));
  }

  private void tell(Rescan rescan, String what) {
    String place = rescan.place().isEmpty() ? "everything" : LogText.of(rescan.place());
    last = "rescan of " + place + " by " + rescan.who() + " " + what;
    SweptStore.LOG.log(Level.INFO, "{0}: {1}", swept.name(), last);
  }

  /** What came of the last one. */
  synchronized String last() {
    return last;
  }
}
