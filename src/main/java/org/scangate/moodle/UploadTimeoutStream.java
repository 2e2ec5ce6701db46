package org.scangate.moodle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.scangate.scan.Deadline;

/**
 * A body that must have arrived by a deadline, however slowly it trickles. A sender that has
 * stopped altogether is ended by the read time-out of the server's listener: no portable
 * application can end a servlet's blocking read.
 */
final class UploadTimeoutStream extends FilterInputStream {

  private final Deadline deadline;
  private long received;

  UploadTimeoutStream(InputStream body, Deadline deadline) {
    super(body);
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    check();
    int b = super.read();
    received += b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    int n = super.read(bytes, offset, length);
    received += Math.max(n, 0);
    return n;
  }

  /** Bytes that have arrived so far. */
  long received() {
    return received;
  }

  private void check() throws TooSlow {
    if (deadline.passed()) {
      throw new TooSlow();
    }
  }

  /** The deadline passed before the body had arrived. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1;

    TooSlow() {
      super("the upload took longer than scangate.upload-timeout");
    }
  }
}
