package org.scangate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A slow way to a clamd: all that goes there together has so many bytes a second. */
final class SlowRelay implements AutoCloseable {

  private static final int BLOCK = 16 << 10;

  private final ServerSocket server;
  private final int clamdPort;
  private final long nanosPerBlock;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private long free = System.nanoTime();

  SlowRelay(int clamdPort, long bytesPerSecond) {
    this.clamdPort = clamdPort;
    this.nanosPerBlock = BLOCK * 1_000_000_000L / bytesPerSecond;
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

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket clamd = new Socket(InetAddress.getLoopbackAddress(), clamdPort);
      client.setTcpNoDelay(true);
      clamd.setTcpNoDelay(true);
      open.add(client);
      open.add(clamd);
      daemon(() -> relay(client, clamd, true));
      daemon(() -> relay(clamd, client, false));
    }
  }

  private void relay(Socket from, Socket to, boolean slowly) throws IOException {
    try (from) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      int n;
      while ((n = in.read(block)) > 0) {
        if (slowly) {
          awaitTurn(n);
        }
        out.write(block, 0, n);
      }
      to.shutdownOutput();
    } finally {
      open.remove(from);
    }
  }

  private void awaitTurn(int bytes) {
    long turn;
    synchronized (this) {
      turn = Math.max(free, System.nanoTime());
      free = turn + nanosPerBlock * bytes / BLOCK;
    }
    while (System.nanoTime() < turn) {
      LockSupport.parkNanos(turn - System.nanoTime());
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the connection or the relay was closed
              }
            },
            "slow-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
