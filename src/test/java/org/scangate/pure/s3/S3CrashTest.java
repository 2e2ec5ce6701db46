package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.s3.FaultyGate;
import org.scangate.testing.s3.GateRequest;
import org.scangate.testing.s3.LocalS3;

/** A node is killed when a verdict is on its way to S3, and another one ends its work. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3CrashTest {

  private static final int OBJECTS = 40;
  private static final int SIGKILL = 128 + 9;

  private static LocalS3 server;
  private static int tests;

  private FaultyGate gate;
  private S3Site site;
  private volatile Process node;

  @BeforeAll
  static void start() {
    server = LocalS3.inMemory();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private void begin(boolean versioned) {
    String bucket = "crash-" + ++tests;
    server.createBucket(bucket, versioned);
    gate = FaultyGate.before(server);
    site = S3Site.of(server, bucket);
    for (int i = 0; i < OBJECTS; i++) {
      site.put(key(i), isEvil(i) ? "something evil " + i : "content " + i);
    }
  }

  @AfterEach
  void close() {
    node.destroyForcibly();
    site.close();
    gate.close();
  }

  private static String key(int number) {
    return "object-%02d.bin".formatted(number);
  }

  private static boolean isEvil(int number) {
    return number % 5 == 0;
  }

  private static Predicate<GateRequest> isVerdictOf(int number) {
    return request -> request.isPutTags() && request.key().equals(key(number));
  }

  /** It is gone when this returns. */
  private void kill() {
    try {
      node.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepUntilKilled() throws InterruptedException {
    node = S3SweepProgram.start(gate.endpoint(), site.bucket);
    assertEquals(SIGKILL, node.waitFor(), "see target/s3-sweep.log");
  }

  private Map<String, String> statuses() {
    Map<String, String> statuses = new TreeMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      statuses.put(key(i), site.status(key(i)));
    }
    return statuses;
  }

  private static Map<String, String> right() {
    Map<String, String> statuses = new TreeMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      statuses.put(key(i), isEvil(i) ? "FOUND" : "OK");
    }
    return statuses;
  }

  /** What is there already is right, and not all is. */
  private void assertBrokenOffWithoutHarm() {
    Map<String, String> statuses = statuses();
    Map<String, String> right = right();
    assertTrue(statuses.containsValue(""), "something is left to do");
    statuses.forEach(
        (key, status) -> assertTrue(status.isEmpty() || status.equals(right.get(key)), key));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedBeforeAVerdictIsWrittenItsObjectIsScannedAgain(boolean versioned)
      throws InterruptedException {
    begin(versioned);
    gate.deny(
        isVerdictOf(20)
            .and(
                request -> {
                  kill(); // what it has sent gets nowhere
                  return true;
                }));
    sweepUntilKilled();
    assertBrokenOffWithoutHarm();
    assertEquals("", site.status(key(20)));
    Passes.full(site.sweep);
    assertEquals(right(), statuses());
    assertTrue(site.scanner.given.contains(key(20)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedWhenAVerdictIsWrittenItHolds(boolean versioned) throws InterruptedException {
    begin(versioned);
    gate.after(isVerdictOf(20), this::kill); // nobody reads the answer
    sweepUntilKilled();
    assertBrokenOffWithoutHarm();
    assertEquals("FOUND", site.status(key(20)));
    Passes.full(site.sweep);
    assertEquals(right(), statuses());
    assertFalse(site.scanner.given.contains(key(20)));
  }

  /** Without versions its OK lands on what nobody has scanned, and nobody is left to notice. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedWhileAnObjectIsOverwrittenItsVerdictDoesNotHold(boolean versioned)
      throws InterruptedException {
    begin(versioned);
    gate.before(
        isVerdictOf(21),
        () -> {
          kill();
          site.put(key(21), "evil by now"); // and then the verdict is passed on
        });
    CountDownLatch written = new CountDownLatch(1);
    gate.after(isVerdictOf(21), written::countDown);
    sweepUntilKilled();
    written.await();
    assertEquals(versioned ? "" : "OK", site.status(key(21)));
    Passes.full(site.sweep);
    Map<String, String> right = right();
    right.put(key(21), "FOUND");
    assertEquals(right, statuses());
  }
}
