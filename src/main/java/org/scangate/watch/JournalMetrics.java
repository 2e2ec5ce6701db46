package org.scangate.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scangate.journal.JournalFileStatus;
import org.scangate.journal.JournalFileStatus.ByKind;
import org.scangate.journal.JournalStatus;
import org.scangate.watch.Metrics.Series;

/** How the journal is; nothing of it is shown while it is switched off. */
public final class JournalMetrics {

  private final Metrics metrics;
  private final Supplier<JournalStatus> journal;
  private final Clock clock;

  private JournalMetrics(Metrics metrics, Supplier<JournalStatus> journal, Clock clock) {
    this.metrics = metrics;
    this.journal = journal;
    this.clock = clock;
  }

  /** Has it shown from now on. */
  public static void show(Metrics metrics, Supplier<JournalStatus> journal, Clock clock) {
    JournalMetrics all = new JournalMetrics(metrics, journal, clock);
    all.file();
    all.losses();
    all.database();
  }

  private void file() {
    metrics.gauge(
        "scangate_journal_waiting_records",
        "Records in the local file that wait for the database.",
        ofFile((series, file) -> series.is(file.waiting())));
    metrics.gauge(
        "scangate_journal_bytes",
        "Bytes of the local file.",
        ofFile((series, file) -> series.is(file.bytes())));
    metrics.gauge(
        "scangate_journal_max_bytes",
        "Their bound.",
        ofFile((series, file) -> series.is(file.maxBytes())));
  }

  private void losses() {
    metrics.counted(
        "scangate_journal_given_up_records_total",
        "Records that had to make room for later ones.",
        ofFile((series, file) -> byKind(series, file.givenUp())),
        "kind");
    metrics.counted(
        "scangate_journal_lost_records_total",
        "Records that could not be written to the local file.",
        ofFile((series, file) -> byKind(series, file.lost())),
        "kind");
    metrics.counted(
        "scangate_journal_refused_records_total",
        "Records that the database can never take, set aside in a file.",
        ofJournal((series, now) -> series.is(now.refused())));
    metrics.counted(
        "scangate_journal_damaged_records_total",
        "Records that could not be read from the local file.",
        ofJournal((series, now) -> series.is(now.damaged())));
  }

  private static void byKind(Series series, ByKind records) {
    series.is(records.ok(), "ok");
    series.is(records.others(), "others");
  }

  private void database() {
    metrics.counted(
        "scangate_journal_shipped_records_total",
        "Records that the database has taken.",
        ofJournal((series, now) -> series.is(now.shipped())));
    metrics.gauge(
        "scangate_journal_database_trouble_seconds",
        "For how long the database has taken nothing; 0: it takes records.",
        ofJournal((series, now) -> series.is(age(now.troubledSince()))));
    metrics.gauge(
        "scangate_journal_disk_trouble_seconds",
        "For how long the disk has not taken records, or slowly; 0: it takes them.",
        ofFile((series, file) -> series.is(age(file.troubledSince()))));
    metrics.gauge(
        "scangate_journal_problem",
        "1: something is wrong with it; health tells what.",
        ofJournal((series, now) -> series.is(now.problem().isEmpty() ? 0 : 1)));
  }

  private double age(Optional<Instant> since) {
    return since
        .map(begin -> Math.max(0, Duration.between(begin, clock.instant()).toMillis()) / 1000.0)
        .orElse(0.0);
  }

  private Consumer<Series> ofJournal(BiConsumer<Series, JournalStatus> figure) {
    return series ->
        Optional.of(journal.get())
            .filter(JournalStatus::kept)
            .ifPresent(now -> figure.accept(series, now));
  }

  private Consumer<Series> ofFile(BiConsumer<Series, JournalFileStatus> figure) {
    return ofJournal((series, now) -> now.file().ifPresent(file -> figure.accept(series, file)));
  }
}
