package org.scangate.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.scangate.container.ByteSource;

/** Bytes to be scanned. They can be read again, and by several at once. */
public interface Sample {

  /** The name that people know it by, as it came (any characters); empty when there is none. */
  String name();

  /** Who brought it. */
  Origin origin();

  /** Bytes that {@link #open()} delivers. */
  long size();

  /** Lower-case hexadecimal SHA-256 of the content, where it is already known. */
  Optional<String> sha256();

  /** Lower-case hexadecimal SHA-1, where the system that it came from names content by it. */
  default Optional<String> sha1() {
    return Optional.empty();
  }

  /** Where it lies on this machine, if it has a path that others can open. */
  Optional<Path> path();

  /**
   * The folder that its store begins at: what others may read there is expected to be the same
   * below it. Empty when it lies in no store.
   */
  default Optional<Path> root() {
    return Optional.empty();
  }

  /** Whether nobody waits for it: those for which somebody waits go first. */
  default boolean background() {
    return false;
  }

  /**
   * Which content it is, where its verdict is to be bound to that; it must not change meanwhile.
   */
  default Optional<ContentBinding> binding() {
    return Optional.empty();
  }

  /** The content from its first byte; the caller closes it. */
  InputStream open() throws IOException;

  /**
   * The content, to be read at any place; the caller closes it. Who can read at a place without
   * what lies before says so here: else it is opened, and opened anew for each step back.
   */
  default ByteSource bytes() throws IOException {
    return new ReopenedBytes(this);
  }
}
