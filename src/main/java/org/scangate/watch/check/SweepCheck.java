package org.scangate.watch.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.scangate.pure.sweep.SweepView;

/**
 * How the sweep of one store is: its problem, files moved all at once, verdicts without a file.
 *
 * @param store its name
 * @param sweeps of the stores that are configured now
 * @param orphansMax more are suspicious: is part of the store away?
 * @param api where {@code /api/v1} is, as far as is known
 */
public record SweepCheck(
    String store, Supplier<List<SweepView>> sweeps, LongSupplier orphansMax, String api)
    implements Check {

  /** The queues are short: what is in one is scanned within minutes. */
  private static final Duration STUCK = Duration.ofHours(1);

  @Override
  public String name() {
    return "sweep:" + store;
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    Optional<SweepView> view =
        sweeps.get().stream().filter(one -> one.status().store().equals(store)).findFirst();
    return view.map(this::of)
        .orElseGet(() -> CheckResult.notApplicable("No such store is configured: " + store + "."));
  }

  private CheckResult of(SweepView sweep) {
    List<String> wrong = new ArrayList<>();
    boolean error = !sweep.status().problem().isEmpty();
    if (sweep.figures().getMoved() > 0) {
      wrong.add(
          sweep.figures().getMoved()
              + " files were moved, restored, or given other rights at once, and keep their"
              + " verdicts unlooked at: vouch for them, or have them scanned");
    }
    if (sweep.figures().getOrphans() > orphansMax.getAsLong()) {
      wrong.add(
          sweep.figures().getOrphans() + " verdicts have no file: is part of the store away?");
    }
    double oldest = sweep.figures().getOldestWaitingSeconds();
    if (oldest > STUCK.toSeconds() && !sweep.status().paused()) {
      error = true;
      wrong.add("it is stuck: a file has waited for its scan for " + (long) oldest + " s");
    }
    if (sweep.status().paused()) {
      wrong.add("the sweep is paused, until somebody resumes it, or a restart");
    }
    if (!sweep.status().problem().isEmpty()) {
      wrong.add(sweep.status().problem());
    }
    CheckResult result =
        wrong.isEmpty()
            ? CheckResult.ok("The sweep of " + store + " goes its way.")
            : trouble(error, "The sweep of " + store + ": " + String.join("; ", wrong));
    return result
        .mendedBy(mend(sweep))
        .with("state", sweep.status().state())
        .with("moved", sweep.figures().getMoved())
        .with("orphans", sweep.figures().getOrphans())
        .explainedBy("operate/jmx.html");
  }

  /** The safe one of two ways: who vouches must know why. */
  private String mend(SweepView sweep) {
    if (sweep.status().paused()) {
      return act("resume");
    }
    return sweep.figures().getMoved() > 0 ? act("scan-moved") : "";
  }

  private String act(String name) {
    return "curl -fsS -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
        + " -d \"{\\\"by\\\": \\\"$(id -un)\\\"}\" "
        + ShellWord.of(api + "/sweeps/" + store + "/" + name);
  }

  /** A warning that stays for weeks must not hide what comes. */
  private static CheckResult trouble(boolean error, String sentence) {
    return error ? CheckResult.error(sentence) : CheckResult.warning(sentence);
  }
}
