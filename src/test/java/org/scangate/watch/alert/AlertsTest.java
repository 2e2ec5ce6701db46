package org.scangate.watch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.AlertRecord.State;
import org.scangate.journal.JournalException;
import org.scangate.pure.sweep.SettableClock;
import org.scangate.testing.Await;
import org.scangate.testing.Footprint;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.ScriptedWebhook;

/** From a record to a webhook, as the clock goes on. */
class AlertsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();

  private AlertingJournal journal(ScriptedWebhook webhook) {
    WebhookSettings settings = new WebhookSettings(webhook.url(), "", WebhookSettings.TIMEOUT);
    return new AlertingJournal(folder, List.of(new WebhookChannel(settings, "test")), clock);
  }

  private static Optional<AlertRecord.Delivery> last(AlertingJournal journal) {
    try {
      return journal.journal.alerts().latest(1).stream()
          .flatMap(one -> one.deliveries().stream())
          .findFirst();
    } catch (JournalException e) {
      return Optional.empty(); // not open yet
    }
  }

  @Test
  void whatIsNotTakenIsSentAgainWithTheSameIdAfterGrowingPauses() throws Exception {
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free());
        AlertingJournal journal = journal(webhook)) {
      webhook.answers(ScriptedWebhook.code(503, "later"));
      journal.cause("moodle");
      for (int attempt = 1; attempt <= 3; attempt++) {
        int attempts = attempt;
        Await.until("attempt " + attempt, SOON, () -> isWaitingAfter(journal, attempts));
        assertEquals(attempt, webhook.received().size());
        Duration pause = Duration.between(clock.instant(), last(journal).orElseThrow().due());
        assertTrue(pause.compareTo(AlertSender.pause(attempt)) <= 0, pause.toString());
        assertTrue(pause.compareTo(AlertSender.pause(attempt).dividedBy(2)) > 0, pause.toString());
        clock.move(pause);
      }
      webhook.answers(ScriptedWebhook.code(204, ""));
      Await.until("sent", SOON, () -> is(journal, State.SENT));
      assertEquals(1, webhook.received().stream().distinct().count());
      assertEquals(
          "canary-failed", webhook.received().get(0).json().getString("examples", "canary-failed"));
      Alerts.Outcome counted = new Alerts.Outcome("canary", "webhook", "sent", 1);
      Await.until("counted", SOON, () -> journal.alerts.outcomes().contains(counted));
      assertTrue(
          journal.alerts.outcomes().stream().anyMatch(one -> one.outcome().equals("failed")));
    }
  }

  private static boolean isWaitingAfter(AlertingJournal journal, int attempts) {
    return last(journal)
        .filter(one -> one.attempts() == attempts && !one.answer().isEmpty())
        .filter(one -> one.state() == State.WAITING)
        .filter(
            one ->
                journal.alerts.outcomes().stream().mapToLong(Alerts.Outcome::count).sum()
                    == attempts)
        .isPresent();
  }

  private static boolean is(AlertingJournal journal, State state) {
    return last(journal).filter(one -> one.state() == state).isPresent();
  }

  @Test
  void afterADayItIsGivenUp() throws Exception {
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free());
        AlertingJournal journal = journal(webhook)) {
      webhook.answers(ScriptedWebhook.code(404, ""));
      journal.cause("moodle");
      Await.until("tried", SOON, () -> isWaitingAfter(journal, 1));
      clock.move(Alerts.GIVEN_UP_AFTER);
      Await.until("given up", SOON, () -> is(journal, State.GIVEN_UP));
      assertEquals("HTTP 404", last(journal).orElseThrow().answer().replaceFirst(".*: ", ""));
      Await.until("nothing waits", SOON, () -> journal.alerts.backlog().waiting() == 0);
    }
  }

  @Test
  void aTestMessageSaysWhatWasAnswered() throws Exception {
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free());
        AlertingJournal journal = journal(webhook)) {
      assertEquals("webhook: sent; HTTP 200: thanks", journal.alerts.sendTestMessage());
      webhook.answers(ScriptedWebhook.code(401, "who are you?"));
      assertTrue(journal.alerts.sendTestMessage().contains("HTTP 401: who are you?"));
      assertFalse(journal.alerts.test().get("webhook").sent());
    }
    try (AlertingJournal none = new AlertingJournal(folder, List.of(), Clock.systemUTC())) {
      assertEquals(Alerts.NO_CHANNEL, none.alerts.sendTestMessage());
    }
  }

  /** As where the server has another version of Jakarta Mail, or a library has a fault. */
  @Test
  void aChannelThatFailsOtherwiseHasNotSentItAndTheNextIsSent() throws Exception {
    FailingChannel channel = new FailingChannel();
    try (AlertingJournal journal = new AlertingJournal(folder, List.of(channel), clock)) {
      for (Throwable trouble :
          List.of(new IllegalStateException("https://secret"), new NoSuchMethodError("m()"))) {
        channel.trouble = trouble;
        String said = journal.alerts.sendTestMessage();
        assertTrue(said.startsWith("broken: not sent; internal error: java.lang."), said);
        assertFalse(said.contains("secret"), said);
        journal.cause(trouble.getClass().getName());
        Await.until("told", SOON, () -> isWaitingFor(journal, trouble));
      }
      channel.trouble = null;
      clock.move(AlertSender.pause(1));
      Await.until("sent", SOON, () -> is(journal, State.SENT));
    }
  }

  private static boolean isWaitingFor(AlertingJournal journal, Throwable trouble) {
    return last(journal)
        .filter(one -> one.state() == State.WAITING)
        .filter(one -> one.answer().contains(trouble.getClass().getName()))
        .isPresent();
  }

  /** Fails as no channel should. */
  private static final class FailingChannel implements AlertChannel {
    private volatile Throwable trouble;

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String send(AlertRecord alert) {
      if (trouble instanceof Error error) {
        throw error;
      }
      if (trouble instanceof RuntimeException exception) {
        throw exception;
      }
      return "taken";
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void nothingIsLeftAfterTheEnd() throws Exception {
    Footprint before = Footprint.now();
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free());
        AlertingJournal journal = journal(webhook)) {
      journal.cause("moodle");
      Await.until("told", SOON, () -> !webhook.received().isEmpty());
    }
    Await.until(
        "no thread",
        SOON,
        () -> {
          System.gc(); // an HTTP client ends when nobody has it any more
          return Footprint.now().threads() <= before.threads();
        });
  }
}
