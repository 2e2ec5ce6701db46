package org.scangate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports for servers that come and go on the same one. */
public final class LoopbackPort {
  private static final int ATTEMPTS = 1000;

  private LoopbackPort() {}

  /**
   * A port below those that the system gives to outgoing connections: one of those could be taken
   * while its server is down, and a client that tries it then may even connect to itself.
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: the next one
      }
    }
    throw new IllegalStateException("No free port on loopback");
  }
}
