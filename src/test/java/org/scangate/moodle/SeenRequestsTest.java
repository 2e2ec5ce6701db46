package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scangate.moodle.SeenRequests.Asked;
import org.scangate.moodle.SeenRequests.Seen;

/** What is remembered of requests. */
class SeenRequestsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SeenRequests seen = new SeenRequests(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void plainHttpFromThisMachineIsNothing() {
    seen.request("127.0.0.1", false, false, false);
    seen.request("0:0:0:0:0:0:0:1", false, false, false);
    seen.request("192.0.2.7", true, false, false);
    assertEquals(Optional.empty(), seen.plain());
    seen.request("192.0.2.7", false, false, false);
    assertEquals(Optional.of(new Seen(NOW, "192.0.2.7")), seen.plain());
  }

  @Test
  void aProxyThatIsTrustedMayTellOfClients() {
    seen.request("127.0.0.1", true, true, true);
    seen.request("192.0.2.7", true, false, false);
    assertEquals(Optional.empty(), seen.foreignProxy());
    seen.request("192.0.2.7", true, true, false);
    assertEquals(Optional.of(new Seen(NOW, "192.0.2.7")), seen.foreignProxy());
  }

  @Test
  void questionsAreCountedBySiteOfWhichThereAreFew() {
    seen.conncheck("");
    assertEquals(Set.of(), seen.sites().keySet());
    seen.conncheck("https://a.example");
    for (int i = 0; i < 1_000; i++) {
      seen.conncheck("https://" + i + ".example");
    }
    seen.conncheck("https://a.example");
    assertEquals(50, seen.sites().size());
    assertEquals(new Asked(2, NOW), seen.sites().get("https://a.example"));
  }
}
