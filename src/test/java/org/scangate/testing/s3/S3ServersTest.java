package org.scangate.testing.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

@TestInstance(Lifecycle.PER_CLASS)
class S3ServersTest {
  private static final String KEY = "a folder/é+1.pdf";

  private enum Kind {
    LOCAL,
    CEPH
  }

  private final LocalS3 local = LocalS3.inMemory();
  private Ceph ceph;

  @BeforeAll
  void start() {
    ceph = Ceph.installed() ? Ceph.start() : null;
  }

  @AfterAll
  void end() {
    local.close();
    if (ceph != null) {
      ceph.close();
    }
  }

  private S3Server server(Kind kind) {
    assumeTrue(kind == Kind.LOCAL || ceph != null, Ceph.PACKAGES);
    return kind == Kind.LOCAL ? local : ceph;
  }

  @ParameterizedTest
  @EnumSource
  void anObjectAndItsTagsComeBackUntilItIsOverwritten(Kind kind) {
    S3Server server = server(kind);
    server.createBucket("plain", false);
    put(server, "plain", KEY, "content");
    tag(server.client(), "plain", 2);
    assertEquals("content", get(server.client(), "plain", KEY));
    assertEquals(2, tags(server, "plain").size());
    put(server, "plain", KEY, "other");
    assertEquals(List.of(), tags(server, "plain"));
  }

  @ParameterizedTest
  @EnumSource
  void eachVersionHasTagsOfItsOwn(Kind kind) {
    S3Server server = server(kind);
    server.createBucket("versions", true);
    String first = put(server, "versions", KEY, "first");
    put(server, "versions", KEY, "second");
    server
        .client()
        .putObjectTagging(
            r -> r.bucket("versions").key(KEY).versionId(first).tagging(t -> t.tagSet(some(1))));
    assertEquals(List.of(), tags(server, "versions"));
    assertEquals(
        some(1),
        server
            .client()
            .getObjectTagging(r -> r.bucket("versions").key(KEY).versionId(first))
            .tagSet());
  }

  @ParameterizedTest
  @EnumSource
  void aListStartsAfterAKey(Kind kind) {
    S3Server server = server(kind);
    server.createBucket("list", false);
    List.of("a", "a1", "b", "c").forEach(key -> put(server, "list", key, key));
    List<S3Object> objects =
        server.client().listObjectsV2(r -> r.bucket("list").startAfter("a1")).contents();
    assertEquals(List.of("b", "c"), objects.stream().map(S3Object::key).toList());
  }

  @Test
  void elevenTagsAreRefusedByCeph() {
    S3Server server = server(Kind.CEPH);
    server.createBucket("eleven", false);
    put(server, "eleven", KEY, "content");
    S3Exception refused = assertThrows(S3Exception.class, () -> tag(server.client(), "eleven", 11));
    assertEquals(400, refused.statusCode());
  }

  @ParameterizedTest
  @EnumSource
  void theGatePassesOnWhatItIsNotToldOf(Kind kind) {
    S3Server server = server(kind);
    server.createBucket("passed", false);
    byte[] content = new byte[5 << 20];
    try (FaultyGate gate = FaultyGate.before(server);
        S3Client client = server.client(gate.endpoint())) {
      client.putObject(r -> r.bucket("passed").key(KEY), RequestBody.fromBytes(content));
      tag(client, "passed", 1);
      client.headObject(r -> r.bucket("passed").key(KEY));
      client.listObjectsV2(r -> r.bucket("passed").startAfter("a"));
      client.getObjectTagging(r -> r.bucket("passed").key(KEY));
      byte[] got =
          client.getObjectAsBytes(r -> r.bucket("passed").key(KEY).range("bytes=1-")).asByteArray();
      assertEquals(content.length - 1, got.length);
      client.deleteObject(r -> r.bucket("passed").key(KEY));
      assertEquals(7, gate.requests().size());
      assertEquals(1, gate.count(GateRequest::isPutTags));
      assertEquals("a", gate.requests().get(3).parameter("start-after").orElseThrow());
      assertTrue(gate.requests().get(3).isList());
      GateRequest get = gate.requests().get(5);
      assertTrue(get.isGet() && get.key().equals(KEY) && get.range().isPresent(), get::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGateFailsAsItIsTold(Kind kind) {
    S3Server server = server(kind);
    server.createBucket("faults", false);
    put(server, "faults", KEY, "first");
    try (FaultyGate gate = FaultyGate.before(server);
        S3Client client = server.client(gate.endpoint())) {
      gate.slowDown(GateRequest::isGet, 2);
      assertEquals("first", get(client, "faults", KEY));
      assertEquals(3, gate.count(GateRequest::isGet)); // the SDK tries again
      gate.deny(GateRequest::isHead);
      assertEquals(403, status(() -> client.headObject(r -> r.bucket("faults").key(KEY))));
      gate.deny(GateRequest::isPutTags);
      assertEquals(403, status(() -> tag(client, "faults", 1)));
      gate.clear();
      gate.cutAfter(GateRequest::isGet, 2, 1);
      assertEquals("first", get(client, "faults", KEY));
      assertEquals(2, gate.count(GateRequest::isGet));
      gate.before(GateRequest::isGet, () -> put(server, "faults", KEY, "second"));
      assertEquals("second", get(client, "faults", KEY));
      gate.after(GateRequest::isGet, () -> put(server, "faults", KEY, "third"));
      assertEquals("second", get(client, "faults", KEY));
      assertEquals("third", get(client, "faults", KEY));
    }
  }

  @Test
  void anErrorInWhatTheGateRunsIsToldWhenItIsClosed() {
    local.createBucket("errors", false);
    FaultyGate gate = FaultyGate.before(local);
    gate.before(GateRequest::isList, () -> assertFalse(true, "of the test"));
    try (S3Client client = local.client(gate.endpoint())) {
      client.listObjectsV2(r -> r.bucket("errors"));
    }
    assertThrows(IllegalStateException.class, gate::close);
  }

  private static int status(Runnable request) {
    return assertThrows(S3Exception.class, request::run).statusCode();
  }

  private static String put(S3Server server, String bucket, String key, String content) {
    return server
        .client()
        .putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content))
        .versionId();
  }

  private static String get(S3Client client, String bucket, String key) {
    return client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  private static void tag(S3Client client, String bucket, int count) {
    client.putObjectTagging(r -> r.bucket(bucket).key(KEY).tagging(t -> t.tagSet(some(count))));
  }

  private static List<Tag> tags(S3Server server, String bucket) {
    return server.client().getObjectTagging(r -> r.bucket(bucket).key(KEY)).tagSet();
  }

  private static List<Tag> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Tag.builder().key("key" + i).value("value " + i).build())
        .toList();
  }
}
