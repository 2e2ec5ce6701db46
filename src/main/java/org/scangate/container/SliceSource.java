package org.scangate.container;

import java.io.IOException;

/** A part of another source, which stays its owner's to close. */
final class SliceSource implements ByteSource {

  private final ByteSource whole;
  private final long start;
  private final long size;

  /**
   * A part of what there is.
   *
   * @param start within the whole
   * @param size in bytes; less if the whole ends before
   */
  SliceSource(ByteSource whole, long start, long size) {
    this.whole = whole;
    this.start = start;
    this.size = Math.max(0, Math.min(size, whole.size() - start));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    if (position < 0 || position >= size) {
      return 0;
    }
    return whole.read(start + position, into, offset, (int) Math.min(length, size - position));
  }

  @Override
  public void close() {
    // the whole is its owner's
  }
}
