package org.scangate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.scan.Sample;

/**
 * A file in a store.
 *
 * @param root where the store begins; empty for none
 * @param opened counts how often Scangate has read it itself
 */
public record StoredSample(Path file, long size, Optional<Path> root, AtomicInteger opened)
    implements Sample {

  /** A file as it is now. */
  public static StoredSample of(Path file, Path root) {
    try {
      return new StoredSample(file, Files.size(file), Optional.of(root), new AtomicInteger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean streamed() {
    return opened.get() > 0;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String origin() {
    return "test store";
  }

  @Override
  public Optional<String> sha256() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(file);
  }

  @Override
  public InputStream open() throws IOException {
    opened.incrementAndGet();
    return Files.newInputStream(file);
  }
}
