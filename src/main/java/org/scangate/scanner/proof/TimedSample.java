package org.scangate.scanner.proof;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.scangate.scan.ForwardingSample;
import org.scangate.scan.Sample;

/**
 * A sample that knows when its last byte was read: from then on an engine is busy with it, however
 * long the bytes took to come. One that is read by its path is the engine's from the beginning.
 */
final class TimedSample extends ForwardingSample {

  private volatile long handedOver = System.nanoTime();

  TimedSample(Sample sample) {
    super(sample);
  }

  /** How long the engine has had all of it. */
  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - handedOver);
  }

  @Override
  public InputStream open() throws IOException {
    return new FilterInputStream(sample().open()) {
      @Override
      public int read() throws IOException {
        return noted(super.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return noted(super.read(bytes, offset, length));
      }

      private int noted(int read) {
        handedOver = System.nanoTime();
        return read;
      }
    };
  }
}
