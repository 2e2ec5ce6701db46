package org.scangate.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rounds of both sides, in pairs. */
final class Comparison {

  /** CPU seconds since their start of server and clamd. */
  record Cpu(double server, double clamd) {
    Cpu since(Cpu before) {
      return new Cpu(server - before.server, clamd - before.clamd);
    }
  }

  private record Pair(Round direct, Cpu directCpu, Round scangate, Cpu scangateCpu) {}

  private final Work work;
  private final List<Pair> pairs = new ArrayList<>();

  Comparison(Work work) {
    this.work = work;
  }

  void add(Round direct, Cpu directCpu, Round scangate, Cpu scangateCpu) {
    pairs.add(new Pair(direct, directCpu, scangate, scangateCpu));
  }

  List<String> failures() {
    return pairs.stream()
        .flatMap(pair -> List.of(pair.direct, pair.scangate).stream())
        .flatMap(round -> round.failures().stream())
        .toList();
  }

  static String header() {
    return """
        | work | direct | Scangate | ratio (each round) | target | errors | CPU ms a post: clamd direct | clamd | server |
        |---|---|---|---|---|---|---|---|---|
        """;
  }

  String row() {
    ToDoubleFunction<Pair> ratio =
        pair -> pair.scangate.perSecond() / Math.max(pair.direct.perSecond(), 1e-9);
    double reached = median(ratio);
    return "| %s, %d clients | %s | %s | **%.2f** (%s) | ≥ %s%s | %d | %.2f | %.2f | %.2f |%n"
        .formatted(
            work.name(),
            work.clients(),
            speed(median(pair -> pair.direct.perSecond())),
            speed(median(pair -> pair.scangate.perSecond())),
            reached,
            String.join(
                " ",
                pairs.stream().map(pair -> "%.2f".formatted(ratio.applyAsDouble(pair))).toList()),
            work.target(),
            reached < work.target() ? ": missed" : "",
            failures().size(),
            median(pair -> pair.directCpu.clamd * 1000 / Math.max(1, pair.direct.posts())),
            median(pair -> pair.scangateCpu.clamd * 1000 / Math.max(1, pair.scangate.posts())),
            median(pair -> pair.scangateCpu.server * 1000 / Math.max(1, pair.scangate.posts())));
  }

  private String speed(double perSecond) {
    return "%.1f/s, %.1f MB/s".formatted(perSecond, perSecond * work.size() / 1e6);
  }

  private double median(ToDoubleFunction<Pair> value) {
    double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
