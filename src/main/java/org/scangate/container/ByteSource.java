package org.scangate.container;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that can be read at any place. Of one thread. */
public interface ByteSource extends Closeable {

  /** Bytes in all. */
  long size();

  /**
   * Reads as many bytes as there are from a position on, up to {@code length}.
   *
   * @return fewer than {@code length} only at the end; 0 at or beyond it
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Whether it was read so often by now that more would cost too much: who looks may stop. */
  default boolean spent() {
    return false;
  }
}
