package org.scangate.scan.spool;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** An upload from its first byte; the content is closed by whoever received it. */
final class SpooledStream extends InputStream {

  private final SpooledContent content;
  private long position;

  SpooledStream(SpooledContent content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int count = content.read(position, bytes, offset, length);
    position += count;
    return count == 0 && length > 0 ? -1 : count;
  }
}
