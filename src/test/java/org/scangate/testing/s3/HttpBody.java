package org.scangate.testing.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How long the body of a message is, and its way from one connection to the other.
 *
 * @param length in bytes, or one of the two below zero
 */
record HttpBody(long length) {
  private static final long CHUNKED = -1;
  private static final long TO_THE_END = -2;
  private static final int BUFFER = 1 << 16;

  static HttpBody ofRequest(HttpHead head) {
    return new HttpBody(head.says("Transfer-Encoding", "chunked") ? CHUNKED : length(head, 0));
  }

  static HttpBody ofResponse(HttpHead head, String method) {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return new HttpBody(0);
    }
    return new HttpBody(
        head.says("Transfer-Encoding", "chunked") ? CHUNKED : length(head, TO_THE_END));
  }

  private static long length(HttpHead head, long otherwise) {
    return head.header("Content-Length").map(Long::parseLong).orElse(otherwise);
  }

  /** It is over when the connection is. */
  boolean endsConnection() {
    return length == TO_THE_END;
  }

  void pass(InputStream from, OutputStream to) throws IOException {
    pass(from, to, Long.MAX_VALUE);
  }

  /**
   * Passes it on as it comes, framing included.
   *
   * @param most the bytes of content after which it stops
   */
  void pass(InputStream from, OutputStream to, long most) throws IOException {
    if (length == CHUNKED) {
      passChunks(from, to, most);
    } else if (length == TO_THE_END) {
      copy(from, to, most);
    } else if (copy(from, to, Math.min(length, most)) < Math.min(length, most)) {
      throw new EOFException("a body of less than " + length + " bytes");
    }
    to.flush();
  }

  private static void passChunks(InputStream from, OutputStream to, long most) throws IOException {
    long left = most;
    long size = passSize(from, to);
    while (size > 0) {
      long wanted = Math.min(size, left);
      if (copy(from, to, wanted) < wanted) {
        throw new EOFException("the end within a chunk");
      }
      left -= wanted;
      if (wanted < size) {
        return;
      }
      passLine(from, to);
      size = passSize(from, to);
    }
    while (!passLine(from, to).isEmpty()) {
      // a trailer
    }
  }

  private static long passSize(InputStream from, OutputStream to) throws IOException {
    return Long.parseLong(passLine(from, to).split(";", 2)[0].strip(), 16);
  }

  private static String passLine(InputStream from, OutputStream to) throws IOException {
    String line = HttpHead.line(from).orElseThrow(() -> new EOFException("the end at a chunk"));
    to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return line;
  }

  private static long copy(InputStream from, OutputStream to, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      to.write(buffer, 0, read);
      left -= read;
    }
    return most - left;
  }
}
