package org.scangate.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The least that an ICAP client with kept connections can do: RESPMOD, 204, nothing is checked. */
final class PlainIcap implements AutoCloseable {

  private static final int CHUNK = 64 << 10;
  private static final String ENCAPSULATED =
      "GET http://bench.invalid/file HTTP/1.1\r\nHost: bench.invalid\r\n\r\n";
  private static final String RESPONSE =
      "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n";

  private final int port;
  private final String header;
  private final Queue<Socket> kept = new ConcurrentLinkedQueue<>();

  PlainIcap(URI uri) {
    this.port = uri.getPort();
    this.header =
        "RESPMOD %s ICAP/1.0\r\nHost: 127.0.0.1:%d\r\nAllow: 204\r\nEncapsulated: req-hdr=0, res-hdr=%d, res-body=%d\r\n\r\n%s%s"
            .formatted(
                uri,
                port,
                ENCAPSULATED.length(),
                ENCAPSULATED.length() + RESPONSE.length(),
                ENCAPSULATED,
                RESPONSE);
  }

  /** The first line of the answer. */
  String scan(InputStream content) throws IOException {
    Socket socket = kept.poll();
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
    }
    send(content, socket.getOutputStream());
    String answer = answer(socket.getInputStream());
    if (answer.contains("Connection: close")) { // as after a hundred
      socket.close();
    } else {
      kept.add(socket);
    }
    return answer.substring(0, answer.indexOf('\r'));
  }

  private void send(InputStream content, OutputStream out) throws IOException {
    out.write(header.getBytes(US_ASCII));
    byte[] room = new byte[CHUNK + 16];
    int n;
    while ((n = content.readNBytes(room, 8, CHUNK)) > 0) {
      byte[] length = "%06x\r\n".formatted(n).getBytes(US_ASCII);
      System.arraycopy(length, 0, room, 0, length.length);
      room[8 + n] = '\r';
      room[9 + n] = '\n';
      out.write(room, 0, 10 + n);
    }
    out.write("0\r\n\r\n".getBytes(US_ASCII));
  }

  private static String answer(InputStream in) throws IOException {
    byte[] bytes = new byte[8 << 10];
    int length = 0;
    while (true) {
      int n = in.read(bytes, length, bytes.length - length);
      if (n <= 0) {
        throw new IOException("half an answer: " + new String(bytes, 0, length, US_ASCII));
      }
      length += n;
      String answer = new String(bytes, 0, length, US_ASCII);
      if (answer.endsWith("\r\n\r\n")) {
        return answer;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : kept) {
      socket.close();
    }
  }
}
