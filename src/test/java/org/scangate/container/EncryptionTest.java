package org.scangate.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files need a password. */
class EncryptionTest {

  static Stream<String> samples() {
    return EncryptionSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatNeedsAPasswordIsTold(String name) throws IOException {
    EncryptionSamples.Sample sample = EncryptionSamples.all().get(name);
    assertEquals(sample.told, told(sample.bytes));
  }

  @Test
  void theSamplesAreAllThere() {
    assertEquals(59, EncryptionSamples.all().size());
  }

  private static Optional<String> told(byte[] bytes) throws IOException {
    return Encryption.of(new Bytes(bytes));
  }

  private static final class Bytes implements ByteSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
      int count = (int) Math.max(0, Math.min(length, bytes.length - position));
      if (count > 0) {
        System.arraycopy(bytes, (int) position, into, offset, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
