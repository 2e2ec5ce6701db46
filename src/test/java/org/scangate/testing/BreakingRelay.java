package org.scangate.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands before a real clamd and breaks the connection off on which {@link #MARKER} comes, as a
 * clamd does that dies of a file. All else is passed on.
 */
public final class BreakingRelay implements AutoCloseable {

  /** In the content of a file. */
  public static final String MARKER = "scangate-test-breaks-its-scan";

  private static final int BLOCK = 64 << 10;

  private final ServerSocket server;
  private final int clamdPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final LongAdder broken = new LongAdder();

  public BreakingRelay(int clamdPort) {
    this.clamdPort = clamdPort;
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** How many scans were broken off. */
  public long broken() {
    return broken.sum();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket clamd = new Socket(InetAddress.getLoopbackAddress(), clamdPort);
      client.setTcpNoDelay(true);
      clamd.setTcpNoDelay(true);
      open.add(client);
      open.add(clamd);
      daemon(() -> pass(client, clamd, true));
      daemon(() -> pass(clamd, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean breaks) throws IOException {
    try (from) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      String before = "";
      int n;
      while ((n = in.read(block)) > 0) {
        if (breaks) {
          String read = before + new String(block, 0, n, ISO_8859_1);
          if (read.contains(MARKER)) {
            broken.increment();
            to.close();
            return;
          }
          before = read.substring(Math.max(0, read.length() - MARKER.length()));
        }
        out.write(block, 0, n);
      }
      to.shutdownOutput();
    } finally {
      open.remove(from);
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
            "breaking-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
