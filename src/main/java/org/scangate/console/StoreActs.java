package org.scangate.console;

import java.util.List;
import java.util.Optional;
import org.scangate.pure.sweep.SweepView;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.Events;

/**
 * What people do to stores, by a page or by the API: each act is an event with who did it, and why,
 * after it was done. Each tells what came of it, in a sentence for who did it.
 */
public final class StoreActs {

  private static final int MAX_PLACE = 4096;
  private static final List<String> PRIORITIES = List.of("first", "normal", "last");

  private final Sweeps sweeps;
  private final Events events;

  /**
   * @param events hears of each act
   */
  public StoreActs(Sweeps sweeps, Events events) {
    this.sweeps = sweeps;
    this.events = events;
  }

  /** Empty: no such store is configured. */
  public Optional<SweepView> store(String name) {
    return sweeps.views().stream().filter(view -> view.status().store().equals(name)).findFirst();
  }

  /** Until somebody resumes it. */
  public String pause(SweepView store, String by, String reason) {
    store.figures().pause();
    tell("sweep-paused-by", by, name(store), reason);
    return "paused until somebody resumes it, or a restart.";
  }

  public String resume(SweepView store, String by) {
    store.figures().resume();
    tell("sweep-resumed-by", by, name(store), "");
    return "resumed.";
  }

  public String sweepNow(SweepView store, String by) {
    store.figures().sweepNow();
    tell("sweep-asked", by, name(store), "");
    return "a full walk begins within seconds.";
  }

  /**
   * Has files scanned again that have a verdict.
   *
   * @param place and none where everything is meant: that is never meant by leaving something out
   * @param priority {@code first}, {@code normal} or {@code last}
   * @throws IllegalArgumentException saying what is wrong: nothing was done
   */
  public String rescan(
      SweepView store,
      String by,
      String reason,
      String place,
      boolean everything,
      String priority) {
    if (everything != place.isEmpty()) {
      throw new IllegalArgumentException("say either a place, or that everything is meant");
    }
    if (place.length() > MAX_PLACE) {
      throw new IllegalArgumentException("a place has %s characters at most".formatted(MAX_PLACE));
    }
    if (!PRIORITIES.contains(priority)) {
      throw new IllegalArgumentException("priority must be one of first, normal, last");
    }
    String came = store.figures().rescan(by, place, priority);
    String what = place.isEmpty() ? name(store) : name(store) + " " + place;
    tell("sweep-rescan-asked", by, what, reason);
    return came;
  }

  /** For the content of files that moved. */
  public String vouch(SweepView store, String by, String reason, boolean dryRun) {
    String came = store.figures().vouch(by, dryRun);
    tell("sweep-vouch-asked", by, name(store), reason);
    return came;
  }

  public String scanMoved(SweepView store, String by) {
    store.figures().scanMoved();
    tell("sweep-moved-asked", by, name(store), "");
    return "moved files are scanned from now on.";
  }

  /** The OK of files that no scanner was shown to open. */
  public String withdraw(SweepView store, String by, String reason, boolean dryRun) {
    String came = store.figures().withdrawUnopened(by, dryRun);
    tell("sweep-withdraw-asked", by, name(store), reason);
    return came;
  }

  private static String name(SweepView store) {
    return store.status().store();
  }

  private void tell(String kind, String by, String what, String reason) {
    events.event(kind, by, what, reason);
  }
}
