package org.scangate.watch.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scangate.watch.canary.Canaries;
import org.scangate.watch.canary.CanaryStatus;

/**
 * What came of one canary last; it is not tried by this.
 *
 * @param canary its name
 */
public record CanaryCheck(String canary, Canaries canaries) implements Check {

  private static final String PAGE = "operate/canaries.html";

  @Override
  public String name() {
    return "canary:" + canary;
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    Optional<CanaryStatus> status =
        canaries.statuses().stream().filter(one -> one.name().equals(canary)).findFirst();
    return status
        .map(CanaryCheck::of)
        .orElseGet(() -> CheckResult.notApplicable("No such canary is configured."))
        .explainedBy(PAGE);
  }

  private static CheckResult of(CanaryStatus canary) {
    CheckResult result =
        switch (canary.state()) {
          case NOT_TRIED -> CheckResult.notApplicable("It was not tried yet.");
          case OK -> CheckResult.ok("All was as it should be.");
          case FAILED -> CheckResult.error("The canary: " + canary.problem() + ".");
        };
    return result
        .with("lastSuccess", text(canary.lastSuccess()))
        .with("lastFailure", text(canary.lastFailure()))
        .with("next", canary.next());
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse("none since the start");
  }
}
