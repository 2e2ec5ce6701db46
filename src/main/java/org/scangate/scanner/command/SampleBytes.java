package org.scangate.scanner.command;

import java.io.IOException;
import java.io.InputStream;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;

/** Reads a sample so that its own failures are never taken for those of whoever gets the bytes. */
final class SampleBytes {

  private SampleBytes() {}

  /** Takes a block. */
  interface Taker {
    void take(byte[] block, int n) throws IOException, NoAnswer;
  }

  static InputStream open(Sample sample) throws NoAnswer {
    try {
      return sample.open();
    } catch (IOException e) {
      throw new NoAnswer(Reason.REFUSED, "the file cannot be opened: " + e, e);
    }
  }

  /**
   * @throws NoAnswer when the sample can't be read, or has not the size that it says
   * @throws IOException the taker's
   */
  static void copy(Sample sample, InputStream content, int size, Taker taker)
      throws NoAnswer, IOException {
    byte[] block = new byte[(int) Math.max(1, Math.min(size, sample.size()))];
    long copied = 0;
    for (int n = read(content, block); n > 0; n = read(content, block)) {
      copied += n;
      if (copied > sample.size()) {
        break;
      }
      taker.take(block, n);
    }
    if (copied != sample.size()) {
      throw new NoAnswer(Reason.REFUSED, "the file changed while it was read");
    }
  }

  private static int read(InputStream content, byte[] block) throws NoAnswer {
    try {
      return content.readNBytes(block, 0, block.length);
    } catch (IOException e) {
      throw new NoAnswer(Reason.REFUSED, "the file cannot be read: " + e, e);
    }
  }
}
