package org.scangate.scan.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who guesses tokens is slowed, and Moodle is never shut out by whoever sits beside it. */
class FailedTokensTest {

  private static final String CLIENT = "192.0.2.7";

  private long now = Long.MAX_VALUE - 5; // the clock may begin anywhere
  private final FailedTokens tokens = new FailedTokens(() -> now);

  @Test
  void afterFiveFailuresAnAddressIsNotLookedAtForTheRestOfAMinute() {
    fail(CLIENT, 4);
    assertFalse(tokens.shut(CLIENT));
    fail(CLIENT, 1);
    assertTrue(tokens.shut(CLIENT));
    assertFalse(tokens.shut("192.0.2.8"));
    pass(Duration.ofSeconds(59));
    assertTrue(tokens.shut(CLIENT));
    pass(Duration.ofSeconds(2));
    assertFalse(tokens.shut(CLIENT));
    fail(CLIENT, 4);
    assertFalse(tokens.shut(CLIENT));
  }

  @Test
  void anAddressThatHadARightOneWithinTheHourIsAlwaysLookedAt() {
    tokens.succeeded(CLIENT);
    fail(CLIENT, 1000);
    assertFalse(tokens.shut(CLIENT));
    pass(Duration.ofMinutes(61));
    fail(CLIENT, 5);
    assertTrue(tokens.shut(CLIENT));
  }

  @Test
  void whoHasANetworkOfIpv6IsOneAndTheirMemoryIsBounded() {
    for (int i = 0; i < 5; i++) {
      tokens.failed("2001:db8::" + i);
    }
    assertTrue(tokens.shut("2001:db8::ffff"));
    assertFalse(tokens.shut("2001:db8:0:1::1"));
    for (int i = 0; i < 10_000; i++) {
      tokens.failed("10.1." + i / 250 + "." + i % 250);
    }
    assertFalse(tokens.shut("2001:db8::ffff"), "the oldest is forgotten");
  }

  private void fail(String client, int times) {
    for (int i = 0; i < times; i++) {
      tokens.failed(client);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
