package org.scangate.pure.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.Visitor;
import org.scangate.pure.s3.State.Place;
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

  /** The most that SQS hands out at once. */
  private static final int BATCH = 10;

  /** How long a message is hidden from others at a time. */
  static final Duration HIDDEN = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final long GOES_ON_MILLIS = 50;

  private final SqsClient sqs;
  private final String url;
  private final List<S3Settings.Root> roots;
  private final Duration hidden;
  private final Set<Ticket> inHand = ConcurrentHashMap.newKeySet();
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param sqs taken over
   * @param hidden how long a message is hidden from others at a time, in whole seconds
   */
  EventQueue(SqsClient sqs, URI url, List<S3Settings.Root> roots, Duration hidden) {
    this.sqs = sqs;
    this.url = url.toString();
    this.roots = roots;
    this.hidden = hidden;
  }

  /** Shows what is told of, until the visitor wants no more. */
  void run(Lookahead ahead, Visitor visitor) throws InterruptedException {
    ScheduledExecutorService keeper =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "scangate-s3-visibility");
              thread.setDaemon(true);
              return thread;
            });
    long every = hidden.toMillis() / 4;
    var unused =
        keeper.scheduleWithFixedDelay(this::keepHidden, every, every, TimeUnit.MILLISECONDS);
    try {
      Duration pause = FIRST_PAUSE;
      while (true) {
        visitor.goesOn();
        if (!visitor.mayWrite()) {
          pause(LONGEST_PAUSE, visitor); // a dry run takes nothing away
        } else if (receive(ahead, visitor)) {
          pause = FIRST_PAUSE;
        } else {
          pause(pause, visitor);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
      }
    } finally {
      keeper.shutdownNow();
      inHand.clear(); // what nobody finishes comes back when it is not hidden any more
    }
  }

  /** Whether the queue answered. */
  private boolean receive(Lookahead ahead, Visitor visitor) throws InterruptedException {
    List<Message> messages;
    try {
      messages =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds((int) POLL.toSeconds())
                          .visibilityTimeout((int) hidden.toSeconds()))
              .messages();
    } catch (SdkException | IllegalStateException e) {
      if (!closed) {
        visitor.failed(url, Troubles.ofQueue(e));
      }
      return false;
    }
    List<Ticket> tickets = messages.stream().map(Ticket::new).toList();
    tickets.forEach(Ticket::hold); // all: the first may take long
    for (Ticket ticket : tickets) {
      take(ticket, ahead, visitor);
    }
    ahead.finish();
    return true;
  }

  private void take(Ticket ticket, Lookahead ahead, Visitor visitor) throws InterruptedException {
    List<Place> places;
    try {
      places = Envelope.open(ticket.message.body());
    } catch (IllegalArgumentException e) {
      visitor.failed(
          url, "message " + ticket.message.messageId() + " is left there: " + e.getMessage());
      places = List.of();
      ticket.again();
    }
    for (Place place : places) {
      if (roots.stream().anyMatch(root -> root.holds(place.bucket(), place.key()))) {
        ahead.add(place, ticket);
      } else if (strangers.add(place.bucket()) && strangers.size() < BATCH * BATCH) {
        LOG.log(
            Level.WARNING,
            "{0} tells of {1}, which is not below scangate.pure.s3.buckets; such messages are"
                + " taken out of it",
            url,
            place);
      }
    }
    ticket.release();
  }

  private static void pause(Duration pause, Visitor visitor) throws InterruptedException {
    Deadline end = Deadline.in(pause);
    while (!end.passed()) {
      visitor.goesOn();
      TimeUnit.MILLISECONDS.sleep(GOES_ON_MILLIS);
    }
  }

  /** So that no other node takes what takes long here. */
  private void keepHidden() {
    for (Ticket ticket : inHand) {
      try {
        sqs.changeMessageVisibility(
            request ->
                request
                    .queueUrl(url)
                    .receiptHandle(ticket.message.receiptHandle())
                    .visibilityTimeout((int) hidden.toSeconds()));
      } catch (SdkException | IllegalStateException e) {
        // Then somebody else may look at the same object, and no harm is done.
        LOG.log(Level.DEBUG, "a message could not be kept hidden", e);
      }
    }
  }

  /** Breaks off what goes on; what is in hand comes back. */
  @Override
  public void close() {
    closed = true;
    sqs.close();
  }

  /** A message, and who has objects of it in hand. */
  private final class Ticket implements Fate {
    private final Message message;
    private int holders;
    private boolean again;

    Ticket(Message message) {
      this.message = message;
    }

    @Override
    public synchronized void hold() {
      holders++;
      inHand.add(this);
    }

    @Override
    public synchronized void again() {
      again = true;
    }

    @Override
    public void fails() {
      again();
    }

    @Override
    public void release() {
      boolean done;
      synchronized (this) {
        holders--;
        if (holders > 0) {
          return;
        }
        done = !again;
      }
      inHand.remove(this);
      if (done && !closed) {
        delete();
      }
    }

    private void delete() {
      try {
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
      } catch (SdkException | IllegalStateException e) {
        // It comes back, and its object has its verdict then.
        LOG.log(Level.DEBUG, "a message could not be deleted", e);
      }
    }
  }
}
