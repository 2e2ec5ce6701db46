package org.scangate.watch.check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This machine's clock against those that it works with.
 *
 * @param ahead how far each is ahead of ours, by its name; empty: it does not tell now
 */
public record ClockCheck(Supplier<Map<String, Optional<Duration>>> ahead) implements Check {

  private static final Duration SOME = Duration.ofSeconds(5);

  /** S3 refuses requests that are off by a quarter of an hour. */
  private static final Duration TOO_MUCH = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(10));
  }

  @Override
  public CheckResult look() {
    Map<String, String> details = new LinkedHashMap<>();
    Duration most = Duration.ZERO;
    String whose = "";
    for (Map.Entry<String, Optional<Duration>> one : ahead.get().entrySet()) {
      if (one.getValue().isPresent()) {
        Duration off = one.getValue().get();
        details.put(one.getKey(), off + " ahead of ours");
        if (off.abs().compareTo(most) >= 0) {
          most = off.abs();
          whose = one.getKey();
        }
      }
    }
    if (details.isEmpty()) {
      return CheckResult.notApplicable("There is no other clock to compare with.");
    }
    return judged(most, whose).with(details);
  }

  private static CheckResult judged(Duration most, String whose) {
    if (most.compareTo(SOME) <= 0) {
      return CheckResult.ok("This machine's clock is right, as far as others tell.");
    }
    String sentence =
        "The clock of this machine and that of %s are %s apart."
            .formatted(whose, Durations.inWords(most));
    CheckResult result =
        most.compareTo(TOO_MUCH) > 0 ? CheckResult.error(sentence) : CheckResult.warning(sentence);
    return result.mendedBy("timedatectl set-ntp true");
  }
}
