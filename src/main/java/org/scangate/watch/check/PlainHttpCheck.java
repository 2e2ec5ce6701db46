package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether files and tokens come from other hosts unencrypted.
 *
 * @param last the last request that did
 */
public record PlainHttpCheck(Supplier<Optional<Sighting>> last, Clock clock) implements Check {

  @Override
  public String name() {
    return "plain-http";
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
                            "Requests from another host come as plain HTTP: who listens there reads files and tokens. Use HTTPS, or a proxy with HTTPS that is among scangate.trusted-proxies and sets X-Forwarded-Proto.")
                        .with("address", one.address())
                        .with("last", one.at()))
            .orElseGet(
                () ->
                    CheckResult.ok(
                        "No request of the last day came as plain HTTP from another host."));
    return result.explainedBy("install/tls.html");
  }
}
