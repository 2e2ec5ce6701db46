package org.scangate.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.SplittableRandom;
import org.scangate.container.ByteSource;

/** What holds of every source of bytes, wherever they come from. */
public final class AnyPlace {

  private static final int ROUNDS = 100;
  private static final int MOST = 200_000;

  private AnyPlace() {}

  /** Its end, beyond it, its begin, and many places in any order, in pieces of any length. */
  public static void isReadOf(byte[] content, ByteSource source) throws IOException {
    assertEquals(content.length, source.size());
    check(content, source, content.length - 3, 10);
    check(content, source, content.length, 10);
    check(content, source, content.length + 7, 10);
    check(content, source, 0, MOST);
    SplittableRandom random = new SplittableRandom(content.length);
    for (int round = 0; round < ROUNDS; round++) {
      check(content, source, random.nextInt(content.length + 1), random.nextInt(MOST));
    }
  }

  private static void check(byte[] content, ByteSource source, int position, int length)
      throws IOException {
    int at = Math.max(0, position);
    byte[] into = new byte[length + 2];
    int count = source.read(at, into, 1, length);
    assertEquals(Math.max(0, Math.min(length, content.length - at)), count);
    byte[] expected = new byte[length + 2];
    System.arraycopy(content, Math.min(at, content.length), expected, 1, count);
    assertArrayEquals(expected, into, () -> length + " bytes at " + at);
  }
}
