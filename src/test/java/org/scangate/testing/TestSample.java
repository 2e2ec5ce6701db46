package org.scangate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.scan.Origin;
import org.scangate.scan.Sample;

/**
 * The tests' one kind of sample: any content, or a file in a store. What a test does not name has a
 * value that no test looks at.
 *
 * @param root where its store begins; empty for none
 * @param background whether nobody waits for it
 * @param content read anew each time
 * @param opened counts how often it was read; shared by the samples made of this one
 */
public record TestSample(
    String name,
    long size,
    Optional<String> sha256,
    Optional<Path> path,
    Optional<Path> root,
    boolean background,
    Content content,
    AtomicInteger opened)
    implements Sample {

  /** Opens the content. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  public static TestSample of(byte[] bytes) {
    return of(bytes.length, () -> new ByteArrayInputStream(bytes))
        .withSha256(Fixtures.sha256(bytes));
  }

  /** Generated content, whose digest nobody knows. */
  public static TestSample of(long size, Content content) {
    return new TestSample(
        "test",
        size,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        content,
        new AtomicInteger());
  }

  /** Random content with {@link ClamdServer#MARKER} at an offset. */
  public static TestSample infected(long size, long offset) {
    byte[] marker = ClamdServer.MARKER.getBytes(US_ASCII);
    return of(size, () -> Fixtures.randomWith(marker, offset, size));
  }

  /** A file in a store as it is now. */
  public static TestSample stored(Path file, Path root) {
    try {
      return stored(file, root, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file in a store.
   *
   * @param size that it claims to have
   */
  public static TestSample stored(Path file, Path root, long size) {
    return new TestSample(
        file.toString(),
        size,
        Optional.empty(),
        Optional.of(file),
        Optional.of(root),
        false,
        () -> Files.newInputStream(file),
        new AtomicInteger());
  }

  public TestSample named(String other) {
    return new TestSample(other, size, sha256, path, root, background, content, opened);
  }

  public TestSample withSha256(String digest) {
    return new TestSample(name, size, Optional.of(digest), path, root, background, content, opened);
  }

  public TestSample inNoStore() {
    return new TestSample(name, size, sha256, path, Optional.empty(), background, content, opened);
  }

  public TestSample inBackground() {
    return new TestSample(name, size, sha256, path, root, true, content, opened);
  }

  /** Read in another way, which {@link #opened} counts as well. */
  public TestSample reading(Content other) {
    return new TestSample(name, size, sha256, path, root, background, other, opened);
  }

  /** Where it lies, for a sample that has a path. */
  public Path file() {
    return path.orElseThrow();
  }

  /** Whether Scangate has read it itself. */
  public boolean streamed() {
    return opened.get() > 0;
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
  public Origin origin() {
    return Origin.of("test");
  }

  @Override
  public InputStream open() throws IOException {
    opened.incrementAndGet();
    return content.open();
  }
}
