package org.scangate.scanner.clamd;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content in the middle of which something happens; reading goes on when it has happened. */
final class Interlude extends FilterInputStream {

  private final long at;
  private final Runnable event;
  private long position;
  private boolean happened;

  /**
   * @param at before the byte with this number, from 0; at the end, when it is the size
   */
  Interlude(InputStream content, long at, Runnable event) {
    super(content);
    this.at = at;
    this.event = event;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == at && !happened) {
      happened = true;
      event.run();
    }
    int most = position < at ? (int) Math.min(length, at - position) : length;
    int n = super.read(bytes, offset, most);
    position += Math.max(n, 0);
    return n;
  }
}
