package org.scangate.watch;

import java.time.Clock;
import java.time.Duration;
import org.scangate.watch.alert.Alerts;

/** How the telling goes. */
public final class AlertMetrics {

  private AlertMetrics() {}

  /** Has it shown from now on. */
  public static void show(Metrics metrics, Alerts alerts, Clock clock) {
    metrics.counted(
        "scangate_alerts_total",
        "Attempts to send an alert, by how they ended: sent, failed, given-up.",
        series ->
            alerts
                .outcomes()
                .forEach(one -> series.is(one.count(), one.rule(), one.channel(), one.outcome())),
        "rule",
        "channel",
        "outcome");
    metrics.gauge(
        "scangate_alerts_waiting",
        "Alerts in the outbox that are not sent yet, once for each channel.",
        series -> series.is(alerts.backlog().waiting()));
    metrics.gauge(
        "scangate_alerts_oldest_waiting_seconds",
        "For how long the oldest of them has waited.",
        series ->
            series.is(
                alerts
                    .backlog()
                    .oldest()
                    .map(made -> Math.max(0, Duration.between(made, clock.instant()).toSeconds()))
                    .orElse(0L)));
  }
}
