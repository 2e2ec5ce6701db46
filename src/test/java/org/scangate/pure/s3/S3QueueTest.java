package org.scangate.pure.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.Await;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.Queue;
import software.amazon.awssdk.services.sqs.model.Message;

/** Several that read one queue, and messages that come back. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3QueueTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  /** Short, that messages come back; long enough that a slow machine extends it in time. */
  private static final Duration HIDDEN = Duration.ofSeconds(3);

  private static LocalS3 server;
  private static Queue sqs;
  private static int tests;

  private final List<S3Site> sites = new ArrayList<>();
  private String bucket;

  @BeforeAll
  static void start() {
    server = LocalS3.inMemory();
    sqs = Queue.start();
  }

  @AfterAll
  static void stop() {
    sqs.close();
    server.close();
  }

  @BeforeEach
  void begin() {
    bucket = "queue-" + ++tests;
    server.createBucket(bucket, false);
  }

  @AfterEach
  void close() {
    sites.forEach(S3Site::close);
  }

  /** A node whose next walks are hours away: what it scans it was told of. */
  private S3Site site(String queue, Duration hidden) throws InterruptedException {
    return site(queue, hidden, server.endpoint());
  }

  private S3Site site(String queue, Duration hidden, URI endpoint) throws InterruptedException {
    S3Settings plain = S3Site.settings(server, endpoint, bucket);
    S3Settings told =
        new S3Settings(
            plain.roots(),
            plain.endpoint(),
            plain.region(),
            plain.pathStyle(),
            plain.keys(),
            Optional.of(URI.create(queue)),
            plain.round());
    S3Site site = new S3Site(server.client(), told, bucket, hidden);
    sites.add(site);
    Passes.full(site.sweep);
    Passes.check(site.sweep); // whose day may be that of an object here
    return site;
  }

  private String event(String key) {
    return event(key, "0055AED6DCD90281E5");
  }

  private String event(String key, String sequencer) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
      "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":3,"sequencer":"%s"}}}]}
    """
        .formatted(bucket, URLEncoder.encode(key, UTF_8), sequencer);
  }

  private String byEventBridge(String key, String sequencer) {
    return """
    {"version":"0","detail-type":"Object Created","source":"aws.s3",
      "detail":{"bucket":{"name":"%s"},"object":{"key":"%s","sequencer":"%s"}}}
    """
        .formatted(bucket, key, sequencer);
  }

  private static String bySns(String message) {
    return Json.createObjectBuilder()
        .add("Type", "Notification")
        .add("TopicArn", "arn:aws:sns:eu-west-1:123456789012:pure")
        .add("Message", message)
        .build()
        .toString();
  }

  /** Until it is released, or the sweep is stopped. */
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What somebody else is given within the time. */
  private static List<Message> receive(String queue, Duration within) {
    return sqs.client()
        .receiveMessage(
            request ->
                request
                    .queueUrl(queue)
                    .maxNumberOfMessages(10)
                    .waitTimeSeconds((int) within.toSeconds()))
        .messages();
  }

  @Test
  void aMessageIsHiddenFromOthersForAsLongAsItsScanTakes() throws InterruptedException {
    String queue = sqs.create(bucket, HIDDEN);
    S3Site site = site(queue, HIDDEN);
    CountDownLatch polled = new CountDownLatch(1);
    site.reader.onRead = sample -> await(polled);
    site.put("a.bin", "content");
    sqs.send(queue, event("a.bin"));
    site.sweep.beat();
    Await.until("it is being scanned", SOON, () -> !site.scanner.given.isEmpty());
    assertEquals(List.of(), receive(queue, HIDDEN.multipliedBy(3).plusSeconds(1)));
    assertEquals("", site.status("a.bin"), "the scan goes on");
    assertEquals(1, sqs.inFlight(queue));
    polled.countDown();
    Await.until("the message is gone", SOON, () -> sqs.messages(queue) == 0);
    assertEquals("OK", site.status("a.bin"));
    assertEquals(List.of("a.bin"), site.scanner.given);
  }

  @Test
  void messagesOfOneObjectThatComeTogetherAreDoneWithTogether() throws InterruptedException {
    String queue = sqs.create(bucket, HIDDEN);
    S3Site site = site(queue, EventQueue.HIDDEN);
    site.put("a.bin", "content");
    for (int i = 0; i < 10; i++) {
      sqs.send(queue, event("a.bin", "%016X".formatted(i)));
    }
    site.sweep.beat();
    Await.until("the messages are gone", SOON, () -> sqs.messages(queue) == 0);
    assertEquals("OK", site.status("a.bin"));
    assertEquals(List.of("a.bin"), site.scanner.given);
  }

  @Test
  void aNodeThatDiesGivesItsMessageToAnother() throws InterruptedException {
    String queue = sqs.create(bucket, HIDDEN);
    S3Site dying = site(queue, HIDDEN);
    S3Site other = site(queue, HIDDEN);
    dying.reader.onRead = sample -> await(new CountDownLatch(1));
    dying.put("a.bin", "something evil");
    sqs.send(queue, event("a.bin"));
    dying.sweep.beat();
    Await.until("it is being scanned", SOON, () -> !dying.scanner.given.isEmpty());
    other.sweep.beat();
    dying.close();
    Await.until(
        "the other is given it",
        HIDDEN.plus(Duration.ofSeconds(10)),
        () -> other.scanner.given.contains("a.bin"));
    Await.until("the message is gone", SOON, () -> sqs.messages(queue) == 0);
    assertEquals("FOUND", other.status("a.bin"));
  }

  @Test
  void twoNodesShareAQueue() throws InterruptedException {
    String queue = sqs.create(bucket, Duration.ofMinutes(2));
    S3Site one = site(queue, EventQueue.HIDDEN);
    S3Site other = site(queue, EventQueue.HIDDEN);
    CountDownLatch both = new CountDownLatch(2);
    for (S3Site site : List.of(one, other)) {
      CountDownLatch first = new CountDownLatch(1);
      site.reader.onRead =
          sample -> {
            synchronized (first) {
              if (first.getCount() > 0) {
                first.countDown();
                both.countDown();
              }
            }
            await(both); // one alone cannot hold them all
          };
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      keys.add("object-" + i + ".bin");
      one.put(keys.get(i), "content " + i);
      sqs.send(queue, event(keys.get(i)));
    }
    one.sweep.beat();
    other.sweep.beat();
    Await.until("all messages are gone", SOON, () -> sqs.messages(queue) == 0);
    for (String key : keys) {
      assertEquals("OK", one.status(key), key);
    }
    List<String> scanned = new ArrayList<>(one.scanner.given);
    scanned.addAll(other.scanner.given);
    assertEquals(keys.stream().sorted().toList(), scanned.stream().sorted().toList());
    assertFalse(one.scanner.given.isEmpty());
    assertFalse(other.scanner.given.isEmpty());
  }

  @Test
  void whatNobodyCanDoAnythingWithEndsAmongTheDeadLetters() throws InterruptedException {
    String queue = sqs.createWithDeadLetters(bucket, 2, HIDDEN);
    String dead = sqs.deadLetters(queue);
    try (FaultyGate gate = FaultyGate.before(server)) {
      gate.deny(
          request -> request.isGet() && request.key().equals("denied.bin"), FaultyGate.ALWAYS);
      S3Site site = site(queue, HIDDEN, gate.endpoint());
      sqs.send(queue, "hello");
      site.put("denied.bin", "something evil");
      sqs.send(queue, event("denied.bin"));
      site.sweep.beat();
      for (int i = 0; i < 20; i++) {
        site.put("other-" + i, "content");
        sqs.send(queue, event("other-" + i));
      }
      Await.until(
          "both are dead letters", SOON, () -> sqs.messages(dead) == 2 && sqs.messages(queue) == 0);
      for (int i = 0; i < 20; i++) {
        assertEquals("OK", site.status("other-" + i));
      }
      assertEquals("", site.status("denied.bin"));
      assertTrue(site.log.count("denied.bin: its content cannot be read") > 0);
      assertTrue(site.log.count("is left there: it is no JSON object") > 0);
      assertEquals(
          Set.of("hello", event("denied.bin")),
          receive(dead, HIDDEN).stream().map(Message::body).collect(Collectors.toSet()));
      site.close();
    }
    assertEquals("FOUND", site(queue, HIDDEN).status("denied.bin"), "a full walk finds it");
  }

  @Test
  void whoeverPassesAnEventOnItsObjectGetsItsVerdict() throws InterruptedException {
    String queue = sqs.create(bucket, Duration.ofMinutes(2));
    S3Site site = site(queue, EventQueue.HIDDEN);
    List<String> keys = List.of("a b+c ü 1.bin", "a b+c ü 2.bin", "a b+c ü 3.bin", "a b+c ü 4.bin");
    keys.forEach(key -> site.put(key, "something evil"));
    sqs.send(queue, event(keys.get(0)));
    sqs.send(queue, bySns(event(keys.get(1))));
    sqs.send(queue, byEventBridge(keys.get(2), "00"));
    sqs.send(queue, bySns(byEventBridge(keys.get(3), "00")));
    site.sweep.beat();
    Await.until("all messages are gone", SOON, () -> sqs.messages(queue) == 0);
    keys.forEach(key -> assertEquals("FOUND", site.status(key), key));
    assertEquals(keys, site.scanner.given.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLastContentDecidesInWhateverOrderItIsToldOf(boolean versioned)
      throws InterruptedException {
    if (versioned) {
      bucket += "-versioned";
      server.createBucket(bucket, true);
    }
    String queue = sqs.create(bucket, HIDDEN);
    S3Site site = site(queue, HIDDEN);
    AtomicBoolean overwritten = new AtomicBoolean();
    site.reader.onRead =
        sample -> {
          if (overwritten.compareAndSet(false, true)) {
            site.put("a.bin", "something evil");
            sqs.send(queue, byEventBridge("a.bin", "02"));
            sqs.send(queue, bySns(event("a.bin", "01"))); // once more, and too late
            Await.until("both are received", SOON, () -> sqs.inFlight(queue) == 3);
          }
        };
    site.put("a.bin", "content");
    sqs.send(queue, event("a.bin", "01"));
    site.sweep.beat();
    Await.until("all messages are gone", SOON, () -> sqs.messages(queue) == 0);
    assertTrue(overwritten.get());
    assertEquals("FOUND", site.status("a.bin"));

    site.put("a.bin", "content again");
    sqs.send(queue, event("a.bin", "03"));
    sqs.send(queue, event("a.bin", "02"));
    sqs.send(queue, event("a.bin", "03"));
    Await.until("all messages are gone again", SOON, () -> sqs.messages(queue) == 0);
    assertEquals("OK", site.status("a.bin"));
  }
}
