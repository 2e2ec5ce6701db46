package org.scangate.watch.check;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Whether anybody who reaches the server may have files scanned, and ask how it is.
 *
 * @param token whether one is asked for
 * @param bounded whether only some addresses may ask
 */
public record OpenAccessCheck(BooleanSupplier token, BooleanSupplier bounded) implements Check {

  @Override
  public String name() {
    return "open-access";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    CheckResult result =
        token.getAsBoolean() || bounded.getAsBoolean()
            ? CheckResult.ok("Uploads are taken from those who may send them alone.")
            : CheckResult.warning(
                    "Whoever reaches this server may have files scanned: set"
                        + " scangate.moodle.token, the same as in Moodle, or"
                        + " scangate.moodle.allowed-addresses.")
                .mendedBy("openssl rand -hex 24");
    return result.explainedBy("operate/security.html");
  }
}
