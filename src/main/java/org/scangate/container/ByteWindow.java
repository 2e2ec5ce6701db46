package org.scangate.container;

import java.io.IOException;

/**
 * Little-endian numbers anywhere in a source, read in blocks: made for going forward. Beyond the
 * end there is nothing but 0.
 */
final class ByteWindow {

  private final ByteSource source;
  private final byte[] block;
  private long start;
  private int length;

  ByteWindow(ByteSource source, int blockSize) {
    this.source = source;
    this.block = new byte[(int) Math.min(blockSize, Math.max(1, source.size()))];
  }

  long size() {
    return source.size();
  }

  int u8(long at) throws IOException {
    if (at < start || at >= start + length) {
      if (at < 0 || at >= source.size()) {
        return 0;
      }
      load(at);
    }
    int i = (int) (at - start);
    return i < length ? block[i] & 0xff : 0;
  }

  int u16(long at) throws IOException {
    return u8(at) | u8(at + 1) << 8;
  }

  long u32(long at) throws IOException {
    return u16(at) | (long) u16(at + 2) << 16;
  }

  long u64(long at) throws IOException {
    return u32(at) | u32(at + 4) << 32;
  }

  /**
   * Copies bytes.
   *
   * @return fewer than asked for only at the end
   */
  int read(long at, byte[] into, int count) throws IOException {
    if (at >= start && at + count <= start + length) {
      System.arraycopy(block, (int) (at - start), into, 0, count);
      return count;
    }
    return source.read(at, into, 0, count);
  }

  private void load(long at) throws IOException {
    length = 0;
    start = at;
    length = source.read(at, block, 0, block.length);
  }
}
