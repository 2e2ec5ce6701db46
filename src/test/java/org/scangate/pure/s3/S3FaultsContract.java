package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.Await;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.S3Server;

/**
 * A sweep that sees its bucket through a gate that fails as it is told, and what all faults have in
 * common: other tags stay, other objects get their verdicts, and what failed gets its own later.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class S3FaultsContract {

  static final String KEY = "a.bin";
  static final String OTHER = "other.bin";

  /** What somebody else keeps there. LocalS3 cannot read an empty set of tags again. */
  static final Map<String, String> OWNER = Map.of("owner", "library");

  /** What failed is tried again after this; longer than an object takes to settle. */
  static final Duration INTERVAL = Duration.ofSeconds(3);

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private Duration interval = INTERVAL;
  FaultyGate gate;
  S3Site site;

  /** One that runs, and is closed by whoever has started it. */
  abstract S3Server server();

  @BeforeEach
  void open() {
    gate = FaultyGate.before(server());
    site = site(bucket(false));
  }

  @AfterEach
  void close() {
    site.close();
    gate.close();
  }

  final String bucket(boolean versioned) {
    String name = "faults-" + BUCKETS.incrementAndGet();
    server().createBucket(name, versioned);
    return name;
  }

  /** From here on the sweep is of another bucket. */
  final void versioned() {
    site.close();
    site = site(bucket(true));
  }

  /** From here on no pass takes place within another, however long that takes. */
  final void oneByOne() {
    interval = Duration.ofHours(1);
    String bucket = site.bucket;
    site.close();
    site = site(bucket);
  }

  /** As after a restart, if the bucket is the same. */
  final S3Site site(String bucket) {
    S3Site made =
        new S3Site(server().client(), S3Site.settings(server(), gate.endpoint(), bucket), bucket);
    made.settings.interval(interval);
    S3Settings store = made.store;
    made.store = store.nowhere(); // so that the beat only reads the settings
    made.sweep.beat();
    made.store = store;
    return made;
  }

  final void put(String key, String content) {
    site.put(key, content);
    site.tag(key, OWNER);
  }

  final void full() throws InterruptedException {
    Passes.full(site.sweep);
  }

  final void quick() throws InterruptedException {
    Passes.quick(site.sweep);
  }

  /** Passes, as they come, until an object has its verdict. */
  final void untilIts(String key, String status) {
    Await.until(
        key + " is " + status + ", warned of " + site.log.lines(Level.WARNING),
        SOON,
        () -> {
          aPass();
          return site.status(key).equals(status);
        });
  }

  private void aPass() {
    try {
      full(); // looks at what could not be looked at; a quick one at what failed later
      quick();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a test", e);
    }
  }

  /** Its status, with the other tags as they were. */
  final void assertIs(String status, String key) {
    Map<String, String> tags = new TreeMap<>(site.tags(key));
    assertEquals(status, tags.getOrDefault("ANTIVIRUS_STATUS", ""), key);
    tags.keySet().removeIf(tag -> tag.startsWith("ANTIVIRUS_"));
    assertEquals(OWNER, tags, key);
  }

  /** Not so much as a part of a verdict. */
  final void assertHasNone(String key) {
    assertEquals(OWNER, site.tags(key), key);
  }

  /** One line has all of it. */
  final void assertWarned(String... parts) {
    List<String> lines = site.log.lines(Level.WARNING);
    assertTrue(
        lines.stream().anyMatch(line -> List.of(parts).stream().allMatch(line::contains)),
        () -> List.of(parts) + " in one of " + lines);
  }

  final void assertNotWarned() {
    assertEquals(List.of(), site.log.lines(Level.WARNING));
    assertEquals(List.of(), site.log.lines(Level.SEVERE));
  }

  /** Whether the server says whose version's tags it has answered with: Ceph does not. */
  final boolean namesVersions() {
    return site.client.getObjectTagging(request -> request.bucket(site.bucket).key(KEY)).versionId()
        != null;
  }
}
