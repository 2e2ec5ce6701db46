package org.scangate.watch;

import java.util.List;
import java.util.function.Supplier;
import org.scangate.watch.canary.CanaryStatus;

/** What came of the canaries last. */
public final class CanaryMetrics {

  private static final String CANARY = "canary";

  private CanaryMetrics() {}

  /** Has it shown from now on. */
  public static void show(Metrics metrics, Supplier<List<CanaryStatus>> canaries) {
    metrics.gauge(
        "scangate_canary_ok",
        "1: all was as it should be the last time; 0: it was not. None before the first time.",
        series ->
            canaries.get().stream()
                .filter(one -> one.state() != CanaryStatus.State.NOT_TRIED)
                .forEach(
                    one -> series.is(one.state() == CanaryStatus.State.OK ? 1 : 0, one.name())),
        CANARY);
    metrics.gauge(
        "scangate_canary_last_success_timestamp_seconds",
        "When all was as it should be last, since the start.",
        series ->
            canaries
                .get()
                .forEach(
                    one ->
                        one.lastSuccess()
                            .ifPresent(at -> series.is(at.getEpochSecond(), one.name()))),
        CANARY);
    metrics.gauge(
        "scangate_canary_last_failure_timestamp_seconds",
        "When it was not last, since the start.",
        series ->
            canaries
                .get()
                .forEach(
                    one ->
                        one.lastFailure()
                            .ifPresent(at -> series.is(at.getEpochSecond(), one.name()))),
        CANARY);
  }
}
