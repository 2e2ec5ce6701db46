package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.Queue;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Tag;

/** The sweep of a bucket as it runs in the server, with the SDK from the WAR. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@org.junit.jupiter.api.Tag("portable")
class S3SweepIT {

  private static final String BUCKET = "pure-files";
  private static final String PREFIX = "store/";

  /** Until clamd is proven, and the timer's next beat. */
  private static final Duration BEGINS_WITHIN = Duration.ofMinutes(2);

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int TRIES = 3;

  /** Less than a receive waits for a message: it was broken off. */
  private static final Duration UNDEPLOYED_WITHIN = Duration.ofSeconds(15);

  private static ClamdServer clamd;
  private static LocalS3 server;
  private static Queue sqs;
  private static String queue;

  @ArquillianResource private Deployer deployer;

  @Deployment(name = "scangate", managed = false, testable = false)
  static WebArchive war() {
    clamd = ClamdServer.builder().start();
    server = LocalS3.inMemory();
    server.createBucket(BUCKET, true);
    sqs = Queue.start();
    queue = sqs.create("scangate-pure", Duration.ofMinutes(2));
    return Site.war(
        "scangate.clamd.address=" + clamd.tcpAddress(),
        "scangate.max-file-size=9M",
        "scangate.pure.interval=PT2S",
        "scangate.pure.s3.buckets=" + BUCKET + "/" + PREFIX,
        "scangate.pure.s3.endpoint=" + server.endpoint(),
        "scangate.pure.s3.access-key=" + server.accessKey(),
        "scangate.pure.s3.secret-key=" + server.secretKey(),
        "scangate.pure.s3.events-queue=" + queue);
  }

  @AfterAll
  static void stop() {
    sqs.close();
    server.close();
    clamd.close();
  }

  @Test
  void verdictsComeByListingAndByEventsAndUndeploymentLeavesNothing() throws IOException {
    int lives = Site.SERVER.equals("micro") ? 1 : 2; // Micro ends with its only deployment
    for (int life = 1; life <= lives; life++) {
      live(PREFIX + life);
    }
  }

  private void live(String folder) throws IOException {
    put(folder + "/listed.bin", "clean".getBytes(US_ASCII));
    put("elsewhere.bin", Fixtures.eicar());
    deployer.deploy("scangate");
    try {
      awaitStatus(folder + "/listed.bin", "OK", BEGINS_WITHIN);
      boolean alone = false;
      for (int i = 1; i <= TRIES && !alone; i++) {
        alone = toldAlone(folder + "/" + i);
      }
      assertTrue(alone, "it was an event, and no listing");
      assertEquals("", status("elsewhere.bin"));
      Leftovers seen = Leftovers.now();
      assertTrue(seen.scangateThreads() > 0 && seen.sdkThreads() > 0, seen::toString);
      assertTrue(connections() > 0, "connections are seen");
    } finally {
      undeploy();
    }
  }

  /**
   * Whether an event had its object scanned, and not another one before it that nobody told of. A
   * listing that is still due after the first one, as where the scanner was not proven yet, may
   * come in between.
   */
  private static boolean toldAlone(String folder) {
    put(folder + "/nobody tells.bin", "clean".getBytes(US_ASCII));
    put(folder + "/told.bin", Fixtures.eicar());
    tell(folder + "/told.bin");
    awaitStatus(folder + "/told.bin", "FOUND", SOON);
    Await.until("the message is gone", SOON, () -> sqs.messages(queue) == 0);
    return status(folder + "/nobody tells.bin").isEmpty();
  }

  private void undeploy() {
    long begun = System.nanoTime();
    deployer.undeploy("scangate");
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Await.until(
        "no thread is left",
        SOON,
        () -> Leftovers.now().scangateThreads() == 0 && Leftovers.now().sdkThreads() == 0);
    Await.until("no connection is left", SOON, () -> connections() == 0);
    assertTrue(took.compareTo(UNDEPLOYED_WITHIN) < 0, "undeployed in " + took);
    endBrokenOffReceive();
  }

  /** The queue still answers it, and what it was given would be hidden for two minutes. */
  private static void endBrokenOffReceive() {
    sqs.send(queue, "for a receive that nobody waits for");
    sqs.client().purgeQueue(request -> request.queueUrl(queue));
    assertEquals(0, sqs.messages(queue));
  }

  private static long connections() throws IOException {
    return Leftovers.connectionsTo(server.endpoint().getPort())
        + Leftovers.connectionsTo(sqs.endpoint().getPort());
  }

  private static void put(String key, byte[] content) {
    server
        .client()
        .putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  private static void tell(String key) {
    sqs.send(
        queue,
        """
        {"Records":[{"eventName":"ObjectCreated:Put",
          "s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}]}
        """
            .formatted(BUCKET, key));
  }

  private static void awaitStatus(String key, String status, Duration within) {
    Await.until(key + " is " + status, within, () -> status(key).equals(status));
  }

  /** Empty: none. */
  private static String status(String key) {
    Map<String, String> tags =
        server
            .client()
            .getObjectTagging(request -> request.bucket(BUCKET).key(key))
            .tagSet()
            .stream()
            .collect(Collectors.toMap(Tag::key, Tag::value));
    return tags.getOrDefault("ANTIVIRUS_STATUS", "");
  }
}
