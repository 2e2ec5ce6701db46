package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdAddressTest {

  @Test
  void aHostAndAPort() throws Exception {
    assertEquals(
        List.of(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 3310)),
        new ClamdAddress("127.0.0.1:3310").resolve());
    List<SocketAddress> named = new ClamdAddress("localhost:65535").resolve();
    assertFalse(named.isEmpty());
    for (SocketAddress one : named) {
      InetSocketAddress address = assertInstanceOf(InetSocketAddress.class, one);
      assertTrue(address.getAddress().isLoopbackAddress(), one.toString());
      assertEquals(65535, address.getPort());
    }
  }

  @Test
  void anIpv6AddressInBrackets() throws Exception {
    List<SocketAddress> resolved = new ClamdAddress("[::1]:3310").resolve();
    assertEquals(1, resolved.size());
    InetSocketAddress one = assertInstanceOf(InetSocketAddress.class, resolved.get(0));
    assertInstanceOf(Inet6Address.class, one.getAddress());
    assertEquals(3310, one.getPort());
  }

  @Test
  void aUnixSocketByItsPath() throws Exception {
    ClamdAddress address = new ClamdAddress("unix:/run/clamav/clamd.ctl");
    assertEquals(List.of(UnixDomainSocketAddress.of("/run/clamav/clamd.ctl")), address.resolve());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "localhost:",
        ":3310",
        "localhost:0",
        "localhost:65536",
        "localhost:99999",
        "localhost:123456",
        "localhost:-1",
        "localhost: 3310",
        " localhost:3310",
        "localhost:3310 ",
        "local host:3310",
        "localhost:clamd",
        "::1:3310",
        "[::1]",
        "[]:3310",
        "tcp://localhost:3310",
        "localhost:3310/",
        "unix:",
        "unix:clamd.ctl",
        "unix:run/clamd.ctl",
        "/run/clamav/clamd.ctl",
        "localhost:3310\n"
      })
  void whatIsNoAddressIsToldSoAndHowOneLooks(String text) {
    String told =
        assertThrows(IllegalArgumentException.class, () -> new ClamdAddress(text)).getMessage();
    assertTrue(told.contains("host:port") && told.contains("unix:/path"), told);
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    ClamdAddress address = new ClamdAddress("no-such-host.invalid:3310");
    String told = assertThrows(IOException.class, address::resolve).getMessage();
    assertTrue(told.contains("no-such-host.invalid"), told);
  }

  @Test
  void isWrittenAsConfigured() {
    assertEquals("[::1]:3310", new ClamdAddress("[::1]:3310").toString());
  }
}
