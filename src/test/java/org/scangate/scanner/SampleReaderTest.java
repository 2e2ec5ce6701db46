package org.scangate.scanner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Every byte, neither more nor fewer. */
class SampleReaderTest {

  private static final int BLOCK = 10;
  private static final String CHANGED = "the file changed while it was read";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 20, 1000})
  void everyByteIsReadInBlocks(int size) throws Exception {
    byte[] content = Fixtures.randomBytes(size, size);
    try (SampleReader reader = SampleReader.open(TestSample.of(content))) {
      assertArrayEquals(content, read(reader));
      assertEquals(0, reader.left());
      assertEquals(0, reader.read(new byte[BLOCK]), "and then no more");
    }
  }

  private static byte[] read(SampleReader reader) throws UnscannedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    for (int n = reader.read(block); n > 0; n = reader.read(block)) {
      all.write(block, 0, n);
    }
    return all.toByteArray();
  }

  /** A block that completes the sample is not handed out before its end was seen. */
  @ParameterizedTest(name = "{0} bytes that are {1}")
  @CsvSource({
    "0, 1", "1, 0", "1, 2", "9, 8", "10, 9", "10, 11", "10, 0", "20, 19", "20, 30", "11, 99"
  })
  void aSampleOfAnotherSizeIsNeverReadToItsEnd(int size, int really) {
    TestSample sample = TestSample.of(size, () -> Fixtures.random(1, really));
    UnscannedException why =
        assertThrows(
            UnscannedException.class,
            () -> {
              try (SampleReader reader = SampleReader.open(sample)) {
                byte[] block = new byte[BLOCK];
                do {
                  reader.read(block);
                } while (reader.left() > 0);
              }
            });
    assertEquals(Reason.REFUSED, why.reason());
    assertEquals(CHANGED, why.verdict().detail());
  }

  @Test
  void whatCannotBeOpenedOrReadIsTheSamplesFault() {
    IOException gone = new IOException("gone");
    assertFault("opened", "gone", TestSample.of(7, () -> sneak(gone)));
    assertFault("opened", "gone", TestSample.of(7, () -> sneak(new UncheckedIOException(gone))));
    assertFault("read", "gone", TestSample.of(7, () -> failing(gone)));
    assertFault("read", "gone", TestSample.of(7, () -> failing(new UncheckedIOException(gone))));
  }

  private static InputStream sneak(Exception e) throws IOException {
    if (e instanceof IOException io) {
      throw io;
    }
    throw (RuntimeException) e;
  }

  private static InputStream failing(Exception e) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return sneak(e).read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return sneak(e).read(into, offset, length);
      }
    };
  }

  private static void assertFault(String what, String cause, Sample sample) {
    UnscannedException why =
        assertThrows(
            UnscannedException.class,
            () -> {
              try (SampleReader reader = SampleReader.open(sample)) {
                reader.read(new byte[BLOCK]);
              }
            });
    assertEquals(Reason.REFUSED, why.reason());
    assertTrue(why.getMessage().startsWith("the file cannot be " + what), why.getMessage());
    assertTrue(why.getMessage().contains(cause), why.getMessage());
  }

  @Test
  void itIsClosedWhateverItsSizeAndNobodyIsToldHowThatWent() throws Exception {
    for (int size : new int[] {0, 3, 5}) {
      AtomicBoolean closed = new AtomicBoolean();
      TestSample sample = TestSample.of(size, () -> telling(new byte[3], closed));
      try (SampleReader reader = SampleReader.open(sample)) {
        reader.read(new byte[BLOCK]);
      } catch (UnscannedException e) {
        assertFalse(size == 3);
      }
      assertTrue(closed.get(), size + " bytes");
    }
  }

  private static InputStream telling(byte[] content, AtomicBoolean closed) {
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      @Override
      public void close() throws IOException {
        closed.set(true);
        throw new IOException("it does not end well");
      }
    };
  }

  @Test
  void aBlockIsNoLargerThanWhatIsLeft() throws Exception {
    assertEquals(1, SampleReader.open(TestSample.of(new byte[0])).blockSize(64));
    assertEquals(63, SampleReader.open(TestSample.of(new byte[63])).blockSize(64));
    assertEquals(64, SampleReader.open(TestSample.of(new byte[65])).blockSize(64));
    TestSample huge = TestSample.of(1L << 40, InputStream::nullInputStream);
    assertEquals(64, SampleReader.open(huge).blockSize(64));
  }
}
