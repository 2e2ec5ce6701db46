package org.scangate.watch.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.JournalException;
import org.scangate.testing.Await;
import org.scangate.testing.LoopbackPort;
import org.scangate.testing.ScriptedWebhook;

/** Killed between a cause and its sending, or while it is sent: none is lost, none is another. */
class AlertsKillTest {

  private static final int KILLS = 20;
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path data;

  @Test
  void killedTwentyTimesEachIsToldUnderOneId() throws Exception {
    try (AlertingJournal first = new AlertingJournal(data, List.of(), Clock.systemUTC())) {
      Await.until("its schema is made", LONG, () -> isOpen(first));
    }
    CountDownLatch end = new CountDownLatch(1);
    Semaphore arrived = new Semaphore(0);
    try (ScriptedWebhook webhook = new ScriptedWebhook(LoopbackPort.free())) {
      webhook.answers(
          exchange -> {
            arrived.release();
            await(end); // whoever sent it is killed before it is answered
          });
      for (int kill = 0; kill < KILLS; kill++) {
        arrived.drainPermits();
        Process process = start(webhook, kill);
        try {
          if (kill % 2 == 1) {
            assertTrue(arrived.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS), "sent " + kill);
          }
        } finally {
          process.toHandle().destroyForcibly(); // SIGKILL
          process.waitFor();
        }
      }
      webhook.answers(ScriptedWebhook.code(200, ""));
      end.countDown();
      Set<String> all =
          IntStream.range(0, KILLS).mapToObj(Integer::toString).collect(Collectors.toSet());
      WebhookSettings settings = new WebhookSettings(webhook.url(), "", WebhookSettings.TIMEOUT);
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(KILLS));
      try (AlertingJournal last =
          new AlertingJournal(data, List.of(new WebhookChannel(settings, "test")), later)) {
        Await.until("all are told: " + all, LONG, () -> subjects(webhook).equals(all));
        Await.until("all is sent", LONG, () -> last.alerts.backlog().waiting() == 0);
      }
      // H2 may lose half a second at a kill: then an alert is made again, later and under its id
      Map<String, Set<String>> ids = new HashMap<>();
      webhook
          .received()
          .forEach(
              one -> ids.computeIfAbsent(one.subject(), any -> new HashSet<>()).add(one.key()));
      ids.forEach((subject, keys) -> assertEquals(1, keys.size(), subject));
    }
  }

  private static boolean isOpen(AlertingJournal journal) {
    try {
      return journal.journal.alerts().latest(1).isEmpty();
    } catch (JournalException e) {
      return false;
    }
  }

  private static Set<String> subjects(ScriptedWebhook webhook) {
    return webhook.received().stream()
        .map(ScriptedWebhook.Received::subject)
        .collect(Collectors.toSet());
  }

  private static void await(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Returns when its cause is recorded. */
  private Process start(ScriptedWebhook webhook, int kill) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AlertingProgram.class.getName(),
                data.toString(),
                webhook.url().toString(),
                Integer.toString(kill),
                Integer.toString(kill))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
    assertEquals(Integer.toString(kill), lines.readLine());
    return process;
  }
}
