package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a real server that does not tell how many connections it gets, and counts them. */
public final class CountingRelay implements AutoCloseable {

  private final ServerSocket server;
  private final URI target;
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private CountingRelay(URI target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /**
   * @param uri of a server on loopback
   */
  public static CountingRelay to(String uri) {
    try {
      CountingRelay relay = new CountingRelay(URI.create(uri));
      daemon(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's, with the relay's port. */
  public String uri() {
    return target.getScheme() + "://127.0.0.1:" + server.getLocalPort() + target.getPath();
  }

  /** How many connections there were, those that have ended included. */
  public int accepted() {
    return accepted.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        daemon(() -> pass(client, onward));
        daemon(() -> pass(onward, client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** The end of the stream is passed on too, for one direction alone. */
  private void pass(Socket from, Socket to) {
    open.add(from);
    try {
      from.setTcpNoDelay(true);
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      end(to); // one of the two is gone
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(CountingRelay::end);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "counting-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
