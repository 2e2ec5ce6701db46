package org.scangate.watch.alert;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Tells a webhook of one cause more, until it is killed. */
final class AlertingProgram {

  private AlertingProgram() {}

  /**
   * @param arguments the data folder, the webhook, the cause's subject, and by how many hours the
   *     clock is ahead
   */
  public static void main(String[] arguments) throws Exception {
    WebhookSettings webhook =
        new WebhookSettings(URI.create(arguments[1]), "", WebhookSettings.TIMEOUT);
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(Long.parseLong(arguments[3])));
    AlertingJournal journal =
        new AlertingJournal(
            Path.of(arguments[0]), List.of(new WebhookChannel(webhook, "test")), clock);
    journal.cause(arguments[2]);
    while (journal.journal.status().file().orElseThrow().inMemory() > 0) {
      Thread.onSpinWait(); // who records waits for a slow disk in bounded time only
    }
    System.out.println(arguments[2]);
    Thread.sleep(Long.MAX_VALUE);
  }
}
