package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.net.Connection;

/**
 * A blocking connection to a clamd. Every call on it is bounded: a deadline that passes closes it,
 * and the call ends with an {@link IOException}.
 */
final class ClamdConnection implements Closeable {

  /** The longest path (4,095 bytes), and what is said of it. */
  private static final int MAX_REPLY = 8192;

  private final Connection connection;

  private ClamdConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects by the deadline, and in a few seconds at most: there may be another address to try.
   */
  static ClamdConnection open(ClamdEndpoint endpoint, DeadlineTimer deadlines, Deadline deadline)
      throws IOException {
    try {
      requireSocket(endpoint);
      Connection connection = Connection.open(endpoint.socket(), deadlines, deadline);
      try {
        requireSocket(endpoint); // renamed over it just then
      } catch (IOException e) {
        connection.close();
        throw e;
      }
      return new ClamdConnection(connection);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "cannot connect to clamd at " + endpoint + ": No such file or directory", e);
    } catch (IOException e) {
      throw new IOException("cannot connect to clamd at " + endpoint + ": " + e.getMessage(), e);
    }
  }

  private static void requireSocket(ClamdEndpoint endpoint) throws IOException {
    if (endpoint.file().isPresent()) {
      endpoint.file().get().require();
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    connection.write(bytes);
  }

  /**
   * Reads one answer.
   *
   * @return without its terminator, a NUL
   * @throws TornReply when the connection ends, or too much comes, before the terminator
   */
  String readReply() throws IOException {
    StringBuilder reply = new StringBuilder();
    for (int next = read(reply); next != 0; next = read(reply)) {
      if (next < 0 || reply.length() >= MAX_REPLY) {
        throw new TornReply(reply.toString());
      }
      reply.append((char) next);
    }
    return reply.toString();
  }

  /** clamd sends some answers in two parts, the second when it knows that the first has come. */
  private int read(StringBuilder sinceThen) throws IOException {
    if (!sinceThen.isEmpty() && !connection.hasUnread()) {
      connection.acknowledgeAtOnce();
    }
    return connection.in().read();
  }

  /**
   * Waits for the end of the stream, with which clamd follows its answer to a single command.
   *
   * @throws IOException also when anything else comes
   */
  void readEnd() throws IOException {
    if (connection.in().read() >= 0) {
      throw new IOException("more came after its answer");
    }
  }

  /** Whether something has arrived that nobody has read, the end of the stream included. */
  boolean hasAnswer() throws IOException {
    return connection.arrived() != Connection.Arrived.NOTHING;
  }

  @Override
  public void close() throws IOException {
    connection.close();
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
