package org.scangate.watch.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.journal.AlertOutbox;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.JournalException;

/** Takes what is due through one channel from the outbox, sends it, and notes how that went. */
final class AlertSender {

  /** A node that has not ended a delivery by then was killed. */
  static final Duration LOST_AFTER = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 7;

  private final AlertChannel channel;
  private final Supplier<AlertOutbox> outbox;
  private final Clock clock;
  private final AlertCounts counts;

  AlertSender(AlertChannel channel, Supplier<AlertOutbox> outbox, Clock clock, AlertCounts counts) {
    this.channel = channel;
    this.outbox = outbox;
    this.clock = clock;
    this.counts = counts;
  }

  /**
   * Sends the next one.
   *
   * @return false: none is due
   */
  boolean sendNext() throws JournalException {
    synchronized (channel) { // before the claim, whose time passes while a test message is sent
      Instant now = clock.instant();
      Optional<AlertRecord> due = outbox.get().claim(channel.name(), now, now.plus(LOST_AFTER));
      if (due.isEmpty()) {
        return false;
      }
      send(due.get());
      return true;
    }
  }

  private void send(AlertRecord alert) throws JournalException {
    String answer;
    try {
      answer = AlertAttempt.send(channel, alert);
    } catch (AlertNotSent e) {
      notSent(alert, e.getMessage());
      return;
    }
    outbox.get().sent(alert, channel.name(), answer, clock.instant());
    counts.count(alert.rule(), channel.name(), "sent");
  }

  private void notSent(AlertRecord alert, String why) throws JournalException {
    Instant now = clock.instant();
    if (now.isBefore(alert.made().plus(Alerts.GIVEN_UP_AFTER))) {
      outbox.get().failed(alert, channel.name(), why, now.plus(pause(attempts(alert))));
      counts.count(alert.rule(), channel.name(), "failed");
    } else {
      outbox.get().givenUp(alert, channel.name(), why, now);
      counts.count(alert.rule(), channel.name(), "given-up");
    }
  }

  private int attempts(AlertRecord alert) {
    return alert.deliveries().stream()
        .filter(one -> one.channel().equals(channel.name()))
        .mapToInt(AlertRecord.Delivery::attempts)
        .max()
        .orElse(1);
  }

  /** Each twice as long as the one before, up to an hour. */
  static Duration pause(int attempts) {
    Duration pause =
        FIRST_PAUSE.multipliedBy(1L << Math.min(MAX_DOUBLINGS, Math.max(0, attempts - 1)));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
