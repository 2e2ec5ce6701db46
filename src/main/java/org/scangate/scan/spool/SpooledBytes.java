package org.scangate.scan.spool;

import java.io.IOException;
import org.scangate.container.ByteSource;

/** An upload at any place; the content is closed by whoever received it. */
record SpooledBytes(SpooledContent content) implements ByteSource {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    return content.read(position, into, offset, length);
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}
