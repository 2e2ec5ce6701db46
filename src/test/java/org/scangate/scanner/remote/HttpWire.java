package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** The server's end of one connection, for a script to read, send and hang. */
final class HttpWire {

  static final String OK = "{\"status\": \"OK\", \"msg\": \"clean\"}";

  private static final String LENGTH = "content-length: ";

  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch serverCloses;
  private String head = "";

  HttpWire(Socket socket, CountDownLatch serverCloses) throws IOException {
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
    this.serverCloses = serverCloses;
  }

  /** The request's first line and headers. */
  String head() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      text.append((char) b);
    }
    head = text.toString();
    return head;
  }

  long contentLength() {
    return head.lines()
        .map(line -> line.toLowerCase(java.util.Locale.ROOT))
        .filter(line -> line.startsWith(LENGTH))
        .mapToLong(line -> Long.parseLong(line.substring(LENGTH.length())))
        .findFirst()
        .orElseThrow();
  }

  /** Says that the body may come, where it is asked for that. */
  void invite() throws IOException {
    if (head.contains("Expect: 100-continue")) {
      send("HTTP/1.1 100 Continue\r\n\r\n");
    }
  }

  /** Head and body of a request that is answered properly so far. */
  byte[] request() throws IOException {
    head();
    invite();
    return read((int) contentLength());
  }

  byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  InputStream in() {
    return in;
  }

  /** Answers with a body and its length. */
  void answer(int status, String body) throws IOException {
    int length = body.getBytes(UTF_8).length;
    send("HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads and forgets all that the client still sends, until it closes. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Neither reads nor writes any more, until the server is closed. */
  void hang() {
    try {
      serverCloses.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One byte, one character. */
  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
