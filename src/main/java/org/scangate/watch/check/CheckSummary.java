package org.scangate.watch.check;

import java.util.List;
import java.util.stream.Collectors;
import org.scangate.scan.LogText;

/** All checks in one line. */
final class CheckSummary {

  private CheckSummary() {}

  static String of(List<CheckStatus> all) {
    return "checks: %s; warnings: %s; %s are well, %s have nothing to look at"
        .formatted(
            "errors: " + names(all, CheckState.ERROR),
            names(all, CheckState.WARNING),
            count(all, CheckState.OK),
            count(all, CheckState.NOT_APPLICABLE));
  }

  private static String names(List<CheckStatus> all, CheckState state) {
    String names =
        all.stream()
            .filter(one -> one.state() == state)
            .map(one -> LogText.of(one.name()))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private static long count(List<CheckStatus> all, CheckState state) {
    return all.stream().filter(one -> one.state() == state).count();
  }
}
