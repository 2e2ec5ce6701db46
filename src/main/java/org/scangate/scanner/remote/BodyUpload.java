package org.scangate.scanner.remote;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.Sample;

/**
 * The way of one body to an engine. Before each block, and above all before the last one, it is
 * looked whether an answer has come: whatever answers then has not seen every byte.
 */
final class BodyUpload {

  private static final int BLOCK = 128 << 10;

  /** As long as curl waits for an invitation. */
  private static final Duration INVITATION = Duration.ofSeconds(1);

  /** More would be a flood. */
  private static final int MOST_INTERIM = 10;

  private final Sample sample;
  private final ScanForm form;
  private final RemoteConnection connection;
  private int interim;

  /** After the request's head was sent. */
  BodyUpload(Sample sample, ScanForm form, RemoteConnection connection) {
    this.sample = sample;
    this.form = form;
    this.connection = connection;
  }

  /**
   * Sends the body, until there is an answer.
   *
   * @param invited whether the engine was asked to say when the body may come. One that answers to
   *     the head alone is seen through however small the sample is
   * @return the answer that came before the end; empty when all was sent before it
   * @throws Unreadable when the sample is at fault
   */
  Optional<HttpResponse> send(boolean invited) throws IOException {
    Optional<HttpResponse> early =
        invited && connection.arrived(INVITATION) != RemoteConnection.Arrived.NOTHING
            ? answer()
            : Optional.empty();
    try {
      return early.isPresent() ? early : sendAll();
    } catch (Unreadable | HttpResponse.Malformed e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(answerDespite(e));
    }
  }

  private Optional<HttpResponse> sendAll() throws IOException {
    connection.write(form.before(), form.before().length);
    byte[] block = new byte[(int) Math.max(1, Math.min(BLOCK, form.size()))];
    long left = form.size();
    try (InputStream content = open()) {
      while (left > 0) {
        int n = read(content, block, (int) Math.min(block.length, left));
        if (n == 0) {
          throw changed();
        }
        Optional<HttpResponse> early = answer();
        if (early.isPresent()) {
          return early;
        }
        connection.write(block, n);
        left -= n;
      }
      if (read(content, block, 1) > 0) {
        throw changed();
      }
    }
    Optional<HttpResponse> early = answer();
    if (early.isEmpty()) {
      connection.write(form.after(), form.after().length);
    }
    return early;
  }

  /** The final answer, if anything but an interim one has begun. */
  private Optional<HttpResponse> answer() throws IOException {
    while (connection.arrived(Duration.ZERO) != RemoteConnection.Arrived.NOTHING) {
      HttpResponse answer = HttpResponse.readHead(connection.in());
      if (!answer.interim()) {
        return Optional.of(answer);
      }
      count(answer);
    }
    return Optional.empty();
  }

  /** The final answer, which is waited for. */
  HttpResponse awaitAnswer() throws IOException {
    HttpResponse answer = HttpResponse.readHead(connection.in());
    while (answer.interim()) {
      count(answer);
      answer = HttpResponse.readHead(connection.in());
    }
    return answer;
  }

  /** An engine that gives up in the middle may say why and close: the answer is still there. */
  private HttpResponse answerDespite(IOException broken) throws IOException {
    try {
      return awaitAnswer();
    } catch (IOException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  private void count(HttpResponse answer) throws HttpResponse.Malformed {
    if (answer.status() == 101 || ++interim > MOST_INTERIM) {
      throw new HttpResponse.Malformed("it answers HTTP " + answer.status() + " to a POST");
    }
  }

  /** Whether the engine has said that the body may come, in time or late. */
  boolean invited() {
    return interim > 0;
  }

  private InputStream open() throws Unreadable {
    try {
      return sample.open();
    } catch (IOException e) {
      throw new Unreadable("the file cannot be opened: " + e, e);
    }
  }

  private static int read(InputStream content, byte[] block, int length) throws Unreadable {
    try {
      return content.readNBytes(block, 0, length);
    } catch (IOException e) {
      throw new Unreadable("the file cannot be read: " + e, e);
    }
  }

  private static Unreadable changed() {
    return new Unreadable("the file changed while it was read", null);
  }

  /** The sample, not the engine, is at fault. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    Unreadable(String message, IOException cause) {
      super(message, cause);
    }
  }
}
