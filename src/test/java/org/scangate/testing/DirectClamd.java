package org.scangate.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The plainest client of clamd: one connection per command, each answer returned as it came. The
 * fixture's own, and what Scangate's speed is measured against.
 */
public final class DirectClamd {
  private static final int CHUNK = 64 * 1024;

  private final SocketAddress address;
  private final Duration timeout;

  /**
   * A client of the clamd at an address.
   *
   * @param address an internet or a Unix domain socket address
   * @param timeout for one command, from connecting to the answer
   */
  public DirectClamd(SocketAddress address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
  }

  /**
   * Sends a command, without its {@code z}, and returns the answer without its terminator.
   *
   * @throws IOException also when there is no whole answer in time
   */
  public String ask(String command) throws IOException {
    return talk(
        channel -> {
          send(channel, ByteBuffer.wrap(('z' + command + '\0').getBytes(StandardCharsets.UTF_8)));
          return answer(channel);
        });
  }

  /** The answer to INSTREAM with this content, as in {@code stream: OK}. */
  public String scan(byte[] content) throws IOException {
    return scan(new ByteArrayInputStream(content));
  }

  /** The answer to INSTREAM with all that is left in a stream. */
  public String scan(InputStream content) throws IOException {
    return talk(
        channel -> {
          try {
            sendStream(channel, content);
          } catch (ClosedChannelException e) {
            throw e;
          } catch (IOException e) {
            // clamd answers and closes when a stream is too long: the answer is still readable
            return answerAfter(e, channel);
          }
          return answer(channel);
        });
  }

  private static void sendStream(SocketChannel channel, InputStream content) throws IOException {
    send(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + CHUNK);
    int count;
    do {
      count = content.readNBytes(chunk.array(), Integer.BYTES, CHUNK);
      send(channel, chunk.clear().putInt(0, count).limit(Integer.BYTES + count));
    } while (count > 0);
  }

  private static String answerAfter(IOException writeError, SocketChannel channel)
      throws IOException {
    try {
      return answer(channel);
    } catch (IOException e) {
      e.addSuppressed(writeError);
      throw e;
    }
  }

  private static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String answer(SocketChannel channel) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    while (channel.read(buffer.clear()) >= 0) {
      for (byte b : Arrays.copyOf(buffer.array(), buffer.position())) {
        if (b == 0) {
          return answer.toString(StandardCharsets.UTF_8);
        }
        answer.write(b);
      }
    }
    throw new IOException("clamd closed without a whole answer: \"" + answer + '"');
  }

  private String talk(Exchange exchange) throws IOException {
    Executor later = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    try (SocketChannel channel = SocketChannel.open(address)) {
      CompletableFuture<Void> watch = CompletableFuture.runAsync(() -> close(channel), later);
      try {
        return exchange.with(channel);
      } finally {
        watch.cancel(false);
      }
    } catch (ClosedChannelException e) {
      throw timedOut(e);
    }
  }

  private SocketTimeoutException timedOut(Exception cause) {
    SocketTimeoutException e =
        new SocketTimeoutException("No answer from " + address + " within " + timeout);
    e.initCause(cause);
    return e;
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AssertionError("Closing a socket failed", e);
    }
  }

  @FunctionalInterface
  private interface Exchange {
    String with(SocketChannel channel) throws IOException;
  }
}
