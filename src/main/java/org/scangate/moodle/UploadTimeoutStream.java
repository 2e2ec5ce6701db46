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

  UploadTimeoutStream(InputStream body, Deadline deadline) {
    super(body);
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    return super.read(bytes, offset, length);
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
