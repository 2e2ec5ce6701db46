package org.scangate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClamdServerTest {
  private static final byte[] MARKER = ClamdServer.MARKER.getBytes(US_ASCII);

  @Test
  void eicarCountsOnlyAlone() throws IOException {
    byte[] longer = Arrays.copyOf(Fixtures.eicar(), 69);
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      assertEquals(ClamdServer.EICAR_FOUND, clamd.direct().scan(Fixtures.eicar()));
      assertEquals(ClamdServer.EICAR_FOUND, clamd.directOverUnix().scan(Fixtures.eicar()));
      assertEquals("stream: OK", clamd.direct().scan(longer));
    }
  }

  @Test
  void theMarkerIsFoundAnywhereInALargeFile() throws IOException {
    int size = 10_000_000;
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      for (int offset : new int[] {0, size / 2, size - MARKER.length}) {
        assertEquals(
            ClamdServer.MARKER_FOUND,
            clamd.direct().scan(Fixtures.randomWith(MARKER, offset, size)));
      }
    }
  }

  @Test
  void theVersionTellsTheSignaturesVersion() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().databaseVersion(27811).start()) {
      assertTrue(clamd.direct().ask("VERSION").matches("ClamAV [^/]+/27811/.+"));
      clamd.setDatabaseVersion(27812);
      clamd.reload();
      assertTrue(clamd.direct().ask("VERSION").matches("ClamAV [^/]+/27812/.+"));
    }
  }

  @Test
  void aReloadPicksUpAndForgetsASignature() throws IOException {
    byte[] content = "a word that is new to clamd".getBytes(US_ASCII);
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      assertEquals("stream: OK", clamd.direct().scan(content));
      clamd.addSignature("New-Word", content);
      clamd.reload();
      assertEquals("stream: New-Word.UNOFFICIAL FOUND", clamd.direct().scan(content));
      clamd.removeSignature("New-Word");
      clamd.reload();
      assertEquals("stream: OK", clamd.direct().scan(content));
    }
  }

  @Test
  void aTarIsFoundUpToTheFileLimit() throws IOException {
    int limit = 1024 * 1024;
    try (ClamdServer clamd =
        ClamdServer.builder().option("MaxFileSize", "1M").option("AlertExceedsMax", "no").start()) {
      assertEquals(ClamdServer.EICAR_FOUND, clamd.direct().scan(Fixtures.tarWithEicarFirst(limit)));
      assertEquals(ClamdServer.EICAR_FOUND, clamd.direct().scan(Fixtures.tarWithEicarLast(limit)));
      assertEquals("stream: OK", clamd.direct().scan(Fixtures.tarWithEicarFirst(limit + 1024)));
    }
  }

  @Test
  void itComesBackOnTheSameAddresses() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      String address = clamd.tcpAddress();
      clamd.freeze();
      clamd.thaw();
      clamd.restart(Map.of("StreamMaxLength", "1K"));
      assertEquals(address, clamd.tcpAddress());
      assertEquals(
          "INSTREAM size limit exceeded. ERROR",
          clamd.directOverUnix().scan(Fixtures.random(1, 1_000_000)));
      clamd.terminate();
      clamd.start();
      assertEquals("PONG", clamd.direct().ask("PING"));
    }
  }

  @Test
  void theAlertsCanBeSwitchedOff() throws IOException {
    try (ClamdServer clamd = ClamdServer.builder().start()) {
      assertEquals(
          "stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND",
          clamd.direct().scan(ZipFixtures.nested(18)));
      assertEquals(
          "stream: Heuristics.Encrypted.Zip FOUND", clamd.direct().scan(ZipFixtures.encrypted()));
      clamd.restart(ClamdServer.debianLimits());
      assertEquals("stream: OK", clamd.direct().scan(ZipFixtures.nested(18)));
      assertEquals("stream: OK", clamd.direct().scan(ZipFixtures.encrypted()));
    }
  }
}
