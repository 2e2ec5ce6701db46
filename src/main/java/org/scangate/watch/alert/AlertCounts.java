package org.scangate.watch.alert;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Attempts since the start, for metrics. */
final class AlertCounts {

  /** What is counted apart; each is one of a few. */
  record Key(String rule, String channel, String outcome) {}

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String rule, String channel, String outcome) {
    counts.computeIfAbsent(new Key(rule, channel, outcome), any -> new LongAdder()).increment();
  }

  List<Alerts.Outcome> all() {
    return counts.entrySet().stream()
        .map(
            one ->
                new Alerts.Outcome(
                    one.getKey().rule(),
                    one.getKey().channel(),
                    one.getKey().outcome(),
                    one.getValue().sum()))
        .toList();
  }
}
