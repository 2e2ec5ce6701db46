package org.scangate.watch.check;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether an administrator has files counted as scanned that no scanner opens.
 *
 * @param accepted what is, a sentence each; empty: nothing
 */
public record AcceptedUnopenedCheck(Supplier<List<String>> accepted) implements Check {

  @Override
  public String name() {
    return "accepted-unopened";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    List<String> told = accepted.get();
    CheckResult result =
        told.isEmpty()
            ? CheckResult.ok("Nothing counts as scanned that no scanner opens.")
            : CheckResult.warning(String.join("; ", told) + ".");
    return result.explainedBy("explain/what-ok-means.html");
  }
}
