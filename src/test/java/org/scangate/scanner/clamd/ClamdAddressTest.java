package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdAddressTest {

  @Test
  void aHostAndAPort() throws Exception {
    assertEquals(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 3310),
        new ClamdAddress("127.0.0.1:3310").resolve());
    InetSocketAddress named =
        assertInstanceOf(InetSocketAddress.class, new ClamdAddress("localhost:65535").resolve());
    assertTrue(named.getAddress().isLoopbackAddress());
    assertEquals(65535, named.getPort());
  }

  @Test
  void anIpv6AddressInBrackets() throws Exception {
    InetSocketAddress resolved =
        assertInstanceOf(InetSocketAddress.class, new ClamdAddress("[::1]:3310").resolve());
    assertInstanceOf(Inet6Address.class, resolved.getAddress());
    assertEquals(3310, resolved.getPort());
  }

  @Test
  void aUnixSocketByItsPath() throws Exception {
    ClamdAddress address = new ClamdAddress("unix:/run/clamav/clamd.ctl");
    assertEquals(UnixDomainSocketAddress.of("/run/clamav/clamd.ctl"), address.resolve());
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
