package org.scangate.scanner.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP answer (RFC 9112), and believes nothing that is ambiguous or unbounded.
 *
 * @param status of HTTP
 * @param headers lines but the first
 */
record HttpResponse(int status, List<String> headers) {

  /** Of a head, and of a body, in bytes. */
  static final int MAX_BODY = 64 << 10;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(;.*)?");

  /** Reads a head, up to the empty line. */
  static HttpResponse readHead(InputStream in) throws IOException {
    Budget budget = new Budget();
    Matcher status = STATUS.matcher(line(in, budget));
    if (!status.matches()) {
      throw new Malformed("what it answers is not HTTP");
    }
    return new HttpResponse(Integer.parseInt(status.group(1)), headers(in, budget));
  }

  private static List<String> headers(InputStream in, Budget budget) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
      if (!HEADER.matcher(line).matches()) {
        throw new Malformed("its answer has a malformed header");
      }
      headers.add(line);
    }
    return headers;
  }

  /** An interim answer, such as 100: the final one follows. */
  boolean interim() {
    return status < 200;
  }

  /** All values of a header, each as it came. */
  List<String> values(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ':';
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  /**
   * Reads the body that follows this head, whole.
   *
   * @throws IOException when it is cut off, too long, or nobody can tell where it ends
   */
  byte[] readBody(InputStream in) throws IOException {
    List<String> lengths = values("Content-Length");
    List<String> encodings = values("Transfer-Encoding");
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    if (!encodings.isEmpty()) {
      if (encodings.size() > 1
          || !encodings.get(0).equalsIgnoreCase("chunked")
          || !lengths.isEmpty()) {
        throw new Malformed("nobody can tell where its answer ends");
      }
      return chunks(in);
    }
    if (lengths.isEmpty()) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      checkRoom(body.length);
      return body;
    }
    if (lengths.stream().distinct().count() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      throw new Malformed("nobody can tell where its answer ends");
    }
    return exactly(Long.parseLong(lengths.get(0)), in);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Budget framing = new Budget();
    while (true) {
      Matcher size = CHUNK.matcher(line(in, framing));
      if (!size.matches()) {
        throw new Malformed("its answer is not chunked as it says");
      }
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        headers(in, framing);
        return body.toByteArray();
      }
      checkRoom(body.size() + length);
      body.writeBytes(exactly(length, in));
      if (!line(in, framing).isEmpty()) {
        throw new Malformed("its answer is not chunked as it says");
      }
    }
  }

  private static byte[] exactly(long length, InputStream in) throws IOException {
    checkRoom(length);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new Malformed("its answer was cut off");
    }
    return bytes;
  }

  private static void checkRoom(long length) throws Malformed {
    if (length > MAX_BODY) {
      throw new Malformed("its answer is longer than " + MAX_BODY + " bytes");
    }
  }

  /** A line without its end; bytes beyond ASCII as in ISO 8859-1. */
  private static String line(InputStream in, Budget budget) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new Malformed("it closed the connection");
      }
      budget.take();
      line.append((char) b);
    }
    budget.take();
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  /** What may still come of a head. */
  private static final class Budget {
    private int left = MAX_BODY;

    void take() throws Malformed {
      if (--left < 0) {
        throw new Malformed("the head of its answer is longer than " + MAX_BODY + " bytes");
      }
    }
  }

  /** No answer, half an answer, or none that an engine would give. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }
}
