package org.scangate.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One client's connection, seen from clamd's side. */
public final class ClamdWire {
  private static final int PIECE = 64 * 1024;
  private static final int MAX_COMMAND = 4096;

  private final DataInputStream in;
  private final OutputStream out;
  private final CountDownLatch serverCloses;

  ClamdWire(Socket socket, CountDownLatch serverCloses) throws IOException {
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), PIECE));
    this.out = socket.getOutputStream();
    this.serverCloses = serverCloses;
  }

  /** The next command, as in {@code zPING}, without its terminator; none when the client left. */
  public Optional<String> command() throws IOException {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    for (int b = in.read(); b > 0 && command.size() < MAX_COMMAND; b = in.read()) {
      command.write(b);
    }
    return command.size() == 0
        ? Optional.empty()
        : Optional.of(command.toString(StandardCharsets.UTF_8));
  }

  /** The length of INSTREAM's next chunk; 0 after the last. */
  public int chunkLength() throws IOException {
    return in.readInt();
  }

  /** The next piece of a chunk of which so much is left. */
  public byte[] piece(int left) throws IOException {
    byte[] piece = new byte[Math.min(left, PIECE)];
    in.readFully(piece);
    return piece;
  }

  /** Sends a whole answer, terminated. */
  public void answer(String text) throws IOException {
    send(text + '\0');
  }

  /** Sends these characters, each as one byte, and nothing else. */
  public void send(String characters) throws IOException {
    out.write(characters.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Reads and forgets all that the client still sends. */
  public void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Neither reads nor writes any more, until the server is closed. */
  public void hang() {
    try {
      serverCloses.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
