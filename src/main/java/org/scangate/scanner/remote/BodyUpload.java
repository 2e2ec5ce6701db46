package org.scangate.scanner.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.Sample;
import org.scangate.scanner.SampleReader;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.net.Connection;

/**
 * The way of one body to an engine. Before each block, and above all before the last one, it is
 * looked whether an answer has come: whatever answers then has not seen every byte.
 */
final class BodyUpload {

  private static final int BLOCK = 128 << 10;

  /** As long as curl waits for an invitation. */
  private static final Duration INVITATION = Duration.ofSeconds(1);

  /** More would be a flood. */
  private static final int MAX_INTERIM = 10;

  private final Sample sample;
  private final ScanForm form;
  private final Connection connection;
  private int interim;

  /** After the request's head was sent. */
  BodyUpload(Sample sample, ScanForm form, Connection connection) {
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
   */
  Optional<HttpResponse> send(boolean invited) throws IOException, UnscannedException {
    Optional<HttpResponse> early =
        invited && connection.arrivesWithin(INVITATION) != Connection.Arrived.NOTHING
            ? answer()
            : Optional.empty();
    try {
      return early.isPresent() ? early : sendAll();
    } catch (HttpResponse.Malformed e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(answerDespite(e));
    }
  }

  private Optional<HttpResponse> sendAll() throws IOException, UnscannedException {
    connection.write(ByteBuffer.wrap(form.before()));
    try (SampleReader reader = SampleReader.open(sample)) {
      byte[] block = new byte[reader.blockSize(BLOCK)];
      for (int n = reader.read(block); n > 0; n = reader.read(block)) {
        Optional<HttpResponse> early = answer();
        if (early.isPresent()) {
          return early;
        }
        connection.write(ByteBuffer.wrap(block, 0, n));
      }
    }
    Optional<HttpResponse> early = answer();
    if (early.isEmpty()) {
      connection.write(ByteBuffer.wrap(form.after()));
    }
    return early;
  }

  /** The final answer, if anything but an interim one has begun. */
  private Optional<HttpResponse> answer() throws IOException {
    while (connection.arrived() != Connection.Arrived.NOTHING) {
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
    if (answer.status() == 101 || ++interim > MAX_INTERIM) {
      throw new HttpResponse.Malformed("it answers HTTP " + answer.status() + " to a POST");
    }
  }

  /** Whether the engine has said that the body may come, in time or late. */
  boolean invited() {
    return interim > 0;
  }
}
