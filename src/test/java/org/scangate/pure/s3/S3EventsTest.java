package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.Await;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.Queue;

/** New objects of which a queue tells. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3EventsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static LocalS3 server;
  private static Queue sqs;
  private static int tests;

  private S3Site site;
  private String queue;

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
  void begin() throws InterruptedException {
    String name = "events-" + ++tests;
    server.createBucket(name, false);
    queue = sqs.create(name, Duration.ofSeconds(30));
    site = S3Site.of(server, name);
    S3Settings plain = site.store;
    site.store =
        new S3Settings(
            plain.roots(),
            plain.endpoint(),
            plain.region(),
            plain.pathStyle(),
            plain.keys(),
            Optional.of(URI.create(queue)),
            plain.round());
    Passes.full(site.sweep); // the next one is hours away
    Passes.check(site.sweep); // and so is this one: today may be the day of an object here
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void tell(String bucket, String key) {
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    send(
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\""
            + bucket
            + "\"},\"object\":{\"key\":\""
            + encoded
            + "\"}}}]}");
  }

  private void send(String body) {
    sqs.send(queue, body);
  }

  private int messages() {
    return sqs.messages(queue);
  }

  @Test
  void whatIsToldOfGetsItsVerdictAndTheMessageGoes() {
    site.sweep.beat();
    site.put("a b+c.bin", "something evil");
    tell(site.bucket, "a b+c.bin");
    Await.until("it is tagged", SOON, () -> site.status("a b+c.bin").equals("FOUND"));
    tell(site.bucket, "a b+c.bin");
    Await.until("both messages are gone", SOON, () -> messages() == 0);
    assertEquals(List.of("a b+c.bin"), site.scanner.given);
  }

  @Test
  void whatIsGoneOrNotOursIsTakenOut() {
    site.sweep.beat();
    tell(site.bucket, "never.bin");
    tell("of-somebody-else", "a.bin");
    Await.until("both messages are gone", SOON, () -> messages() == 0);
    assertEquals(List.of(), site.scanner.given);
  }

  @Test
  void whatNobodyUnderstandsStays() {
    site.sweep.beat();
    send("hello");
    site.put("a.bin", "content");
    tell(site.bucket, "a.bin");
    Await.until("the other is tagged", SOON, () -> site.status("a.bin").equals("OK"));
    Await.until("its message is gone", SOON, () -> messages() == 1);
    assertTrue(site.log.count("is left there: it is no JSON object") > 0);
  }

  @Test
  void aMessageStaysWhileItsObjectHasNoVerdict() {
    site.scanner.onRead =
        sample -> {
          try {
            new CountDownLatch(1).await(); // until the sweep is stopped
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    site.sweep.beat();
    site.put("a.bin", "content");
    tell(site.bucket, "a.bin");
    Await.until("it is being scanned", SOON, () -> !site.scanner.given.isEmpty());
    site.sweep.close();
    assertEquals("", site.status("a.bin"));
    assertEquals(1, messages());
  }
}
