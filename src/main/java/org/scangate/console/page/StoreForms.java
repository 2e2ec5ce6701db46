package org.scangate.console.page;

import java.util.Map;
import org.scangate.console.StoreActs;
import org.scangate.console.access.Role;
import org.scangate.pure.sweep.SweepView;

/** The forms by which people act on stores. */
final class StoreForms {

  private final StoreActs acts;

  StoreForms(StoreActs acts) {
    this.acts = acts;
  }

  private interface Doing {
    String run(SweepView store, Form form);
  }

  Map<String, ConsoleAct> all() {
    return Map.of(
        "sweep-pause", act(this::pause),
        "sweep-resume", act((store, form) -> acts.resume(store, form.by())),
        "sweep-now", act((store, form) -> acts.sweepNow(store, form.by())),
        "sweep-rescan", act(this::rescan),
        "sweep-vouch", act(this::vouch),
        "sweep-scan-moved", act((store, form) -> acts.scanMoved(store, form.by())),
        "sweep-withdraw", act(this::withdraw));
  }

  private ConsoleAct act(Doing doing) {
    return new ConsoleAct(
        Role.OPERATOR,
        form -> {
          SweepView store =
              acts.store(form.text("store"))
                  .orElseThrow(() -> new IllegalArgumentException("no such store is configured"));
          return store.status().store() + ": " + doing.run(store, form);
        });
  }

  private String pause(SweepView store, Form form) {
    return acts.pause(store, form.by(), form.reason());
  }

  private String rescan(SweepView store, Form form) {
    String priority = form.text("priority");
    return acts.rescan(
        store,
        form.by(),
        form.reason(),
        form.text("place"),
        form.isTicked("everything"),
        priority.isEmpty() ? "normal" : priority);
  }

  private String vouch(SweepView store, Form form) {
    return acts.vouch(store, form.by(), form.reason(), isDryRun(form));
  }

  private String withdraw(SweepView store, Form form) {
    return acts.withdraw(store, form.by(), form.reason(), isDryRun(form));
  }

  /** What is none is said twice. */
  private static boolean isDryRun(Form form) {
    boolean dryRun = form.isTicked("dry-run");
    if (!dryRun) {
      form.confirmed();
    }
    return dryRun;
  }
}
