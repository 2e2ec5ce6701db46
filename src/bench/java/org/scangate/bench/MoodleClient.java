package org.scangate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Asks as Moodle does (the recorded requests are in {@code src/test/resources/moodle}), each time
 * on a connection of its own, and as cheaply as can be.
 */
final class MoodleClient {

  private static final int BUFFER = 64 << 10;
  private static final int MAX_ANSWER = 4 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Up to here curl sends the body at once; beyond, it asks first whether it may. */
  private static final int ASKS_BEYOND = 1 << 20;

  private static final String HEADERS =
      String.join(
          "\r\n",
          "Host: 127.0.0.1",
          "Accept: */*",
          "Accept-Encoding: deflate, gzip, br, zstd",
          "User-Agent: MoodleBot/4.5",
          "");
  private static final String BOUNDARY = "------------------------c838f37b2819f567";
  private static final byte[] BEFORE_FILE =
      ("--"
              + BOUNDARY
              + "\r\nContent-Disposition: form-data; name=\"scanfile\"; filename=\"/tmp/phpbkhIj\""
              + "\r\nContent-Type: application/octet-stream\r\n\r\n")
          .getBytes(UTF_8);
  private static final byte[] AFTER_FILE =
      (field("filename", "My report é.pdf") + field("userid", "2") + "\r\n--" + BOUNDARY + "--\r\n")
          .getBytes(UTF_8);

  private final InetSocketAddress server;
  private final String path;

  /**
   * @param path of the application, without a slash at its end
   */
  MoodleClient(InetSocketAddress server, String path) {
    this.server = server;
    this.path = path;
  }

  private static String field(String name, String value) {
    return "\r\n--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s"
        .formatted(BOUNDARY, name, value);
  }

  /** The whole answer, header and JSON. */
  String conncheck() throws IOException {
    String request = "GET " + path + "/conncheck HTTP/1.1\r\n" + HEADERS + "\r\n";
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return answer(socket.getInputStream());
    }
  }

  /** The whole answer, header and JSON. */
  String scan(InputStream content, long size) throws IOException {
    long length = BEFORE_FILE.length + size + AFTER_FILE.length;
    boolean asks = length > ASKS_BEYOND;
    String header =
        "POST %s/scan HTTP/1.1\r\n%sContent-Length: %d\r\nContent-Type: multipart/form-data; boundary=%s\r\n%s\r\n"
            .formatted(path, HEADERS, length, BOUNDARY, asks ? "Expect: 100-continue\r\n" : "");
    try (Socket socket = connect()) {
      Pieces pieces = new Pieces(socket.getOutputStream());
      pieces.add(header.getBytes(UTF_8));
      if (asks) {
        pieces.send();
        String go = answer(socket.getInputStream());
        if (!go.startsWith("HTTP/1.1 100")) {
          return go;
        }
      }
      pieces.add(BEFORE_FILE);
      pieces.addAll(content);
      pieces.add(AFTER_FILE);
      pieces.send();
      return answer(socket.getInputStream());
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true); // as curl does
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(server);
    return socket;
  }

  private static String answer(InputStream in) throws IOException {
    byte[] bytes = new byte[MAX_ANSWER];
    int length = 0;
    while (true) {
      int n = in.read(bytes, length, bytes.length - length);
      if (n <= 0) {
        throw new IOException("half an answer: " + new String(bytes, 0, length, UTF_8));
      }
      length += n;
      String answer = new String(bytes, 0, length, UTF_8);
      if (whole(answer)) {
        return answer;
      }
    }
  }

  /** An answer to these requests is JSON, and ends with it. */
  private static boolean whole(String answer) {
    int headerEnds = answer.indexOf("\r\n\r\n");
    return headerEnds > 0
        && (answer.startsWith("HTTP/1.1 100") || answer.indexOf('}', headerEnds) > 0);
  }

  /** Collects what goes into one write. */
  private static final class Pieces {
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int held;

    Pieces(OutputStream out) {
      this.out = out;
    }

    void add(byte[] bytes) throws IOException {
      if (held + bytes.length > buffer.length) {
        send();
      }
      System.arraycopy(bytes, 0, buffer, held, bytes.length);
      held += bytes.length;
    }

    void addAll(InputStream content) throws IOException {
      int n;
      while ((n = content.readNBytes(buffer, held, buffer.length - held)) > 0) {
        held += n;
        if (held == buffer.length) {
          send();
        }
      }
    }

    void send() throws IOException {
      out.write(buffer, 0, held);
      held = 0;
    }
  }
}
