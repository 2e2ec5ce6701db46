package org.scangate.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client's connection, seen from the ICAP server's side. */
public final class IcapWire {
  private static final Pattern BODY = Pattern.compile("\nEncapsulated: [^\r]*-body=(\\d+)");
  private static final int HEXADECIMAL = 16;

  private final DataInputStream in;
  private final OutputStream out;
  private final CountDownLatch serverCloses;

  IcapWire(Socket socket, CountDownLatch serverCloses) throws IOException {
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
    this.out = socket.getOutputStream();
    this.serverCloses = serverCloses;
  }

  /**
   * The next request without its body: its ICAP headers, and the HTTP headers that it encloses.
   *
   * @throws EOFException when the client left
   */
  public String head() throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append("\r\n");
    }
    Matcher body = BODY.matcher(head);
    if (body.find()) {
      byte[] enclosed = new byte[Integer.parseInt(body.group(1))];
      in.readFully(enclosed);
      head.append(new String(enclosed, StandardCharsets.ISO_8859_1));
    }
    return head.toString();
  }

  /** The next chunk of the body; empty after the last. */
  public byte[] chunk() throws IOException {
    byte[] chunk = new byte[Integer.parseInt(line(), HEXADECIMAL)];
    in.readFully(chunk);
    line();
    return chunk;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Sends lines that end with CR LF, in which {@code |} is a line's end. */
  public void lines(String lines) throws IOException {
    send(lines.replace("|", "\r\n"));
  }

  public void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Reads on, whatever comes, until the client leaves. */
  public void drain() throws IOException {
    byte[] block = new byte[64 << 10];
    while (in.read(block) >= 0) {
      // it is not looked at
    }
  }

  /** Does nothing until the server is closed. */
  public void hang() {
    try {
      serverCloses.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
