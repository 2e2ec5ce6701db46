package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An ICAP server that does what a real one can't be made to do. It is a proper one, which knows
 * EICAR anywhere in the content, until it is told to {@link #misbehave}.
 */
public final class ScriptedIcap implements AutoCloseable {
  public static final String TAG = "ISTag: \"tag-1\"|";
  public static final String CLEAN = "ICAP/1.0 204 Unmodified|" + TAG + "|";
  public static final String PAGE = "HTTP/1.1 403 Forbidden||";
  public static final String ENCLOSED = "Encapsulated: res-hdr=0, res-body=26||" + PAGE;
  public static final String INFECTED =
      "ICAP/1.0 200 OK|"
          + TAG
          + "X-Infection-Found: Type=0; Resolution=2; Threat=EICAR;|"
          + ENCLOSED
          + "4|page|0||";
  public static final String OPTIONS =
      "ICAP/1.0 200 OK|Methods: RESPMOD, REQMOD|Service: Scripted 1.0|"
          + TAG
          + "Allow: 204|Preview: 0|Options-TTL: 3600|Encapsulated: null-body=0||";

  private static final int BACKLOG = 200;
  private static final int OVERLAP = 128;

  /** The moment at which it stops being proper. */
  public enum From {
    HEAD,
    BODY,
    ANSWER
  }

  /** What it does then; the connection is kept only if it was told to go on. */
  @FunctionalInterface
  public interface Act {
    void on(IcapWire wire) throws IOException;
  }

  /** What it was told to do. */
  private record Misbehaviour(From from, Act act, boolean goesOn) {}

  private volatile SSLContext tls;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile Misbehaviour misbehaviour;
  private volatile String options = OPTIONS;

  private ScriptedIcap(SSLContext tls) throws IOException {
    this.tls = tls;
    server =
        ServerSocketFactory.getDefault()
            .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  public static ScriptedIcap start() {
    return start(null);
  }

  /**
   * @param tls with the certificate that it shows; null: without TLS
   */
  public static ScriptedIcap start(SSLContext tls) {
    try {
      ScriptedIcap icap = new ScriptedIcap(tls);
      daemon(icap::accept);
      return icap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on does this at every sample, and then closes the connection. */
  public void misbehave(From from, Act act) {
    misbehaviour = new Misbehaviour(from, act, false);
  }

  /** From now on answers so to every sample, {@code |} being a line's end, and keeps on. */
  public void answer(String lines) {
    misbehaviour = new Misbehaviour(From.ANSWER, wire -> wire.lines(lines), true);
  }

  public void behave() {
    misbehaviour = null;
  }

  /** Answers so to OPTIONS from now on. */
  public void options(String lines) {
    options = lines;
  }

  /** Shows another certificate, on new connections; those that are open are broken. */
  public void show(SSLContext other) {
    tls = other;
    breakConnections();
  }

  public String uri() {
    return (tls == null ? "icap" : "icaps") + "://127.0.0.1:" + server.getLocalPort() + "/scan";
  }

  /** How many connections it has accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** How many it had at once at most. */
  public int mostConnections() {
    return most.get();
  }

  /** Every request but OPTIONS, without body. */
  public List<String> heads() {
    return heads;
  }

  public int connections() {
    return open.size();
  }

  /** Closes what is open, as a server does that thinks it idle. */
  public void breakConnections() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Says something on every connection, unasked. */
  public void shout(String lines) throws IOException {
    for (Socket socket : open) {
      new IcapWire(socket, closing).lines(lines);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakConnections();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.add(socket);
        most.accumulateAndGet(open.size(), Math::max);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Socket talking =
            tls == null ? socket : tls.getSocketFactory().createSocket(socket, null, true)) {
      IcapWire wire = new IcapWire(talking, closing);
      while (goesOn(wire)) {
        // the next request
      }
    } catch (IOException e) {
      // the client went away, or this server did
    } finally {
      open.remove(socket);
    }
  }

  private boolean goesOn(IcapWire wire) throws IOException {
    String head = wire.head();
    if (head.startsWith("OPTIONS ")) {
      wire.lines(options);
      return true;
    }
    heads.add(head);
    Misbehaviour now = misbehaviour;
    if (now != null && now.from == From.HEAD) {
      now.act.on(wire);
      return now.goesOn;
    }
    String tail = "";
    boolean found = false;
    for (byte[] chunk = wire.chunk(); chunk.length > 0; chunk = wire.chunk()) {
      if (now != null && now.from == From.BODY) {
        now.act.on(wire);
        return now.goesOn;
      }
      String window = tail + latin(chunk);
      found |= window.contains(latin(Fixtures.eicar()));
      tail = window.substring(Math.max(0, window.length() - OVERLAP));
    }
    if (now != null) {
      now.act.on(wire);
      return now.goesOn;
    }
    wire.lines(found ? INFECTED : CLEAN);
    return true;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-icap");
    thread.setDaemon(true);
    thread.start();
  }
}
