package org.scangate.scan;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.scangate.container.ByteSource;

/** Reads a sample at any place by opening it: again for each step back, else by skipping. */
final class ReopenedBytes implements ByteSource {

  private final Sample sample;
  private InputStream content;
  private long at;

  ReopenedBytes(Sample sample) throws IOException {
    this.sample = sample;
    this.content = sample.open();
  }

  @Override
  public long size() {
    return sample.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    int wanted = (int) Math.max(0, Math.min(length, size() - position));
    if (wanted == 0) {
      return 0;
    }
    if (position < at) {
      content.close();
      content = sample.open();
      at = 0;
    }
    content.skipNBytes(position - at);
    at = position;
    int count = content.readNBytes(into, offset, wanted);
    at += count;
    if (count < wanted) {
      throw new EOFException("the file became shorter while it was read");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
