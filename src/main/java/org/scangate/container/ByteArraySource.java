package org.scangate.container;

/** Bytes in memory. They are not copied. */
public final class ByteArraySource implements ByteSource {

  private final byte[] bytes;
  private final int size;

  public ByteArraySource(byte[] bytes) {
    this(bytes, bytes.length);
  }

  /**
   * The first bytes of an array.
   *
   * @param size how many of them
   */
  public ByteArraySource(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    if (position < 0 || position >= size) {
      return 0;
    }
    int count = (int) Math.min(length, size - position);
    System.arraycopy(bytes, (int) position, into, offset, count);
    return count;
  }

  @Override
  public void close() {
    // there is nothing to give back
  }
}
