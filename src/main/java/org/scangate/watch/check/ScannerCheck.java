package org.scangate.watch.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scangate.scan.Readiness;
import org.scangate.scan.pool.MemberStatus;
import org.scangate.scan.pool.ScannerPool;

/**
 * What one scanner is proven to do, and its weaknesses.
 *
 * @param clamd whether it is one, so that it is known how to restart it
 */
public record ScannerCheck(ScannerPool pool, boolean clamd) implements Check {

  /** A proof takes seconds, and clamd that was started with the machine half a minute. */
  private static final CheckSchedule SCHEDULE =
      new CheckSchedule(Duration.ofSeconds(30), Duration.ofSeconds(30));

  @Override
  public String name() {
    return "scanner:" + pool.name();
  }

  @Override
  public CheckSchedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult look() {
    Map<String, String> details = new LinkedHashMap<>();
    List<String> weak = new ArrayList<>();
    boolean anyReady = false;
    for (MemberStatus member : pool.statuses()) {
      Readiness readiness = member.readiness();
      String where = member.address().isEmpty() ? pool.name() : member.address();
      anyReady |= readiness.ready();
      readiness.obstacle().ifPresent(why -> weak.add(where + ": " + why.detail()));
      weak.addAll(readiness.advice());
      details.put(where, shown(readiness));
    }
    List<String> distinct = weak.stream().distinct().toList();
    return result(anyReady, distinct, details)
        .with(details)
        .explainedBy("explain/what-ok-means.html");
  }

  private CheckResult result(boolean anyReady, List<String> weak, Map<String, String> details) {
    if (!anyReady) {
      return CheckResult.error(
              "The scanner " + pool.name() + " would give no true verdict now: " + first(weak))
          .mendedBy(clamd ? "systemctl restart clamav-daemon" : "");
    }
    for (int at = 1; at < weak.size(); at++) {
      details.put("weakness-" + (at + 1), weak.get(at));
    }
    return weak.isEmpty()
        ? CheckResult.ok("The scanner " + pool.name() + " is proven, without a weakness.")
        : CheckResult.warning("The scanner " + pool.name() + " has a weakness: " + first(weak));
  }

  private static String first(List<String> weak) {
    return weak.isEmpty() ? "" : weak.get(0);
  }

  private static String shown(Readiness readiness) {
    if (!readiness.ready()) {
      return "not ready";
    }
    String limit =
        readiness.limit().isPresent()
            ? ", proven up to " + readiness.limit().getAsLong() + " bytes"
            : "";
    return "ready" + limit + (readiness.version().isEmpty() ? "" : ", " + readiness.version());
  }
}
