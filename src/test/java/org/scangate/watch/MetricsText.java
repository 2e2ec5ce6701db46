package org.scangate.watch;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a Prometheus is given, line by line. */
record MetricsText(List<String> lines) {

  static MetricsText of(Metrics metrics) {
    return new MetricsText(metrics.page(null).text().lines().toList());
  }

  /** Of one series, as it is written. */
  String value(String series) {
    return lines.stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .findFirst()
        .orElse("none");
  }

  long seriesOf(String metric) {
    return lines.stream()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .count();
  }

  /** All series. */
  long series() {
    return lines.stream().filter(line -> !line.startsWith("#")).count();
  }

  /** Of all metrics that have a help. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    lines.stream()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.add(line.split(" ", -1)[2]));
    return names;
  }
}
