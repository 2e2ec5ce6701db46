package org.scangate.scanner.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/**
 * A blocking connection to an engine, over TCP, TLS or a Unix socket. Closing it, which any thread
 * may do and which never waits, ends every call on it with an {@link IOException}: whoever has one
 * guards it by a deadline. One thread reads and one, which may be another, writes.
 */
public final class Connection implements Closeable {

  /** Whether something has come that nobody has read. */
  public enum Arrived {
    NOTHING,
    BYTES,
    /** The end of the stream. */
    END
  }

  /** There may be another address to try. */
  static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

  private static final int RECEIVED = 16 << 10;

  /** A read that waits no longer than it must. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final SocketChannel channel;

  /** Null: what is sent goes as it is. */
  private final SSLSocket tls;

  private final byte[] block = new byte[RECEIVED];

  /** What of the block was not read. */
  private final ByteBuffer received = ByteBuffer.wrap(block).limit(0);

  private final InputStream in = new Received();
  private boolean ended;

  private Connection(SocketChannel channel, SSLSocket tls) {
    this.channel = channel;
    this.tls = tls;
  }

  /** How one that was just connected is encrypted. */
  @FunctionalInterface
  interface Encryption {
    /**
     * @return null: not at all
     */
    SSLSocket over(Socket socket) throws IOException;
  }

  /**
   * Connects by the deadline, and in a few seconds at most: there may be another address to try.
   *
   * @throws IOException whose message says why it cannot be connected to
   */
  public static Connection open(SocketAddress address, DeadlineTimer deadlines, Deadline deadline)
      throws IOException {
    return open(address, socket -> null, deadlines, deadline);
  }

  static Connection open(
      SocketAddress address, Encryption encryption, DeadlineTimer deadlines, Deadline deadline)
      throws IOException {
    boolean internet = address instanceof InetSocketAddress;
    SocketChannel channel =
        internet ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
    try (DeadlineTimer.Guard guard = deadlines.guard(channel, deadline.atMost(CONNECT_BOUND))) {
      try {
        channel.connect(address);
        SSLSocket tls = null;
        if (internet) {
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          tls = encryption.over(channel.socket());
        }
        return new Connection(channel, tls);
      } catch (IOException | RuntimeException e) {
        channel.close();
        if (guard.fired()) {
          throw new IOException("no answer in time", e);
        }
        throw e;
      }
    }
  }

  /** Writes all of what an array holds. */
  public void write(ByteBuffer bytes) throws IOException {
    if (tls == null) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } else {
      int offset = bytes.arrayOffset() + bytes.position();
      tls.getOutputStream().write(bytes.array(), offset, bytes.remaining());
      bytes.position(bytes.limit());
    }
  }

  /** What comes, buffered; closing it closes nothing. */
  public InputStream in() {
    return in;
  }

  /** Whether something was received behind what was read. */
  public boolean hasUnread() {
    return received.hasRemaining();
  }

  /** What has arrived already. Without waiting, an end is seen only where there is no TLS. */
  public Arrived arrived() throws IOException {
    if (received.hasRemaining()) {
      return Arrived.BYTES;
    }
    if (tls != null) {
      // Bytes on the wire may be no answer but what TLS itself has to say: only reading tells.
      boolean some =
          tls.getInputStream().available() > 0 || channel.socket().getInputStream().available() > 0;
      return some ? arrivesWithin(MOMENT) : Arrived.NOTHING;
    }
    channel.configureBlocking(false);
    try {
      return arrived(fill(channel::read));
    } finally {
      channel.configureBlocking(true);
    }
  }

  /** Waits a little for something to arrive; not over a Unix socket. */
  public Arrived arrivesWithin(Duration patience) throws IOException {
    if (received.hasRemaining()) {
      return Arrived.BYTES;
    }
    Socket socket = tls == null ? channel.socket() : tls;
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    try {
      return arrived(fill(into -> socket.getInputStream().read(block)));
    } catch (SocketTimeoutException e) {
      return Arrived.NOTHING;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  private static Arrived arrived(int count) {
    if (count == 0) {
      return Arrived.NOTHING;
    }
    return count > 0 ? Arrived.BYTES : Arrived.END;
  }

  /** Reads into a buffer, or into the block behind it. */
  @FunctionalInterface
  private interface Source {
    int read(ByteBuffer into) throws IOException;
  }

  /** What is received takes the place of what was read. */
  private int fill(Source source) throws IOException {
    if (ended) {
      return -1; // to read on is an error where TLS has said farewell
    }
    int count = 0;
    try {
      count = source.read(received.clear());
      ended = count < 0;
      return count;
    } finally {
      received.position(0).limit(Math.max(0, count));
    }
  }

  /**
   * Acknowledges what was received without waiting for something to send along with it, which the
   * system otherwise does for 40 ms. Whoever sends an answer in two parts without {@code
   * TCP_NODELAY} keeps the second one for so long (RFC 896). Linux forgets it soon: to be called
   * before each such read. Does nothing on a system that has no such option, and on a Unix socket.
   */
  public void acknowledgeAtOnce() throws IOException {
    for (SocketOption<?> option : channel.supportedOptions()) {
      // By its name: a server need not show jdk.net's classes to what is deployed on it.
      if (option.name().equals("TCP_QUICKACK")) {
        acknowledge(option);
      }
    }
  }

  @SuppressWarnings("unchecked") // jdk.net.ExtendedSocketOptions says so
  private void acknowledge(SocketOption<?> option) throws IOException {
    channel.setOption((SocketOption<Boolean>) option, true);
  }

  /** Not TLS's own farewell: to write it would wait for an engine that reads nothing. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Received extends InputStream {
    @Override
    public int read() throws IOException {
      return require() ? received.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      if (!require()) {
        return -1;
      }
      int count = Math.min(length, received.remaining());
      received.get(into, offset, count);
      return count;
    }

    /** Waits until there is something; false at the end of the stream. */
    private boolean require() throws IOException {
      if (received.hasRemaining()) {
        return true;
      }
      return tls == null
          ? fill(channel::read) > 0
          : fill(into -> tls.getInputStream().read(block)) > 0;
    }
  }
}
