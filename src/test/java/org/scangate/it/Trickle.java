package org.scangate.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A client that has announced an upload and sends it byte by byte. */
final class Trickle implements AutoCloseable {

  private final Socket socket;

  Trickle() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), Site.PORT);
    socket.getOutputStream().write(head(100_000));
  }

  /** The head of a request and of its form, with so much content to come. */
  static byte[] head(long content) {
    String form = Site.headText();
    long length = form.length() + content + Site.tailText("x").length();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(
        ("POST /scangate/scan HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: multipart/form-data; boundary="
                + Site.BOUNDARY
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n"
                + form)
            .getBytes(US_ASCII));
    return head.toByteArray();
  }

  void sendOneByte() throws IOException {
    socket.getOutputStream().write('x');
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What is done with each of them. */
  interface Deed {
    void with(Trickle trickle) throws IOException;
  }

  static void all(List<Trickle> trickles, Deed deed) throws IOException {
    for (Trickle trickle : trickles) {
      deed.with(trickle);
    }
  }
}
