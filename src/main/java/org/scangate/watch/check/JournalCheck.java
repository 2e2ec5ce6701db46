package org.scangate.watch.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.journal.JournalFileStatus;
import org.scangate.journal.JournalStatus;

/** Whether records are kept: what the database does not take, and what was lost. */
public final class JournalCheck implements Check {

  private static final Duration LONG = Duration.ofHours(1);

  /** For how long a loss is told. */
  private static final Duration TOLD_FOR = Duration.ofDays(1);

  private final Supplier<JournalStatus> journal;
  private final Clock clock;
  private long lostBefore;
  private Instant lastLoss = Instant.MIN;

  public JournalCheck(Supplier<JournalStatus> journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public CheckSchedule schedule() {
    return new CheckSchedule(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  @Override
  public CheckResult look() {
    JournalStatus now = journal.get();
    if (!now.kept()) {
      return CheckResult.notApplicable("No journal is kept: scangate.journal.url=none.");
    }
    CheckResult result = state(now).explainedBy("operate/journal.html");
    for (JournalFileStatus file : now.file().stream().toList()) {
      result =
          result
              .with("waiting", file.waiting())
              .with("givenUp", file.givenUp().sum())
              .with("lost", file.lost().sum());
    }
    return result.with("refused", now.refused()).with("damaged", now.damaged());
  }

  private CheckResult state(JournalStatus now) {
    long lost = lost(now);
    Instant time = clock.instant();
    if (lost > lostBefore) {
      lastLoss = time;
    }
    lostBefore = lost;
    Optional<Duration> troubled = now.troubledSince().map(since -> Duration.between(since, time));
    if (lastLoss.isAfter(time.minus(TOLD_FOR))) {
      return CheckResult.error(
          "%s records of the journal were lost since the start, the last within a day. %s"
              .formatted(lost, now.problem()));
    }
    if (troubled.filter(span -> span.compareTo(LONG) > 0).isPresent()) {
      return CheckResult.error(
          "The journal's database has taken nothing for %s: %s"
              .formatted(Durations.inWords(troubled.get()), now.problem()));
    }
    return now.problem().isEmpty()
        ? CheckResult.ok("The journal is kept.")
        : CheckResult.warning("The journal is in trouble: " + now.problem());
  }

  /** In whatever way: given up for later ones, not written, refused, damaged. */
  private static long lost(JournalStatus now) {
    long ofFile = now.file().map(file -> file.givenUp().sum() + file.lost().sum()).orElse(0L);
    return ofFile + now.refused() + now.damaged();
  }
}
