package org.scangate.watch;

import java.util.Map;
import java.util.function.Supplier;

/** What each check said last. */
public final class CheckMetrics {

  private CheckMetrics() {}

  /**
   * Has it shown from now on.
   *
   * @param states by the checks' names: 0 nothing to look at, 1 OK, 2 warning, 3 error
   */
  public static void show(Metrics metrics, Supplier<Map<String, Integer>> states) {
    metrics.gauge(
        "scangate_check_state",
        "What each check said last: 0 nothing to look at, 1 OK, 2 warning, 3 error.",
        series -> states.get().forEach((check, state) -> series.is(state, check)),
        "check");
  }
}
