package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.scangate.scan.pool.MemberStatus;
import org.scangate.scan.pool.ScannerPool;

/** How old the signatures of one scanner are, at that address where they are oldest. */
public final class SignatureCheck implements Check {

  private static final Duration OLD = Duration.ofDays(2);
  private static final Duration TOO_OLD = Duration.ofDays(7);

  /** While its service runs, that holds the lock of freshclam's log. */
  private static final String UPDATE =
      "systemctl stop clamav-freshclam; freshclam; systemctl start clamav-freshclam";

  private static final CheckSchedule SCHEDULE =
      new CheckSchedule(Duration.ofSeconds(30), Duration.ofMinutes(1));

  private final ScannerPool pool;
  private final Clock clock;
  private final boolean clamd;

  /** As last told: one that is not ready tells nothing, and has not got new ones by that. */
  private final Map<String, Instant> told = new TreeMap<>();

  /**
   * @param clamd whether it is one, so that it is known how to update them
   */
  public SignatureCheck(ScannerPool pool, Clock clock, boolean clamd) {
    this.pool = pool;
    this.clock = clock;
    this.clamd = clamd;
  }

  @Override
  public String name() {
    return "signatures:" + pool.name();
  }

  @Override
  public CheckSchedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult look() {
    for (MemberStatus member : pool.statuses()) {
      String where = member.address().isEmpty() ? pool.name() : member.address();
      member.signatures().ifPresent(date -> told.put(where, date));
    }
    if (told.isEmpty()) {
      return CheckResult.notApplicable(
          "The scanner " + pool.name() + " has told no date of its signatures since the start.");
    }
    Instant oldest = told.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    CheckResult result = aged(Duration.between(oldest, clock.instant()));
    for (Map.Entry<String, Instant> one : told.entrySet()) {
      result = result.with(one.getKey(), one.getValue());
    }
    return result;
  }

  private CheckResult aged(Duration age) {
    String sentence =
        "The signatures of %s are %s old.".formatted(pool.name(), Durations.inWords(age));
    if (age.compareTo(OLD) <= 0) {
      return CheckResult.ok(sentence);
    }
    String old = sentence + " Does freshclam, or what else updates them, still run?";
    CheckResult result =
        age.compareTo(TOO_OLD) > 0 ? CheckResult.error(old) : CheckResult.warning(old);
    return result.mendedBy(clamd ? UPDATE : "").explainedBy("install/clamd.html");
  }
}
