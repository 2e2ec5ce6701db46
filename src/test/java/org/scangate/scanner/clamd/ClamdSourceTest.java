package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.scan.DataSize;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.UnscannedException;

class ClamdSourceTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  /** As of a cluster's service, or of localhost where clamd listens on IPv6 alone. */
  @Test
  void ofANamesAddressesTheNextThatConnectsIsTaken() throws IOException, UnscannedException {
    List<InetAddress> all = List.of(InetAddress.getAllByName("localhost"));
    assumeTrue(all.size() > 1, "localhost has one address here");
    InetAddress last = all.get(all.size() - 1);
    try (ServerSocket clamd = new ServerSocket(0, 50, last);
        DeadlineTimer deadlines = new DeadlineTimer()) {
      ClamdAddress address = new ClamdAddress("localhost:" + clamd.getLocalPort());
      ClamdSettings settings =
          new ClamdSettings("clamd", List.of(address), new DataSize(1000), 1, false, SOON);
      try (ClamdSource source = new ClamdSource(settings, List.of(address), deadlines);
          EngineClient found = source.find(SOON, () -> {})) {
        assertEquals(last, clamd.accept().getLocalAddress());
        assertEquals(address.text(), found.address());
      }
    }
  }
}
