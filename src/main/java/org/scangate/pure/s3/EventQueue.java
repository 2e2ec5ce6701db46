package org.scangate.pure.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.InFlightMessages.Ticket;
import org.scangate.scan.Deadline;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A queue of messages that tell of new objects. They are hints: what is done depends on the object
 * as it is found, so that it does no harm when one comes twice, late, or out of order.
 *
 * <p>A message stays in the queue until all that it tells of has its verdict: hidden from others
 * meanwhile, and back when this node dies. One that nobody can do anything with comes back until
 * the queue's own redrive policy takes it away.
 */
final class EventQueue implements AutoCloseable {

  /** How long a receive waits for a message. */
  static final Duration POLL = Duration.ofSeconds(20);

  private static final Logger LOG = System.getLogger("org.scangate.pure.s3");

  /** How long a message is hidden from others at a time. */
  static final Duration HIDDEN = Duration.ofMinutes(2);

  private static final int MAX_STRANGERS = 100;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
  private static final long GOES_ON_MILLIS = 50;

  private final SqsClient sqs;
  private final String url;
  private final S3Settings settings;
  private final InFlightMessages messages;
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  /**
   * @param sqs taken over
   * @param hidden how long a message is hidden from others at a time, in whole seconds
   */
  EventQueue(SqsClient sqs, URI url, S3Settings settings, Duration hidden) {
    this.sqs = sqs;
    this.url = url.toString();
    this.settings = settings;
    this.messages = new InFlightMessages(sqs, this.url, hidden);
  }

  /** Shows what is told of, until the visitor wants no more. */
  void run(TagPrefetch ahead, KnownObjects known, Visitor visitor) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        visitor.goesOn();
        if (!visitor.mayWrite()) {
          pause(MAX_PAUSE, visitor); // a dry run takes nothing away
        } else if (receive(ahead, known, visitor)) {
          pause = FIRST_PAUSE;
        } else {
          pause(pause, visitor);
          pause = pause.compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
        }
      }
    } finally {
      ahead.abandon();
    }
  }

  /** Whether the queue answered. */
  private boolean receive(TagPrefetch ahead, KnownObjects known, Visitor visitor)
      throws InterruptedException {
    List<Message> received;
    try {
      received =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(InFlightMessages.BATCH)
                          .waitTimeSeconds((int) POLL.toSeconds())
                          .visibilityTimeout(messages.hiddenAtFirst()))
              .messages();
    } catch (SdkException | IllegalStateException e) {
      visitor.goesOn(); // unless it was broken off by a stop
      visitor.failed(url, S3FailureMapper.ofQueue(e));
      return false;
    }
    List<Ticket> tickets = messages.take(received);
    boolean taken = false;
    try {
      for (Map.Entry<ObjectKey, List<Ticket>> one : told(tickets, visitor).entrySet()) {
        ahead.add(one.getKey(), InFlightMessages.completion(one.getValue(), known, one.getKey()));
      }
      ahead.finish();
      taken = true;
    } finally {
      if (!taken) {
        tickets.forEach(Ticket::again);
      }
      tickets.forEach(Ticket::release);
    }
    return true;
  }

  /** Each object once, with all messages that tell of it. */
  private Map<ObjectKey, List<Ticket>> told(List<Ticket> tickets, Visitor visitor) {
    Map<ObjectKey, List<Ticket>> told = new LinkedHashMap<>();
    for (Ticket ticket : tickets) {
      for (ObjectKey place : opened(ticket, visitor)) {
        if (settings.holds(place.bucket(), place.key())) {
          told.computeIfAbsent(place, one -> new ArrayList<>()).add(ticket);
        } else if (strangers.add(place.bucket()) && strangers.size() < MAX_STRANGERS) {
          LOG.log(
              Level.WARNING,
              "{0} tells of {1}, which is not below scangate.pure.s3.buckets; such messages are"
                  + " taken out of it",
              url,
              place);
        }
      }
    }
    return told;
  }

  private List<ObjectKey> opened(Ticket ticket, Visitor visitor) {
    try {
      EventEnvelope.Told told = EventEnvelope.open(ticket.message().body());
      told.refused().ifPresent(why -> leave(ticket, visitor, why));
      return told.places();
    } catch (IllegalArgumentException e) {
      leave(ticket, visitor, e.getMessage());
      return List.of();
    }
  }

  private void leave(Ticket ticket, Visitor visitor, String why) {
    visitor.failed(url, "message " + ticket.message().messageId() + " is left there: " + why);
    ticket.again();
  }

  private static void pause(Duration pause, Visitor visitor) throws InterruptedException {
    Deadline end = Deadline.in(pause);
    while (!end.passed()) {
      visitor.goesOn();
      TimeUnit.MILLISECONDS.sleep(GOES_ON_MILLIS);
    }
  }

  /** Breaks off what goes on; what is in hand comes back. */
  @Override
  public void close() {
    messages.close();
    sqs.close();
  }
}
