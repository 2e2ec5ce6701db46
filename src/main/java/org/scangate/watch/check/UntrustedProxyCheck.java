package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether somebody tells of clients who is not believed.
 *
 * @param last the last request with such a header
 */
public record UntrustedProxyCheck(Supplier<Optional<Sighting>> last, Clock clock) implements Check {

  @Override
  public String name() {
    return "untrusted-proxy";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    Optional<Sighting> seen = last.get().filter(one -> one.isLate(clock));
    CheckResult result =
        seen.map(
                one ->
                    CheckResult.warning(
                            "An address that sends X-Forwarded-For or Forwarded is not among scangate.trusted-proxies: if it is your proxy, add it, since all its clients count as one; if not, somebody tries to look like another.")
                        .with("address", one.address())
                        .with("last", one.at()))
            .orElseGet(
                () -> CheckResult.ok("Nobody told of clients whom the settings do not trust to."));
    return result.explainedBy("install/reverse-proxy.html");
  }
}
