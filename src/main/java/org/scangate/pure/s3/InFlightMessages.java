package org.scangate.pure.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** The messages in hand: hidden from others as long as they are, and deleted when all is done. */
final class InFlightMessages implements AutoCloseable {

  private static final Logger LOG = System.getLogger("org.scangate.pure.s3");

  /** The most that SQS hands out at once, and takes at once. */
  static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;
  private final Duration hidden;
  private final Set<Ticket> inHand = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService keeper;
  private volatile boolean closed;

  /**
   * @param hidden how long a message is hidden at a time, in whole seconds
   */
  InFlightMessages(SqsClient sqs, String url, Duration hidden) {
    this.sqs = sqs;
    this.url = url;
    this.hidden = hidden;
    keeper =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "scangate-s3-visibility");
              thread.setDaemon(true);
              return thread;
            });
    long every = part().toMillis();
    var unused =
        keeper.scheduleWithFixedDelay(
            () -> keepHidden(List.copyOf(inHand)), every, every, TimeUnit.MILLISECONDS);
  }

  private Duration part() {
    return hidden.dividedBy(4);
  }

  /** In seconds: short, since nobody may be there any more to take what is handed out. */
  int hiddenAtFirst() {
    return (int) Math.max(1, part().toSeconds());
  }

  /** They have been handed out; each is held once. */
  List<Ticket> take(List<Message> messages) {
    List<Ticket> tickets = messages.stream().map(Ticket::new).toList();
    tickets.forEach(Ticket::hold); // all: the first may take long
    if (!tickets.isEmpty() && !closed) {
      keeper.execute(() -> keepHidden(tickets));
    }
    return tickets;
  }

  /** So that no other node takes what takes long here. */
  private void keepHidden(List<Ticket> all) {
    for (int from = 0; from < all.size(); from += BATCH) {
      List<ChangeMessageVisibilityBatchRequestEntry> batch = new ArrayList<>();
      for (Ticket one : all.subList(from, Math.min(all.size(), from + BATCH))) {
        batch.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(batch.size()))
                .receiptHandle(one.message.receiptHandle())
                .visibilityTimeout((int) hidden.toSeconds())
                .build());
      }
      change(batch);
    }
  }

  private void change(List<ChangeMessageVisibilityBatchRequestEntry> batch) {
    try {
      sqs.changeMessageVisibilityBatch(
          request ->
              request
                  .queueUrl(url)
                  .entries(batch)
                  .overrideConfiguration(how -> how.apiCallTimeout(part())));
    } catch (RuntimeException e) { // whatever it is: one that gets out would end the schedule
      // Then somebody else may look at the same object, and no harm is done.
      LOG.log(Level.DEBUG, "messages could not be kept hidden", e);
    }
  }

  /** What is in hand comes back when it is not hidden any more. */
  @Override
  public void close() {
    closed = true;
    keeper.shutdownNow();
  }

  /** A message, and who has it, or objects of it, in hand. */
  final class Ticket {
    private final Message message;
    private int holders;
    private boolean again;

    private Ticket(Message message) {
      this.message = message;
    }

    Message message() {
      return message;
    }

    /** One more has it in hand. */
    synchronized void hold() {
      holders++;
      inHand.add(this);
    }

    /** It is not done with. */
    synchronized void again() {
      again = true;
    }

    /** One fewer; after the last one it is deleted, or left to come back. */
    void release() {
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

  /** Of an object that they tell of: what is not done is known here, whatever becomes of them. */
  static ObjectCompletion completion(List<Ticket> tickets, KnownObjects known, ObjectKey at) {
    return new ObjectCompletion.Remembered(known, at) {
      @Override
      public void hold() {
        tickets.forEach(Ticket::hold);
      }

      @Override
      public void release() {
        tickets.forEach(Ticket::release);
      }

      @Override
      public void again() {
        super.again();
        tickets.forEach(Ticket::again);
      }

      @Override
      public void fails() {
        super.fails();
        tickets.forEach(Ticket::again);
      }
    };
  }
}
