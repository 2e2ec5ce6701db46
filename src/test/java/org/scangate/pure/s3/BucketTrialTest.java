package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.s3.BucketTrial.Seen;
import org.scangate.pure.s3.BucketTrial.SeenQueue;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.testing.Footprint;
import org.scangate.testing.s3.Ceph;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.GateRequest;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.Queue;
import org.scangate.testing.s3.S3Server;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is seen of buckets and queues without a change to them. */
@Timeout(180)
class BucketTrialTest {

  private static final String BUCKET = "pure";
  private static final Root ROOT = new Root(BUCKET, "");

  /** A policy that takes a right away and gives it back is what an administrator has, too. */
  @Test
  void aBucketOnCephWithoutTheRightToTagIsSeen() {
    assumeTrue(Ceph.installed(), Ceph.PACKAGES);
    try (Ceph ceph = Ceph.start()) {
      aRightToTagIsSeen(ceph);
    }
  }

  private static void aRightToTagIsSeen(S3Server server) {
    server.createBucket(BUCKET, true);
    assertTrue(look(server, server.endpoint(), ROOT).empty());
    put(server, "a.bin");
    Map<String, String> before = tags(server, "a.bin");
    Seen all = look(server, server.endpoint(), ROOT);
    assertEquals(List.of(), all.refused());
    assertEquals("Enabled", all.versioning());
    assertTrue(all.clockAhead().orElseThrow().abs().toSeconds() < 60, all.toString());
    for (String right : List.of("PutObjectTagging", "GetObjectTagging", "GetObject")) {
      server
          .client()
          .putBucketPolicy(
              request ->
                  request
                      .bucket(BUCKET)
                      .policy(
                          ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
                                  + "\"Principal\":\"*\",\"Action\":\"s3:%s\","
                                  + "\"Resource\":\"arn:aws:s3:::%s/*\"}]}")
                              .formatted(right, BUCKET)));
      List<String> refused = look(server, server.endpoint(), ROOT).refused();
      assertEquals(1, refused.size(), right + ": " + refused);
      assertTrue(refused.get(0).startsWith("s3:" + right + " "), refused.toString());
      server.client().deleteBucketPolicy(request -> request.bucket(BUCKET));
    }
    assertEquals(List.of(), look(server, server.endpoint(), ROOT).refused());
    assertEquals(before, tags(server, "a.bin"));
    assertEquals(
        1, server.client().listObjectVersions(list -> list.bucket(BUCKET)).versions().size());
  }

  @Test
  void whatIsRefusedIsNamed() {
    try (LocalS3 server = LocalS3.inMemory();
        FaultyGate gate = FaultyGate.before(server)) {
      server.createBucket(BUCKET, false);
      put(server, "a.bin");
      Seen all = look(server, gate.endpoint(), ROOT);
      assertEquals(List.of(), all.refused());
      assertEquals("off", all.versioning());
      gate.deny(GateRequest::isList, FaultyGate.ALWAYS);
      Seen unlisted = look(server, gate.endpoint(), ROOT);
      assertEquals(1, unlisted.refused().size(), unlisted.toString());
      assertTrue(unlisted.refused().get(0).startsWith("s3:ListBucket on s3://pure was refused"));
      gate.clear();
      Seen nowhere = look(server, gate.endpoint(), new Root("no-such-bucket", ""));
      assertTrue(nowhere.refused().get(0).contains("scangate.pure.s3.buckets"), nowhere.toString());
    }
  }

  @Test
  void clocksAreCompared() {
    try (LocalS3 server = LocalS3.inMemory()) {
      server.createBucket(BUCKET, false);
      put(server, "a.bin");
      Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
      S3Settings settings = S3Site.settings(server, server.endpoint(), BUCKET);
      Duration ahead = new BucketTrial(() -> settings, slow).look(ROOT).clockAhead().orElseThrow();
      assertTrue(Math.abs(600 - ahead.toSeconds()) < 5, ahead.toString());
    }
  }

  @Test
  void aServiceThatIsAwayIsSeenAndNothingIsLeft() {
    S3Settings settings;
    URI endpoint;
    try (LocalS3 server = LocalS3.inMemory()) {
      endpoint = server.endpoint();
      settings = S3Site.settings(server, endpoint, BUCKET);
    }
    new BucketTrial(() -> settings, Clock.systemUTC()).look(ROOT); // what the SDK makes once
    Footprint before = Footprint.now();
    Seen seen = new BucketTrial(() -> settings, Clock.systemUTC()).look(ROOT);
    assertEquals(2, seen.refused().size(), seen.toString());
    assertTrue(seen.refused().get(0).contains("had no answer"), seen.toString());
    assertEquals(Optional.empty(), seen.clockAhead());
    before.awaitBack();
  }

  @Test
  void deadLettersAreCounted() {
    try (LocalS3 server = LocalS3.inMemory();
        Queue queue = Queue.start()) {
      assertEquals(Optional.empty(), lookAtQueue(server, Optional.empty()));
      String plain = queue.create("plain", Duration.ofSeconds(30));
      assertEquals(OptionalLong.empty(), lookAtQueue(server, plain).deadLetters());
      String url = queue.createWithDeadLetters("events", 2, Duration.ofSeconds(30));
      assertEquals(OptionalLong.of(0), lookAtQueue(server, url).deadLetters());
      queue.send(queue.deadLetters(url), "nobody understands it");
      assertEquals(OptionalLong.of(1), lookAtQueue(server, url).deadLetters());
      SeenQueue none = lookAtQueue(server, queue.endpoint() + "/000000000000/none");
      assertTrue(none.problem().isPresent(), none.toString());
    }
  }

  private static SeenQueue lookAtQueue(S3Server server, String url) {
    return lookAtQueue(server, Optional.of(URI.create(url))).orElseThrow();
  }

  private static Optional<SeenQueue> lookAtQueue(S3Server server, Optional<URI> url) {
    S3Settings plain = S3Site.settings(server, server.endpoint(), BUCKET);
    S3Settings settings =
        new S3Settings(
            plain.roots(),
            plain.endpoint(),
            plain.region(),
            plain.pathStyle(),
            plain.keys(),
            url,
            plain.round());
    return new BucketTrial(() -> settings, Clock.systemUTC()).lookAtQueue();
  }

  private static Seen look(S3Server server, URI endpoint, Root root) {
    S3Settings settings = S3Site.settings(server, endpoint, root.toString());
    return new BucketTrial(() -> settings, Clock.systemUTC()).look(root);
  }

  private static void put(S3Server server, String key) {
    server
        .client()
        .putObject(
            request -> request.bucket(BUCKET).key(key).tagging("OF=others"),
            RequestBody.fromString("a file"));
  }

  private static Map<String, String> tags(S3Server server, String key) {
    return server
        .client()
        .getObjectTagging(request -> request.bucket(BUCKET).key(key))
        .tagSet()
        .stream()
        .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
  }
}
