package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/**
 * A blocking connection to a clamd. Every call on it is bounded: a deadline that passes closes it,
 * and the call ends with an {@link IOException}.
 */
final class ClamdConnection implements Closeable {

  private static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

  /** The longest path (4,095 bytes), and what is said of it. */
  private static final int MOST_REPLY = 8192;

  private final SocketChannel channel;
  private final ByteBuffer unread = ByteBuffer.allocate(MOST_REPLY).flip();

  private ClamdConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects by the deadline, and in a few seconds at most: there may be another address to try.
   */
  static ClamdConnection open(ClamdEndpoint endpoint, DeadlineTimer deadlines, Deadline deadline)
      throws IOException {
    SocketChannel channel = endpoint.address().newChannel();
    DeadlineTimer.Guard guard = deadlines.guard(channel, deadline.atMost(CONNECT_BOUND));
    try {
      channel.connect(endpoint.socket());
      return new ClamdConnection(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      String cause = guard.fired() ? "no answer in time" : e.toString();
      throw new IOException("cannot connect to clamd at " + endpoint + ": " + cause, e);
    } finally {
      guard.close();
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads one answer.
   *
   * @return without its terminator, a NUL
   * @throws TornReply when the connection ends, or too much comes, before the terminator
   */
  String readReply() throws IOException {
    StringBuilder reply = new StringBuilder();
    while (true) {
      while (unread.hasRemaining()) {
        byte next = unread.get();
        if (next == 0) {
          return reply.toString();
        }
        reply.append((char) (next & 0xff));
      }
      if (reply.length() >= MOST_REPLY) {
        throw new TornReply(reply.toString());
      }
      unread.clear();
      int n = channel.read(unread);
      unread.flip();
      if (n < 0) {
        throw new TornReply(reply.toString());
      }
    }
  }

  /**
   * Waits for the end of the stream, with which clamd follows its answer to a single command.
   *
   * @throws IOException also when anything else comes
   */
  void readEnd() throws IOException {
    if (unread.hasRemaining() || channel.read(unread.clear()) >= 0) {
      throw new IOException("more came after its answer");
    }
  }

  /** Whether something has arrived that nobody has read, the end of the stream included. */
  boolean hasAnswer() throws IOException {
    if (unread.hasRemaining()) {
      return true;
    }
    channel.configureBlocking(false);
    try {
      unread.clear();
      int n = channel.read(unread);
      unread.flip();
      return n != 0;
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static ByteBuffer command(String command) {
    return ByteBuffer.wrap((command + '\0').getBytes(UTF_8));
  }

  /** The connection ended in the middle of an answer, or before it. */
  static final class TornReply extends IOException {
    private static final long serialVersionUID = 1;

    private final String part;

    TornReply(String part) {
      super(part.isEmpty() ? "it closed the connection" : "half an answer: \"" + part + '"');
      this.part = part;
    }

    /** What came before the connection ended. */
    String part() {
      return part;
    }
  }
}
