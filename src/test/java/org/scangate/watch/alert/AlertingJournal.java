package org.scangate.watch.alert;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalQuestions;
import org.scangate.journal.JournalSettings;
import org.scangate.scan.DataSize;

/** A journal with its embedded database, and alerts from it. */
final class AlertingJournal implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  final Journal journal;
  final Alerts alerts;

  AlertingJournal(Path folder, List<AlertChannel> channels, Clock clock) {
    this(folder, channels, Optional.empty(), clock);
  }

  AlertingJournal(
      Path folder, List<AlertChannel> channels, Optional<DayOfWeek> weekly, Clock clock) {
    JournalSettings.Database embedded = new JournalSettings.Database.Embedded(DataSize.parse("1G"));
    journal = Journal.open(settings(folder, embedded), new RecordAlerts(Set.of(), ""));
    alerts =
        new Alerts(
            channels,
            weekly,
            new JournalQuestions(journal, clock)::week,
            journal::alerts,
            clock,
            LOOK_EVERY);
  }

  static JournalSettings settings(Path folder, JournalSettings.Database database) {
    return new JournalSettings(
        true,
        Optional.of(folder),
        DataSize.parse("64M"),
        Optional.of(database),
        Period.ofDays(90),
        Period.ofYears(3),
        Optional.of(Period.ofDays(90)));
  }

  /** Something that is told at once. */
  void cause(String subject) {
    journal.event("canary-failed", "", subject, "it was accepted");
  }

  @Override
  public void close() {
    alerts.close();
    journal.close();
  }
}
