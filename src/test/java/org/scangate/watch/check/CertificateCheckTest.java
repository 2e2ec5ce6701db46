package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.testing.Certificates;
import org.scangate.testing.Footprint;

/** Certificates that a real server shows; keytool makes them for two days. */
@Timeout(60)
class CertificateCheckTest {

  @TempDir private Path folder;

  @Test
  void oneThatExpiresIsTold() throws IOException, GeneralSecurityException {
    Certificates certificates = Certificates.in(folder);
    try (SSLServerSocket server =
        (SSLServerSocket)
            certificates
                .right()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread shaking = new Thread(() -> shakeHands(server), "a TLS server");
      shaking.setDaemon(true);
      shaking.start();
      URI there = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/x");
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
    CheckResult away = look(URI.create("https://127.0.0.1:1"), Duration.ZERO);
    assertEquals(CheckState.OK, away.state());
    assertTrue(away.details().get("127.0.0.1:1").startsWith("no answer"), away.toString());
  }

  private static CheckResult look(URI there, Duration later) {
    return look(List.of(there), later);
  }

  private static CheckResult look(List<URI> all, Duration later) {
    return new CertificateCheck(() -> all, Clock.offset(Clock.systemUTC(), later)).look();
  }
}
