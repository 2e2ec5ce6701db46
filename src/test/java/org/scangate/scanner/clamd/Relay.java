package org.scangate.scanner.clamd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between Scangate and a clamd as a network does: it can hold up new connections, and keep
 * it from Scangate that clamd has ended one.
 */
final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final int clamdPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger held = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean silent;

  Relay(int clamdPort) {
    this.clamdPort = clamdPort;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** New connections are accepted, but go on to clamd only when they are released. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  int held() {
    return held.get();
  }

  void release() {
    gate.countDown();
  }

  /** Scangate is not told any more that clamd has ended a connection. */
  void swallowEnds(boolean swallow) {
    silent = swallow;
  }

  @Override
  public void close() throws IOException {
    server.close();
    release();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        open.add(client);
        daemon(() -> relay(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void relay(Socket client) {
    try {
      awaitRelease();
      Socket clamd = new Socket();
      open.add(clamd);
      clamd.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), clamdPort));
      daemon(() -> pump(client, clamd, false));
      pump(clamd, client, true);
    } catch (IOException | InterruptedException e) {
      close(client);
    }
  }

  private void awaitRelease() throws InterruptedException {
    held.incrementAndGet();
    gate.await();
    held.decrementAndGet();
  }

  private void pump(Socket from, Socket to, boolean fromClamd) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[1 << 16];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
      }
    } catch (IOException e) {
      // an end like any other
    }
    if (!(fromClamd && silent)) {
      close(to);
    }
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.remove(socket);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
