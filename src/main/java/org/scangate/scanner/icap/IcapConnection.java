package org.scangate.scanner.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scangate.scanner.net.Connection;

/** A connection to an ICAP server, for one request after the other. */
final class IcapConnection implements Closeable {

  /** Of all headers of one answer, those that it encloses included. */
  private static final int MAX_HEADERS = 64 << 10;

  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?");
  private static final int HEXADECIMAL = 16;

  private final Connection connection;
  private int headersLeft;
  private boolean answered;
  private boolean used;
  private boolean reusable;
  private long idleSince;

  IcapConnection(Connection connection) {
    this.connection = connection;
  }

  /** The next request begins: nothing has come of its answer. */
  void begin() {
    answered = false;
    headersLeft = MAX_HEADERS;
  }

  /** Whether anything has come of the answer to the request that was begun. */
  boolean answered() {
    return answered || connection.hasUnread();
  }

  /** Whether it was given back after an earlier request, so that the server may have left it. */
  boolean used() {
    return used;
  }

  /** What comes next on it is the answer to the next request. */
  void becomeReusable() {
    reusable = true;
  }

  /** Takes it back into keeping, unless it was not said that it can be used again. */
  boolean keep() {
    boolean kept = reusable;
    reusable = false;
    used = true;
    idleSince = System.nanoTime();
    return kept;
  }

  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  void write(ByteBuffer bytes) throws IOException {
    connection.write(bytes);
  }

  /** What has come that nobody has read. */
  Connection.Arrived arrived() throws IOException {
    return connection.arrived();
  }

  /** Reads status line and headers, to the empty line. */
  IcapHead readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      lines.add(line);
    }
    return IcapHead.parse(lines);
  }

  /** Reads the HTTP headers that an answer encloses. */
  String readEnclosed(int size) throws IOException {
    take(size);
    byte[] headers = new byte[size];
    for (int i = 0; i < size; i++) {
      headers[i] = next();
    }
    return new String(headers, ISO_8859_1);
  }

  /**
   * Reads over a chunked body and its trailers (RFC 2616 §3.6.1).
   *
   * @param most that is worth it
   * @return false when it is longer
   */
  boolean drain(long most) throws IOException {
    long left = most;
    for (long chunk = readChunkSize(); chunk > 0; chunk = readChunkSize()) {
      left -= chunk;
      if (left < 0) {
        return false;
      }
      connection.in().skipNBytes(chunk);
      if (!readLine().isEmpty()) {
        throw new TornAnswer("a chunk does not end where it should");
      }
    }
    while (!readLine().isEmpty()) {
      // trailers tell nothing that a verdict depends on
    }
    return true;
  }

  private long readChunkSize() throws IOException {
    headersLeft = MAX_HEADERS;
    String line = readLine();
    Matcher size = CHUNK.matcher(line);
    if (!size.matches()) {
      throw new TornAnswer("a chunk without its size");
    }
    return Long.parseLong(size.group(1), HEXADECIMAL);
  }

  /** A line without its end, which is CR LF, or LF alone (RFC 2616 §19.3). */
  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      take(1);
      byte next = next();
      if (next == '\r') {
        take(1);
        if (next() != '\n') {
          throw new TornAnswer("a carriage return in the middle of a line");
        }
        return line.toString(UTF_8);
      }
      if (next == '\n') {
        return line.toString(UTF_8);
      }
      if (next >= 0 && next < ' ' && next != '\t') {
        throw new TornAnswer("a control character in a header");
      }
      line.write(next);
    }
  }

  private void take(int count) throws TornAnswer {
    headersLeft -= count;
    if (headersLeft < 0) {
      throw new TornAnswer("its headers are longer than " + MAX_HEADERS + " bytes");
    }
  }

  private byte next() throws IOException {
    int next = connection.in().read();
    if (next < 0) {
      throw answered
          ? new TornAnswer("it closed the connection in the middle of its answer")
          : new EOFException("it closed the connection without an answer");
    }
    answered = true;
    return (byte) next;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
