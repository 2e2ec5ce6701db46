package org.scangate.console.page;

import java.util.Map;
import org.scangate.console.access.Role;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.pure.sweep.SweepView;

/** What people do to stores. */
final class StoreActs {

  private final ConsoleParts parts;

  StoreActs(ConsoleParts parts) {
    this.parts = parts;
  }

  private interface Doing {
    String run(SweepMXBean sweep, Form form);
  }

  Map<String, ConsoleAct> all() {
    return Map.of(
        "sweep-pause", act("sweep-paused-by", StoreActs::pause),
        "sweep-resume", act("sweep-resumed-by", StoreActs::resume),
        "sweep-now", act("sweep-asked", StoreActs::now),
        "sweep-rescan", act("sweep-rescan-asked", StoreActs::rescan),
        "sweep-vouch", act("sweep-vouch-asked", StoreActs::vouch),
        "sweep-scan-moved", act("sweep-moved-asked", StoreActs::scanMoved),
        "sweep-withdraw", act("sweep-withdraw-asked", StoreActs::withdraw));
  }

  /** An event with why, after it was done. */
  private ConsoleAct act(String kind, Doing doing) {
    return new ConsoleAct(
        Role.OPERATOR,
        form -> {
          SweepView store = store(form);
          String came = doing.run(store.figures(), form);
          String place = form.text("place");
          parts
              .journal()
              .event(
                  kind,
                  form.by(),
                  store.status().store() + (place.isEmpty() ? "" : " " + place),
                  form.text("reason"));
          return store.status().store() + ": " + came;
        });
  }

  private SweepView store(Form form) {
    String name = form.text("store");
    return parts.sweeps().views().stream()
        .filter(view -> view.status().store().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such store is configured"));
  }

  private static String pause(SweepMXBean sweep, Form form) {
    form.reason();
    sweep.pause();
    return "paused until somebody resumes it, or a restart.";
  }

  private static String resume(SweepMXBean sweep, Form form) {
    sweep.resume();
    return "resumed.";
  }

  private static String now(SweepMXBean sweep, Form form) {
    sweep.sweepNow();
    return "a full walk begins within seconds.";
  }

  private static String rescan(SweepMXBean sweep, Form form) {
    form.reason();
    String priority = form.text("priority");
    if (form.text("place").isEmpty() && !form.isTicked("everything")) {
      throw new IllegalArgumentException(
          "name a place, or tick the box that says that everything is meant");
    }
    return sweep.rescan(form.by(), form.text("place"), priority.isEmpty() ? "normal" : priority);
  }

  private static String vouch(SweepMXBean sweep, Form form) {
    form.reason();
    boolean dryRun = form.isTicked("dry-run");
    if (!dryRun) {
      form.confirmed();
    }
    return sweep.vouch(form.by(), dryRun);
  }

  private static String scanMoved(SweepMXBean sweep, Form form) {
    sweep.scanMoved();
    return "moved files are scanned from now on.";
  }

  private static String withdraw(SweepMXBean sweep, Form form) {
    form.reason();
    boolean dryRun = form.isTicked("dry-run");
    if (!dryRun) {
      form.confirmed();
    }
    return sweep.withdrawUnopened(form.by(), dryRun);
  }
}
