package org.scangate.pure.sweep;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.scangate.scan.Sample;

/** What a scanner is given of a {@link MemoryFile}: its name tells it what to answer. */
record MemorySample(String name, long size) implements Sample {

  @Override
  public String origin() {
    return "memory";
  }

  @Override
  public Optional<String> sha256() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public boolean background() {
    return true;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(new byte[(int) size]);
  }
}
