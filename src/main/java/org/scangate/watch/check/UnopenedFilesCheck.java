package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.scangate.scan.Reason;
import org.scangate.scan.ScanReport;
import org.scangate.scan.Verdict;

/** Files of the last day that nobody looked into: encrypted, or packed in what none opens. */
public final class UnopenedFilesCheck implements Check, Consumer<ScanReport> {

  private static final Duration SHOWN_FOR = Duration.ofHours(24);
  private static final String ENCRYPTED = "encrypted";

  private final Clock clock;

  /** By hour, and in that by kind: there are some dozen kinds. */
  private final Map<Long, Map<String, Long>> hours = new LinkedHashMap<>();

  public UnopenedFilesCheck(Clock clock) {
    this.clock = clock;
  }

  /** A scan has ended. One file may be packed in several kinds, and is counted with each. */
  @Override
  public void accept(ScanReport report) {
    if (isEncrypted(report.verdict())) {
      count(ENCRYPTED);
    }
    report.packing().unopened().forEach(this::count);
  }

  private static boolean isEncrypted(Verdict verdict) {
    return verdict instanceof Verdict.Unscanned unscanned && unscanned.reason() == Reason.ENCRYPTED;
  }

  private synchronized void count(String kind) {
    long hour = hour(clock.instant());
    forgetBefore(hour);
    hours.computeIfAbsent(hour, any -> new TreeMap<>()).merge(kind, 1L, Long::sum);
  }

  private static long hour(Instant time) {
    return time.getEpochSecond() / Duration.ofHours(1).toSeconds();
  }

  private void forgetBefore(long now) {
    Iterator<Long> all = hours.keySet().iterator();
    while (all.hasNext()) {
      if (all.next() <= now - SHOWN_FOR.toHours()) {
        all.remove();
      }
    }
  }

  private synchronized Map<String, Long> lastDay() {
    forgetBefore(hour(clock.instant()));
    Map<String, Long> sums = new TreeMap<>();
    hours
        .values()
        .forEach(hour -> hour.forEach((kind, count) -> sums.merge(kind, count, Long::sum)));
    return sums;
  }

  @Override
  public String name() {
    return "unopened-files";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofMinutes(1));
  }

  @Override
  public CheckResult look() {
    Map<String, Long> found = lastDay();
    if (found.isEmpty()) {
      return CheckResult.ok("Every file of the last 24 hours could be looked into.");
    }
    String kinds =
        found.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
    CheckResult result =
        CheckResult.warning(
            "Files of the last 24 hours that no scanner looked into, by kind: "
                + kinds
                + ". A scanner that opens them is the cure; what is encrypted nobody opens.");
    for (Map.Entry<String, Long> one : found.entrySet()) {
      result = result.with(one.getKey(), one.getValue());
    }
    return result.explainedBy("reference/reasons.html");
  }
}
