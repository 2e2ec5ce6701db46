package org.scangate.scanner.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.scangate.testing.Fixtures;

/** An engine that does what it is told, one connection at a time or many. */
final class ScriptedRemoteEngine implements AutoCloseable {

  /** Reads, sends, hangs; then the connection is closed. */
  @FunctionalInterface
  interface Script {
    void on(HttpWire wire) throws IOException;
  }

  /** Finds EICAR. */
  static final Script PROPER =
      wire -> {
        boolean found = HttpWire.text(wire.request()).contains(HttpWire.text(Fixtures.eicar()));
        wire.answer(200, found ? "{\"status\": \"FOUND\", \"msg\": \"Eicar\"}" : HttpWire.OK);
      };

  final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ServerSocket server;
  private volatile SSLContext tls;
  private volatile Script script;

  ScriptedRemoteEngine(Script script) {
    this(script, null);
  }

  /**
   * @param tls with which it shows itself; null: none
   */
  ScriptedRemoteEngine(Script script, SSLContext tls) {
    this.script = script;
    this.tls = tls;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI url() {
    String scheme = tls == null ? "http" : "https";
    return RemoteSettings.url(scheme + "://127.0.0.1:" + server.getLocalPort() + "/engine/");
  }

  void script(Script next) {
    script = next;
  }

  void tls(SSLContext next) {
    tls = next;
  }

  /** Connections that neither end has closed, as far as it has noticed. */
  int open() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket tcp) {
    try (tcp) {
      Socket socket = tls == null ? tcp : encrypted(tcp);
      script.on(new HttpWire(socket, closing));
      if (socket != tcp) {
        socket.close();
      }
    } catch (IOException e) {
      // the client went away, or this server did
    } finally {
      open.remove(tcp);
    }
  }

  private Socket encrypted(Socket tcp) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, true);
    socket.setUseClientMode(false);
    return socket;
  }

  @Override
  public void close() {
    stop();
  }

  /** It is not there any more. */
  void stop() {
    closing.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-engine");
    thread.setDaemon(true);
    thread.start();
  }
}
