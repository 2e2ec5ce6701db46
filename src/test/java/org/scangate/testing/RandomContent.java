package org.scangate.testing;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.SplittableRandom;

/** Seeded random bytes, made as they are read: a gigabyte of them takes a second and no memory. */
final class RandomContent extends InputStream {
  private final SplittableRandom random;
  private final ByteBuffer block = ByteBuffer.allocate(8 * 1024);
  private long left;

  RandomContent(long seed, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("A size of " + size + " bytes");
    }
    this.random = new SplittableRandom(seed);
    this.left = size;
    block.limit(0);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    if (!block.hasRemaining()) {
      refill();
    }
    int count = (int) Math.min(Math.min(length, block.remaining()), left);
    block.get(target, offset, count);
    left -= count;
    return count;
  }

  private void refill() {
    block.clear();
    while (block.hasRemaining()) {
      block.putLong(random.nextLong());
    }
    block.flip();
  }
}
