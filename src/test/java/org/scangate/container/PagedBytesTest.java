package org.scangate.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PagedBytesTest {

  private static final byte[] WANTED = "abab".getBytes(US_ASCII);

  /** At many places or one; over the borders of pages too. */
  @Test
  void whatIsWantedIsFoundWhereverItIs() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(10_000);
      for (int i = 0; i < length; i++) {
        text.append((char) (round % 2 == 0 ? 'a' + random.nextInt(2) : 'x'));
      }
      text.insert(random.nextInt(length + 1), "abab"); // which alone has an a among the x
      int from = random.nextInt(9_000);
      int to = from + random.nextInt(round % 3 == 0 ? 9_000 : 600);
      int at = text.indexOf("abab", from);
      assertEquals(
          at < to ? at : -1,
          PagedBytes.of(text.toString().getBytes(US_ASCII)).find(WANTED, from, to),
          () -> "%s..%s of %s".formatted(from, to, text));
    }
  }

  @Test
  void aSourceThatEndsBeforeItsSizeIsSearchedToItsEnd() throws Exception {
    ByteSource shorter =
        new ByteSource() {
          @Override
          public long size() {
            return 100_000;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) {
            return (int) Math.max(0, Math.min(length, 5_000 - position));
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    assertEquals(-1, new PagedBytes(shorter, () -> false).find(WANTED, 0, 100_000));
  }

  @Test
  void aSearchThatGoesOnTooLongEnds() {
    byte[] large = new byte[64 << 10];
    PagedBytes file = new PagedBytes(new ByteArraySource(large), () -> false);
    assertThrows(
        EnoughException.class,
        () -> {
          for (int i = 0; i < 500; i++) { // 32,000,000 bytes
            assertEquals(-1, file.find(WANTED, 0, large.length));
          }
        });
    PagedBytes late = new PagedBytes(new ByteArraySource(new byte[4096]), () -> true);
    assertThrows(EnoughException.class, () -> late.find(WANTED, 0, 4096));
  }
}
