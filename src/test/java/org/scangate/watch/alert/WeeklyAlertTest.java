package org.scangate.watch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalQuestions;
import org.scangate.journal.JournalSettings.Database;
import org.scangate.pure.sweep.SettableClock;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.PostgresProcess;
import org.scangate.testing.ScriptedWebhook;

/** When the week's message is made, and how often, as the clock goes on. */
@Timeout(180)
class WeeklyAlertTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<String> CHANNELS = Set.of("mail", "webhook");

  @TempDir Path folder;

  private final MovedClock clock = new MovedClock();

  /** As a server's in Berlin. */
  private static final class MovedClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    void at(String local) {
      now = LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return BERLIN;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for it");
    }
  }

  private Journal embedded() {
    return open(folder, new Database.Embedded(DataSize.parse("1G")));
  }

  private static Journal open(Path folder, Database database) {
    Journal journal = Journal.open(AlertingJournal.settings(folder, database));
    journal.event("started", "", "settings", ""); // it is opened when there is something for it
    Await.until("open", SOON, () -> isOpen(journal));
    return journal;
  }

  private static boolean isOpen(Journal journal) {
    try {
      return journal.alerts().latest(1).isEmpty();
    } catch (JournalException e) {
      return false;
    }
  }

  private WeeklyAlert node(Journal journal) {
    return new WeeklyAlert(
        DayOfWeek.MONDAY,
        clock,
        new JournalQuestions(journal, clock)::week,
        journal::alerts,
        CHANNELS);
  }

  private static List<AlertRecord> all(Journal journal) throws JournalException {
    return journal.alerts().latest(100);
  }

  /** 2026-11-30 is a Monday. */
  @Test
  void oneEachWeekAndNoneBeforeItsTime() throws Exception {
    try (Journal journal = embedded()) {
      WeeklyAlert node = node(journal);
      clock.at("2026-11-28T12:00:00");
      for (int hour = 0; hour < 15 * 24; hour++) { // until the noon of a Sunday
        node.run();
        clock.now = clock.now.plus(Duration.ofHours(1));
      }
      List<AlertRecord> all = all(journal);
      assertEquals(
          List.of("2026-12-07T07:00:00Z", "2026-11-30T07:00:00Z"),
          all.stream().map(one -> one.made().toString()).toList(),
          "the first whole hour of Berlin after 07:05");
      assertEquals(Instant.parse("2026-11-30T06:00:00Z"), all.get(0).first());
      assertEquals(Instant.parse("2026-12-07T06:00:00Z"), all.get(0).last());
      assertEquals(CHANNELS.size(), all.get(0).deliveries().size());
      assertTrue(all.get(0).subject().endsWith("(2026-W50)"), all.get(0).subject());
    }
  }

  @Test
  void aNodeThatWasDownMakesItTheSameDayAndNotLater() throws Exception {
    try (Journal journal = embedded()) {
      clock.at("2026-11-30T07:04:59");
      node(journal).run();
      clock.at("2026-12-01T00:00:00");
      node(journal).run();
      assertEquals(List.of(), all(journal));
      clock.at("2026-12-07T23:59:59");
      node(journal).run();
      node(journal).run(); // started anew
      assertEquals(1, all(journal).size());
      assertEquals(Instant.parse("2026-12-07T06:00:00Z"), all(journal).get(0).last());
    }
  }

  /** Clocks go back on Sunday, 2026-10-25, and forward on 2027-03-28. */
  @Test
  void aWeekWithAChangeOfTheClockIsAnHourLongerOrShorter() throws Exception {
    try (Journal journal = embedded()) {
      for (String monday : List.of("2026-10-26", "2027-03-29", "2027-04-05")) {
        clock.at(monday + "T07:04:59");
        node(journal).run();
        clock.at(monday + "T07:05:00");
        node(journal).run();
      }
      assertEquals(
          List.of(168L, 167L, 169L),
          all(journal).stream()
              .map(one -> Duration.between(one.first(), one.last()).toHours())
              .toList());
      assertEquals(
          List.of(5, 5, 6),
          all(journal).stream().map(one -> one.last().atOffset(ZoneOffset.UTC).getHour()).toList());
    }
  }

  @Test
  void twoNodesOnOneDatabaseMakeOne() throws Exception {
    Assumptions.assumeTrue(PostgresProcess.installed(), PostgresProcess.PACKAGES);
    try (PostgresProcess server = PostgresProcess.start()) {
      Database shared =
          new Database.Url(server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD);
      ExecutorService nodes = Executors.newFixedThreadPool(2);
      try (Journal one = open(folder.resolve("one"), shared);
          Journal other = open(folder.resolve("other"), shared)) {
        for (String monday : List.of("2026-11-30", "2026-12-07", "2026-12-14")) {
          clock.at(monday + "T09:00:00");
          List<Callable<Void>> both = new ArrayList<>();
          for (Journal journal : List.of(one, other, one, other)) {
            WeeklyAlert node = node(journal);
            both.add(
                () -> {
                  node.run();
                  return null;
                });
          }
          for (Future<Void> ended : nodes.invokeAll(both)) {
            ended.get();
          }
        }
        assertEquals(3, all(one).size());
        assertEquals(3, all(other).stream().map(AlertRecord::id).distinct().count());
        assertEquals(2, all(one).get(0).deliveries().size());
      } finally {
        nodes.shutdown();
      }
    }
  }

  /** And a week in which nothing came is none in which all is well. */
  @Test
  void itIsSentAsTheOthersAre() throws Exception {
    SettableClock server = new SettableClock();
    server.forwardTo(LocalTime.of(6, 0));
    DayOfWeek day = server.instant().atZone(ZoneOffset.UTC).getDayOfWeek();
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free())) {
      WebhookSettings settings = new WebhookSettings(webhook.url(), "", WebhookSettings.TIMEOUT);
      List<AlertChannel> channels = List.of(new WebhookChannel(settings, "gate"));
      try (AlertingJournal journal =
          new AlertingJournal(folder, channels, Optional.of(day), server)) {
        Await.until("open", SOON, () -> isOpen(journal.journal));
        assertEquals(List.of(), webhook.received());
        server.move(Duration.ofMinutes(90));
        Await.until("told", SOON, () -> !webhook.received().isEmpty());
        String text = webhook.received().get(0).json().getString("text");
        assertTrue(text.startsWith("[scangate gate] Look into this week: no file came"), text);
        assertEquals("weekly", webhook.received().get(0).json().getString("rule"));
        assertFalse(text.contains("well"), text);
        Await.until("noted", SOON, () -> isSent(journal.journal));
      }
    }
  }

  private static boolean isSent(Journal journal) {
    try {
      return !journal
          .events(
              Optional.of("alert-sent"), Optional.empty(), Optional.empty(), Optional.empty(), 5)
          .records()
          .isEmpty();
    } catch (JournalException e) {
      return false;
    }
  }
}
