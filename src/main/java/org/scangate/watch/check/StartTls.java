package org.scangate.watch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Asks a mail server to go on encrypted (RFC 3207), and reads not a byte beyond its answer. */
final class StartTls {

  private static final int MAX_BYTES = 16 << 10;
  private static final int CODE = 3;

  private final Socket socket;
  private int read;

  private StartTls(Socket socket) {
    this.socket = socket;
  }

  /** Afterwards TLS begins. */
  static void over(Socket socket) throws IOException {
    StartTls dialogue = new StartTls(socket);
    dialogue.expect("220");
    dialogue.say("EHLO localhost");
    dialogue.expect("250");
    dialogue.say("STARTTLS");
    dialogue.expect("220");
  }

  private void say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
  }

  private void expect(String code) throws IOException {
    String line = line();
    while (line.startsWith(code + "-")) {
      line = line();
    }
    if (!line.startsWith(code)) {
      String said = line.substring(0, Math.min(CODE, line.length()));
      throw new IOException("the mail server says " + said + " instead of " + code);
    }
  }

  private String line() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      read++;
      if (next < 0 || read > MAX_BYTES) {
        throw new IOException("the mail server broke off, or says too much");
      }
      line.append((char) next);
    }
    return line.toString();
  }
}
