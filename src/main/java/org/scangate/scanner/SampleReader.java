package org.scangate.scanner;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;

/**
 * Reads a sample once, for an engine: every byte of it, neither more nor fewer than its size, or an
 * {@link UnscannedException}. So what is wrong with the sample is never taken for a failure of
 * whoever is given the bytes, whose failures are {@link IOException}s.
 */
public final class SampleReader implements Closeable {

  private final InputStream content;
  private long left;

  private SampleReader(InputStream content, long size) {
    this.content = content;
    this.left = size;
  }

  /** Opens the sample; the caller closes the reader. */
  public static SampleReader open(Sample sample) throws UnscannedException {
    SampleReader reader;
    try {
      reader = new SampleReader(sample.open(), sample.size());
    } catch (IOException | UncheckedIOException e) {
      throw new UnscannedException(Reason.REFUSED, "the file cannot be opened: " + e, e);
    }
    try {
      reader.read(new byte[0]); // of an empty sample, all is read now
      return reader;
    } catch (UnscannedException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * How large a block is worth while: not larger than what is left to be read.
   *
   * @param most bytes, one or more
   * @return bytes, one or more
   */
  public int blockSize(int most) {
    return (int) Math.max(1, Math.min(most, left));
  }

  /** Bytes that are still to be read. At 0 it is known that there are no others. */
  public long left() {
    return left;
  }

  /** {@link #read(byte[], int, int)} into a whole block. */
  public int read(byte[] block) throws UnscannedException {
    return read(block, 0, block.length);
  }

  /**
   * Reads {@code length} bytes, or what is left if that is less. The last of them are returned only
   * when nothing follows them.
   *
   * @return how many; 0 when all were read before
   */
  public int read(byte[] block, int offset, int length) throws UnscannedException {
    int wanted = (int) Math.min(length, left);
    try {
      boolean fewer = content.readNBytes(block, offset, wanted) < wanted;
      left -= wanted;
      if (fewer || (left == 0 && content.read() >= 0)) {
        throw new UnscannedException(Reason.REFUSED, "the file changed while it was read");
      }
      return wanted;
    } catch (IOException | UncheckedIOException e) {
      throw new UnscannedException(Reason.REFUSED, "the file cannot be read: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException e) {
      // Its bytes were counted, or it is given up: its end changes neither.
    }
  }
}
