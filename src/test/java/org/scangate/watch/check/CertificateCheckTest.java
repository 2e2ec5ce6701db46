package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Certificates;
import org.scangate.testing.DrippingSmtp;
import org.scangate.testing.Footprint;
import org.scangate.testing.LoopbackPort;
import org.subethamail.smtp.server.SMTPServer;

/** Certificates that a real server shows; keytool makes them for two days. */
@Timeout(60)
class CertificateCheckTest {

  @TempDir private Path folder;

  @Test
  void oneThatExpiresIsTold() throws IOException, GeneralSecurityException {
    try (SSLServerSocket server = start(Certificates.in(folder).right())) {
      TlsAddress there = address(server.getLocalPort());
      assertEquals(CheckState.OK, look(there, Duration.ofDays(-20)).state());
      Footprint before = Footprint.now();
      CheckResult soon = look(there, Duration.ZERO);
      assertEquals(CheckState.WARNING, soon.state(), soon.sentence());
      assertTrue(soon.sentence().contains("127.0.0.1:"), soon.sentence());
      CheckResult expired = look(there, Duration.ofDays(3));
      assertEquals(CheckState.ERROR, expired.state(), expired.sentence());
      before.awaitBack();
    }
  }

  @Test
  void aRootThatIsSentAlongIsNotLookedAt() throws IOException, GeneralSecurityException {
    try (SSLServerSocket server = start(Certificates.outlivingItsRoot(folder).server())) {
      TlsAddress there = address(server.getLocalPort());
      assertEquals(
          CheckState.OK, look(there, Duration.ofDays(3)).state(), "that of the root is over");
      CheckResult soon = look(there, Duration.ofDays(20));
      assertEquals(CheckState.WARNING, soon.state(), soon.sentence());
    }
  }

  @Test
  void thatOfAMailServerIsShownAfterStarttls() throws IOException, GeneralSecurityException {
    int port = LoopbackPort.free();
    SMTPServer server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .enableTLS(true)
            .startTlsSocketFactory(Certificates.in(folder).right())
            .build();
    server.start();
    try {
      CheckResult expired = look(new TlsAddress("127.0.0.1", port, true), Duration.ofDays(3));
      assertEquals(CheckState.ERROR, expired.state(), expired.toString());
      assertTrue(expired.sentence().contains("127.0.0.1:" + port), expired.sentence());
    } finally {
      server.stop();
    }
  }

  @Test
  void oneThatDripsHoldsUpNothing() throws Exception {
    int port = LoopbackPort.free();
    try (DrippingSmtp server = new DrippingSmtp(port, "")) {
      CheckResult result =
          assertTimeoutPreemptively(
              Duration.ofSeconds(25),
              () -> look(new TlsAddress("127.0.0.1", port, true), Duration.ZERO),
              server::toString);
      assertTrue(result.details().toString().contains("it takes too long"), result.toString());
    }
  }

  @Test
  void onlyWhatIsEncryptedHasAnAddressHere() {
    assertEquals("a.example:443", TlsAddress.of(URI.create("HTTPS://a.example/x")).get() + "");
    assertEquals("a.example:11344", TlsAddress.of(URI.create("icaps://a.example/x")).get() + "");
    assertEquals("a.example:7", TlsAddress.of(URI.create("https://a.example:7")).get() + "");
    assertTrue(TlsAddress.of(URI.create("http://a.example")).isEmpty());
    assertTrue(TlsAddress.of(URI.create("/x")).isEmpty());
  }

  private static SSLServerSocket start(SSLContext context) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread shaking = new Thread(() -> shakeHands(server), "a TLS server");
    shaking.setDaemon(true);
    shaking.start();
    return server;
  }

  private static TlsAddress address(int port) {
    return new TlsAddress("127.0.0.1", port, false);
  }

  private static void shakeHands(SSLServerSocket server) {
    while (!server.isClosed()) {
      try {
        shakeHandsOnce(server);
      } catch (IOException e) {
        // the client has seen what it wanted
      }
    }
  }

  private static void shakeHandsOnce(SSLServerSocket server) throws IOException {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      socket.getInputStream().readAllBytes(); // until it goes
    }
  }

  @Test
  void whoIsNotThereIsToldByOthers() {
    assertEquals(CheckState.NOT_APPLICABLE, look(List.of(), Duration.ZERO).state());
    CheckResult away = look(address(1), Duration.ZERO);
    assertEquals(CheckState.OK, away.state());
    assertTrue(away.details().get("127.0.0.1:1").startsWith("no answer"), away.toString());
  }

  private static CheckResult look(TlsAddress there, Duration later) {
    return look(List.of(there), later);
  }

  private static CheckResult look(List<TlsAddress> all, Duration later) {
    return new CertificateCheck(() -> all, Clock.offset(Clock.systemUTC(), later)).look();
  }
}
