package org.scangate.watch.check;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.scangate.watch.silence.SilenceLevel;
import org.scangate.watch.silence.SilenceStatus;

/** Whether a site or a store has been silent for too long: the worst one is told, with its name. */
public record SilenceCheck(Supplier<List<SilenceStatus>> sites) implements Check {

  private static final String PAGE = "operate/silence.html";

  @Override
  public String name() {
    return "silence";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(1));
  }

  @Override
  public CheckResult look() {
    List<SilenceStatus> all = sites.get();
    CheckResult result = worst(all);
    for (SilenceStatus one : all) {
      String longest = one.longest().map(most -> ", longest " + most).orElse("");
      result = result.with(one.site(), one.silent() + " of " + one.rule().bound() + longest);
    }
    return result.explainedBy(PAGE);
  }

  private static CheckResult worst(List<SilenceStatus> all) {
    if (all.isEmpty()) {
      return CheckResult.notApplicable("No site was heard yet, and no store is configured.");
    }
    for (SilenceLevel level : List.of(SilenceLevel.ERROR, SilenceLevel.WARNING)) {
      List<SilenceStatus> silent = all.stream().filter(one -> one.level() == level).toList();
      if (!silent.isEmpty()) {
        String more = silent.size() == 1 ? "" : " So are " + (silent.size() - 1) + " others.";
        String sentence = silent.get(0).sentence() + "." + more;
        return level == SilenceLevel.ERROR
            ? CheckResult.error(sentence)
            : CheckResult.warning(sentence);
      }
    }
    return CheckResult.ok("Everybody was heard.");
  }
}
