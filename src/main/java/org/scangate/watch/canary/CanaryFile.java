package org.scangate.watch.canary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.UUID;
import java.util.function.Supplier;
import org.scangate.scan.Eicar;

/**
 * A test file, made while it is read: none is ever in memory, on a disk, or in the WAR.
 *
 * @param size bytes
 * @param content from its beginning, each time anew
 */
record CanaryFile(String name, long size, Supplier<InputStream> content) {

  private static final byte[] LINE =
      "A clean file of Scangate's canary, which sees whether all of it arrives.\n"
          .getBytes(US_ASCII);

  static CanaryFile eicar() {
    byte[] bytes = Eicar.bytes();
    return new CanaryFile(
        "scangate-canary-eicar.txt", bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /**
   * One that nobody has seen before, so that no answer is known already.
   *
   * @param size at least a hundred
   */
  static CanaryFile clean(long size) {
    byte[] first = ("Scangate's canary " + UUID.randomUUID() + "\n").getBytes(US_ASCII);
    return new CanaryFile(
        "scangate-canary-clean.txt",
        size,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(first), new Lines(size - first.length)));
  }

  /** The same line, as often as it takes. */
  private static final class Lines extends InputStream {

    private final long size;
    private long at;

    Lines(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at == size ? -1 : LINE[(int) (at++ % LINE.length)];
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      int count = (int) Math.min(length, size - at);
      if (count == 0) {
        return length == 0 ? 0 : -1;
      }
      for (int i = 0; i < count; i++) {
        to[offset + i] = LINE[(int) ((at + i) % LINE.length)];
      }
      at += count;
      return count;
    }
  }
}
