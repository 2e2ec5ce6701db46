package org.scangate.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.scangate.journal.JournalFileStatus;
import org.scangate.journal.JournalFileStatus.ByKind;
import org.scangate.journal.JournalStatus;

/** How the journal is shown. */
class JournalMetricsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Metrics metrics = new Metrics();
  private final AtomicReference<JournalStatus> status = new AtomicReference<>();

  @Test
  void whatWaitsAndWhatIsLostIsShownAsItIsNow() {
    JournalMetrics.show(metrics, status::get, Clock.fixed(NOW, ZoneOffset.UTC));
    status.set(
        new JournalStatus(
            true,
            "the database is away",
            Optional.of(NOW.minusSeconds(90)),
            Optional.of(
                new JournalFileStatus(
                    4096,
                    8192,
                    12,
                    0,
                    new ByKind(3, 1),
                    new ByKind(0, 2),
                    0,
                    Optional.empty(),
                    Optional.empty())),
            100,
            5,
            6));
    MetricsText text = MetricsText.of(metrics);
    assertEquals("12.0", text.value("scangate_journal_waiting_records"));
    assertEquals("4096.0", text.value("scangate_journal_bytes"));
    assertEquals("8192.0", text.value("scangate_journal_max_bytes"));
    assertEquals("3.0", text.value("scangate_journal_given_up_records_total{kind=\"ok\"}"));
    assertEquals("2.0", text.value("scangate_journal_lost_records_total{kind=\"others\"}"));
    assertEquals("5.0", text.value("scangate_journal_refused_records_total"));
    assertEquals("6.0", text.value("scangate_journal_damaged_records_total"));
    assertEquals("100.0", text.value("scangate_journal_shipped_records_total"));
    assertEquals("90.0", text.value("scangate_journal_database_trouble_seconds"));
    assertEquals("0.0", text.value("scangate_journal_disk_trouble_seconds"));
    assertEquals("1.0", text.value("scangate_journal_problem"));
  }

  @Test
  void oneThatIsSwitchedOffHasNothingToShow() {
    JournalMetrics.show(metrics, status::get, Clock.fixed(NOW, ZoneOffset.UTC));
    status.set(new JournalStatus(false, "", Optional.empty(), Optional.empty(), 0, 0, 0));
    assertEquals(0, MetricsText.of(metrics).series());
  }
}
