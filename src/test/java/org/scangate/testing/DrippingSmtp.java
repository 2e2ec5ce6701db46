package org.scangate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mail server that at one point of the conversation goes on with a byte a second, for ever. */
public final class DrippingSmtp implements AutoCloseable {

  private final ServerSocket server;
  private final String word;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean drips;

  /**
   * Begins at once, on loopback.
   *
   * @param word the command whose answer never ends; empty: the greeting
   */
  public DrippingSmtp(int port, String word) throws IOException {
    this.server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    this.word = word;
    thread = new Thread(this::run, "a dripping mail server");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        talk(client);
      } catch (IOException e) {
        // it was left, or is closed
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void talk(Socket client) throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    if (word.isEmpty()) {
      drip(out);
    }
    say(out, "220 welcome");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    boolean inMail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!inMail && line.startsWith(word)) {
        drip(out);
      }
      if (inMail) {
        inMail = !line.equals(".");
      } else if (line.equals("DATA")) {
        inMail = true;
        say(out, "354 go on");
        continue;
      }
      if (!inMail) {
        say(out, "250 fine");
      }
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    do {
      out.write('2');
      out.flush();
      drips = true;
    } while (!end.await(1, TimeUnit.SECONDS));
    throw new IOException("closed");
  }

  /** Whether it has begun with that. */
  public boolean drips() {
    return drips;
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    server.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10)); // the port is free when it has left accept()
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
