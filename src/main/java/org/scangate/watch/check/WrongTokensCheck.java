package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Whether somebody sends wrong tokens: who guesses, or a site with an old one. */
public final class WrongTokensCheck implements Check {

  private static final Duration TOLD_FOR = Duration.ofHours(1);

  private final LongSupplier wrong;
  private final Clock clock;
  private long before;
  private Instant last = Instant.MIN;

  /**
   * @param wrong how many came since the start
   */
  public WrongTokensCheck(LongSupplier wrong, Clock clock) {
    this.wrong = wrong;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "wrong-tokens";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    long now = wrong.getAsLong();
    if (now > before) {
      last = clock.instant();
    }
    before = now;
    CheckResult result =
        last.isAfter(clock.instant().minus(TOLD_FOR))
            ? CheckResult.warning(
                "Wrong tokens came within the last hour: a Moodle has another one than"
                    + " scangate.moodle.token, and accepts files unscanned, or somebody guesses."
                    + " The log has the addresses.")
            : CheckResult.ok("No wrong token came within the last hour.");
    return result.with("sinceStart", now).explainedBy("connect/moodle.html");
  }
}
