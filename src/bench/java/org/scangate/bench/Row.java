package org.scangate.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A line of a table: seconds of a sweep and of its baseline, round for round. */
final class Row {

  private final String work;
  private final List<Double> baseline = new ArrayList<>();
  private final List<Double> sweep = new ArrayList<>();

  Row(String work) {
    this.work = work;
  }

  static String header() {
    return "| work | baseline | sweep | ratio (each round) | target |\n|---|---|---|---|---|\n";
  }

  void add(double baselineSeconds, double sweepSeconds) {
    baseline.add(baselineSeconds);
    sweep.add(sweepSeconds);
  }

  /**
   * @param inverse whether the target is a bound on time, and not on speed
   */
  String line(String baselineName, double target, boolean inverse) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < sweep.size(); i++) {
      double speed = baseline.get(i) / sweep.get(i);
      ratios.add(inverse ? 1 / speed : speed);
    }
    double reached = median(ratios);
    boolean missed = inverse ? reached > target : reached < target;
    return "| %s | %s %.2f s | %.2f s | **%.2f** (%s) | %s %s%s |%n"
        .formatted(
            work,
            baselineName,
            median(baseline),
            median(sweep),
            reached,
            ratios.stream().map("%.2f"::formatted).collect(Collectors.joining(" ")),
            inverse ? "≤" : "≥",
            target,
            missed ? ": missed" : "");
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
