package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Fixtures;
import org.scangate.testing.ScriptedIcap;
import org.scangate.testing.TestSample;

/** How long what a server says of itself is believed. */
class IcapOptionsTest {

  private static final Duration BOUND = Duration.ofSeconds(5);

  /** From a point at which {@link System#nanoTime} overflows. */
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

  private static Verdict scan(IcapClient client) {
    return client.scan(TestSample.of(Fixtures.eicar()), Deadline.in(BOUND)).verdict();
  }

  @ParameterizedTest(name = "Options-TTL: {0}")
  @CsvSource({
    "0, 10",
    "9, 10",
    "11, 11",
    "600, 600",
    "3600, 3600",
    "3601, 3600",
    "99999999999, 3600",
    "-1, 3600",
    "soon, 3600",
    "'', 3600"
  })
  void afterItsTimeAServerIsAskedAgainBeforeAScan(String ttl, long seconds) {
    try (ScriptedIcap icap = ScriptedIcap.start();
        DeadlineTimer deadlines = new DeadlineTimer();
        IcapClient client = client(icap, deadlines)) {
      icap.options(ScriptedIcap.OPTIONS.replace("Options-TTL: 3600", "Options-TTL: " + ttl));
      assertInstanceOf(Infected.class, scan(client));
      icap.options("ICAP/1.0 404 Not Found||");
      nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
      assertInstanceOf(Infected.class, scan(client));
      nanoTime.incrementAndGet();
      Unscanned unscanned = assertInstanceOf(Unscanned.class, scan(client));
      assertEquals(Reason.MISCONFIGURED, unscanned.reason());
      assertEquals(2, icap.heads().size(), "requests to scan");
    }
  }

  private IcapClient client(ScriptedIcap icap, DeadlineTimer deadlines) {
    IcapSettings settings = IcapScanner.settings(icap.uri());
    return new IcapClient(settings, settings.uris().get(0), deadlines, nanoTime::get);
  }
}
