package org.scangate.testing;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.Sample;

/**
 * A sample with any content.
 *
 * @param content read anew each time
 */
public record TestSample(String name, long size, Optional<String> sha256, Content content)
    implements Sample {

  /** Opens the content. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  public static TestSample of(byte[] bytes) {
    return new TestSample(
        "test",
        bytes.length,
        Optional.of(Fixtures.sha256(bytes)),
        () -> new ByteArrayInputStream(bytes));
  }

  /** Generated content, whose digest nobody knows. */
  public static TestSample of(long size, Content content) {
    return new TestSample("test", size, Optional.empty(), content);
  }

  /** Random content with {@link ClamdServer#MARKER} at an offset. */
  public static TestSample infected(long size, long offset) {
    byte[] marker = ClamdServer.MARKER.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return of(size, () -> Fixtures.randomWith(marker, offset, size));
  }

  /** Is read as it is, but not closed before something else has happened. */
  public static InputStream closedAfter(CountDownLatch event, InputStream content) {
    return new FilterInputStream(content) {
      @Override
      public void close() throws IOException {
        try {
          if (!event.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("it has not happened");
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        super.close();
      }
    };
  }

  @Override
  public String origin() {
    return "test";
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public InputStream open() throws IOException {
    return content.open();
  }
}
