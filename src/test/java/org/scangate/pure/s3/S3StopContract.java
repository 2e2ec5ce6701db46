package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.testing.s3.FaultyGate.ALWAYS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.testing.Await;
import org.scangate.testing.Footprint;

/** A sweep that is closed while S3 fails. */
abstract class S3StopContract extends S3FaultsContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);
  private static final int OBJECTS = 20;

  @ParameterizedTest
  @EnumSource
  void nothingStaysOfASweepThatIsClosedWhileItIsSlowedDown(Call call) throws InterruptedException {
    nothingStays(call, () -> gate.slowDown(call, ALWAYS), () -> {});
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysOfASweepThatIsClosedWhileNobodyAnswers(Call call) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    nothingStays(call, () -> gate.before(call, () -> await(closed), ALWAYS), closed::countDown);
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysOfASweepThatIsClosedWhileConnectionsBreakOff(Call call)
      throws InterruptedException {
    nothingStays(call, () -> gate.hangUp(call, ALWAYS), () -> {});
  }

  private void nothingStays(Call call, Runnable fault, Runnable over) throws InterruptedException {
    for (int i = 0; i < OBJECTS; i++) {
      put("many/" + i + ".bin", i % 2 == 0 ? "content" : "evil");
    }
    String bucket = site.bucket;
    full(); // whatever is made once in a process is made
    for (int i = 0; i < OBJECTS; i++) {
      put("many/" + i + ".bin", i % 2 == 0 ? "content by now" : "evil by now");
    }
    site.close();
    gate.clear();
    Footprint before = Footprint.now();
    site = site(bucket);
    fault.run();
    site.sweep.beat();
    Await.until(call + " was asked for", SOON, () -> gate.count(call) >= 2 || asksOnce(call));
    long begun = System.nanoTime();
    site.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(CLOSED_WITHIN) < 0, "it took " + took);
    gate.clear();
    over.run();
    before.awaitBack();
    noneIsFalse();
    site = site(bucket);
    full();
    for (int i = 0; i < OBJECTS; i++) {
      assertIs(i % 2 == 0 ? "OK" : "FOUND", "many/" + i + ".bin");
    }
  }

  private boolean asksOnce(Call call) {
    return call == Call.LIST && gate.count(call) >= 1;
  }

  private void noneIsFalse() {
    for (int i = 1; i < OBJECTS; i += 2) {
      assertTrue(!site.status("many/" + i + ".bin").equals("OK"), "many/" + i + ".bin");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
