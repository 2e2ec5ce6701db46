package org.scangate.bench;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.testing.Fixtures;

/**
 * Content that nobody has seen before, at the price of a copy: the same random megabyte over and
 * over, but for a running number near its beginning.
 */
final class Content extends InputStream {

  private static final byte[] RANDOM = Fixtures.randomBytes(1, 1 << 20);
  private static final int NUMBER_AT = 64;
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final byte[] number;
  private final long size;
  private long position;

  private Content(long number, long size) {
    this.number = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    this.size = size;
  }

  /** Different each time. */
  static Content fresh(long size) {
    return new Content(NUMBERS.incrementAndGet(), size);
  }

  /** The same each time. */
  static Content known(long size) {
    return new Content(0, size);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position == size) {
      return length == 0 ? 0 : -1;
    }
    int from = (int) (position % RANDOM.length);
    int count = (int) Math.min(Math.min(length, RANDOM.length - from), size - position);
    System.arraycopy(RANDOM, from, target, offset, count);
    for (int i = 0; i < number.length; i++) {
      long at = NUMBER_AT + i - position;
      if (at >= 0 && at < count) {
        target[offset + (int) at] = number[i];
      }
    }
    position += count;
    return count;
  }
}
