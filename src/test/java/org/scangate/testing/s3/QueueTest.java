package org.scangate.testing.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class QueueTest {
  private static final int WAIT_SECONDS = 5;

  @Test
  void aMessageComesAgainUntilItIsDeleted() {
    try (Queue queue = Queue.start()) {
      String url = queue.create("events", Duration.ofSeconds(1));
      queue.send(url, "{\"key\":\"é\"}");
      assertEquals(1, queue.messages(url));
      assertEquals("{\"key\":\"é\"}", receive(queue, url).get(0).body());
      assertEquals(1, queue.inFlight(url));
      Message again = receive(queue, url).get(0);
      queue
          .client()
          .deleteMessage(request -> request.queueUrl(url).receiptHandle(again.receiptHandle()));
      assertEquals(0, queue.messages(url));
    }
  }

  @Test
  void aMessageReceivedTooOftenIsADeadLetter() {
    try (Queue queue = Queue.start()) {
      String url = queue.createWithDeadLetters("events", 1, Duration.ofSeconds(1));
      queue.send(url, "never handled");
      assertEquals(1, receive(queue, url).size());
      assertEquals(List.of(), receive(queue, url));
      assertEquals(0, queue.messages(url));
      assertEquals("never handled", receive(queue, queue.deadLetters(url)).get(0).body());
    }
  }

  private static List<Message> receive(Queue queue, String url) {
    return queue
        .client()
        .receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(WAIT_SECONDS))
        .messages();
  }
}
