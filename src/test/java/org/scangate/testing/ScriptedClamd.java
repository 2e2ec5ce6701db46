package org.scangate.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clamd that does what the real one can't be made to do. It speaks the {@code z} commands and
 * sessions and is a proper clamd, which knows EICAR and encrypted zips, but for content that has
 * {@link #TOKEN} in it, or for all content once it was told to {@link #misbehave}.
 *
 * <pre>{@code
 * try (ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.HALF_ANSWER)) { … }
 * }</pre>
 */
public final class ScriptedClamd implements AutoCloseable {
  /** In the content, it makes the server misbehave. */
  public static final String TOKEN = "MISBEHAVE";

  private static final int BACKLOG = 200;
  private static final String SCAN = "zSCAN ";

  /** How SCAN of a path is answered, in a session. */
  @FunctionalInterface
  public interface PathScan {
    /**
     * @param number as the answer has to begin, with colon and space
     */
    void answer(String number, String path, ClamdWire wire) throws IOException;
  }

  private final ServerSocket server;
  private final Misbehaviour misbehaviour;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger scans = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicInteger pathScans = new AtomicInteger();
  private volatile PathScan pathScan;
  private volatile boolean misbehaving;
  private volatile String version = "ClamAV 1.4.6/27811/Sat Nov  1 10:00:00 2025";

  private ScriptedClamd(Misbehaviour misbehaviour) throws IOException {
    this.misbehaviour = misbehaviour;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /** A server that answers on a free loopback port. */
  public static ScriptedClamd start(Misbehaviour misbehaviour) {
    try {
      ScriptedClamd clamd = new ScriptedClamd(misbehaviour);
      daemon("scripted-clamd", clamd::accept);
      return clamd;
    } catch (IOException e) {
      throw new UncheckedIOException("No free loopback port", e);
    }
  }

  /** From now on misbehaves for all content, or again only for what has the token. */
  public void misbehave(boolean always) {
    misbehaving = always;
  }

  /** What it does at SCAN from now on: before, it knows no such command. */
  public void onScan(PathScan script) {
    pathScan = script;
  }

  /** How many sessions were begun. */
  public int sessions() {
    return sessions.get();
  }

  /** How many SCANs it was sent. */
  public int pathScans() {
    return pathScans.get();
  }

  /** What VERSION answers from now on; empty: nothing, as if it hung. */
  public void setVersion(String answer) {
    version = answer;
  }

  /** As in {@code 127.0.0.1:12345}. */
  public String tcpAddress() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections it has accepted. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections it has now. A client's close does not end one that hangs. */
  public int connections() {
    return open.size();
  }

  /** How many INSTREAMs it was sent. */
  public int scans() {
    return scans.get();
  }

  /** Closes its port and breaks its connections. */
  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't close", e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        open.add(socket);
        daemon("scripted-clamd-connection", () -> serve(socket));
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      converse(new ClamdWire(socket, closing));
    } catch (EOFException | SocketException e) {
      // the client went away, or this server did
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.remove(socket);
    }
  }

  /** One command, or a session of them until its END. */
  private void converse(ClamdWire wire) throws IOException {
    Optional<String> first = wire.command();
    if (!first.equals(Optional.of("zIDSESSION"))) {
      if (first.isPresent()) {
        obey(first.get(), "", wire);
      }
      return;
    }
    sessions.incrementAndGet();
    int number = 1;
    Optional<String> next = wire.command();
    while (next.isPresent() && obey(next.get(), number + ": ", wire)) {
      number++;
      next = wire.command();
    }
  }

  /** Whether a session goes on. */
  private boolean obey(String command, String prefix, ClamdWire wire) throws IOException {
    if (pathScan != null && command.startsWith(SCAN)) {
      pathScans.incrementAndGet();
      pathScan.answer(prefix, command.substring(SCAN.length()), wire);
      return true;
    }
    switch (command) {
      case "zPING" -> wire.answer(prefix + "PONG");
      case "zVERSION" -> {
        if (!version.isEmpty()) {
          wire.answer(prefix + version);
        }
      }
      case "zRELOAD" -> wire.answer(prefix + "RELOADING");
      case "zINSTREAM" -> {
        return scan(prefix, wire);
      }
      case "zEND" -> {
        return false;
      }
      default -> {
        wire.answer(prefix + "UNKNOWN COMMAND");
        return false;
      }
    }
    return true;
  }

  private boolean scan(String prefix, ClamdWire wire) throws IOException {
    scans.incrementAndGet();
    if (misbehaving && misbehaviour.from() == Misbehaviour.From.COMMAND) {
      misbehaviour.act().on(wire);
      return false;
    }
    StreamedContent content = new StreamedContent();
    for (int left = wire.chunkLength(); left != 0; left = wire.chunkLength()) {
      while (left > 0) {
        byte[] piece = wire.piece(left);
        left -= piece.length;
        content.add(piece);
        if (misbehaves(content) && misbehaviour.from() != Misbehaviour.From.ANSWER) {
          misbehaviour.act().on(wire);
          return false;
        }
      }
    }
    if (misbehaves(content)) {
      misbehaviour.act().on(wire);
      return false;
    }
    wire.answer(prefix + content.answer());
    return true;
  }

  private boolean misbehaves(StreamedContent content) {
    return misbehaving || content.hasToken();
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
