package org.scangate.pure.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.scangate.scan.Deadline;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Every byte of one object as it was listed, in their order; or an error, of which the object is
 * told. A read that breaks off is taken up where it was.
 */
final class PinnedStream extends InputStream {

  /** Reads that may break off without a byte between them. */
  private static final int MAX_BREAKS = 3;

  /** Without a byte, however often it was tried. */
  private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

  private final StoredObject object;
  private long at;
  private int breaks;
  private Deadline silence = Deadline.in(MAX_SILENCE);
  private ResponseInputStream<GetObjectResponse> content;

  PinnedStream(StoredObject object) throws IOException {
    this.object = object;
    reopen();
  }

  private void reopen() throws IOException {
    try {
      content = object.open(at);
    } catch (S3Failure e) {
      throw object.notRead(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (at < object.size()) {
      int count = tryRead(into, offset, (int) Math.min(length, object.size() - at));
      if (count > 0) {
        at += count;
        breaks = 0;
        silence = Deadline.in(MAX_SILENCE);
        return count;
      }
    }
    return -1;
  }

  /** 0: it broke off, and may go on. */
  private int tryRead(byte[] into, int offset, int length) throws IOException {
    IOException why;
    try {
      int count = content.read(into, offset, length);
      if (count > 0) {
        return count;
      }
      why = new IOException("it ended after " + at + " of " + object.size() + " bytes");
    } catch (IOException e) {
      why = e;
    } catch (SdkException | IllegalStateException e) {
      why = new IOException(e);
    }
    content.abort();
    if (++breaks > MAX_BREAKS || silence.passed()) {
      throw object.notRead(
          new S3Failure(
              S3Failure.Kind.PASSES,
              "reading " + object.state().at() + " broke off again and again: " + why.getMessage(),
              why));
    }
    reopen();
    return 0;
  }

  /** Does not read the rest, as an ordinary close would. */
  @Override
  public void close() throws IOException {
    if (at < object.size() || Thread.currentThread().isInterrupted()) {
      content.abort();
    } else {
      content.close();
    }
  }
}
