package org.scangate.watch.alert;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scangate.journal.AlertOutbox;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalException;
import org.scangate.journal.JournalQuestions;
import org.scangate.scan.Deadline;

/** Gathers what is to be told and sends it, on threads of its own, until it is closed. */
public final class Alerts implements AlertsMXBean, AutoCloseable {

  /** Why nothing can be sent. */
  public static final String NO_CHANNEL =
      "nobody is told anything: set scangate.mail.to or scangate.webhook.url";

  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private final Supplier<AlertOutbox> outbox;
  private final Clock clock;
  private final List<AlertChannel> channels;
  private final Set<String> names;
  private final Optional<WeeklyAlert> weekly;
  private final List<AlertWorker> workers;
  private final AlertCounts counts = new AlertCounts();
  private final AtomicReference<AlertOutbox.Backlog> backlog =
      new AtomicReference<>(new AlertOutbox.Backlog(0, Optional.empty()));

  /**
   * Begins at once where anybody is to be told anything.
   *
   * @param clock its zone is the server's
   */
  public Alerts(AlertSettings settings, Journal journal, Clock clock) {
    this(
        settings.channels(),
        settings.weekly(),
        new JournalQuestions(journal, clock)::week,
        journal::alerts,
        clock,
        AlertWorker.LOOK_EVERY);
  }

  Alerts(
      List<AlertChannel> channels,
      Optional<DayOfWeek> day,
      WeeklyAlert.Week figures,
      Supplier<AlertOutbox> outbox,
      Clock clock,
      Duration lookEvery) {
    this.outbox = outbox;
    this.clock = clock;
    this.channels = List.copyOf(channels);
    this.names = channels.stream().map(AlertChannel::name).collect(Collectors.toSet());
    this.weekly = day.map(one -> new WeeklyAlert(one, clock, figures, outbox, names));
    this.workers =
        channels.isEmpty()
            ? List.of()
            : Stream.concat(
                    Stream.of(new AlertWorker("scangate-alerts", lookEvery, this::gather)),
                    channels.stream()
                        .map(
                            one -> {
                              AlertSender sender = new AlertSender(one, outbox, clock, counts);
                              return new AlertWorker(
                                  "scangate-alert-" + one.name(), lookEvery, sender::sendNext);
                            }))
                .toList();
  }

  private boolean gather() throws JournalException {
    Instant now = clock.instant();
    backlog.set(outbox.get().gather(names, now, now.minus(GIVEN_UP_AFTER)));
    if (weekly.isPresent()) {
      weekly.get().run();
    }
    return false;
  }

  /** The ways that people are told, such as {@code mail}. */
  public List<String> channels() {
    return channels.stream().map(AlertChannel::name).toList();
  }

  /** What waits, as it was seen last. */
  public AlertOutbox.Backlog backlog() {
    return backlog.get();
  }

  /**
   * Attempts of one kind since the start.
   *
   * @param outcome {@code sent}, {@code failed} or {@code given-up}
   */
  public record Outcome(String rule, String channel, String outcome, long count) {}

  public List<Outcome> outcomes() {
    return counts.all();
  }

  @Override
  public long getWaiting() {
    return backlog().waiting();
  }

  @Override
  public String sendTestMessage() {
    Map<String, TestAnswer> answers = test();
    return answers.isEmpty()
        ? NO_CHANNEL
        : answers.entrySet().stream()
            .map(
                one ->
                    one.getKey()
                        + (one.getValue().sent() ? ": sent; " : ": not sent; ")
                        + one.getValue().answer())
            .collect(Collectors.joining("\n"));
  }

  /**
   * Sends a test message now, past the outbox, through each way that there is.
   *
   * @return by way, what the other side answered or why it is not sent; empty: there is no way
   */
  public Map<String, TestAnswer> test() {
    Instant now = clock.instant();
    AlertRecord test =
        new AlertRecord(
            UUID.randomUUID(),
            now,
            "test",
            "a test message that somebody asked for",
            true,
            false,
            now,
            now,
            1,
            List.of(),
            List.of());
    Map<String, TestAnswer> answers = new LinkedHashMap<>();
    for (AlertChannel one : channels) {
      answers.put(one.name(), test(one, test));
    }
    return answers;
  }

  private static TestAnswer test(AlertChannel channel, AlertRecord test) {
    synchronized (channel) { // one at a time
      try {
        return new TestAnswer(true, AlertAttempt.send(channel, test));
      } catch (AlertNotSent e) {
        return new TestAnswer(false, e.getMessage());
      }
    }
  }

  /**
   * How a test went.
   *
   * @param answer of the other side, or what went wrong
   */
  public record TestAnswer(boolean sent, String answer) {}

  @Override
  public void close() {
    workers.forEach(AlertWorker::stop);
    channels.forEach(AlertChannel::close);
    Deadline end = Deadline.in(END_WITHIN);
    workers.forEach(worker -> worker.close(end));
  }
}
