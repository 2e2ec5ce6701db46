package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.s3.BigObject;
import org.scangate.testing.s3.BigObject.End;

/** Objects that fit into no memory. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3BigObjectTest {

  private static final long SIZE = 5L << 30;
  private static final long CUT = (2L << 30) + 12_345;

  @Test
  void anObjectOfFiveGigabytesIsReadWholeThroughASmallHeapAlthoughItBreaksOff()
      throws InterruptedException {
    try (BigObject server = BigObject.start(SIZE, new End(CUT, false, true))) {
      Process sweep = S3SweepProgram.start(server.endpoint(), BigObject.BUCKET);
      try {
        long checksum = server.checksum(); // meanwhile
        assertEquals(
            List.of(BigObject.KEY + " " + SIZE + " " + checksum), S3SweepProgram.lines(sweep));
        assertEquals(0, sweep.waitFor(), "see target/s3-sweep.log");
      } finally {
        sweep.destroyForcibly();
      }
      assertEquals(List.of(0L, CUT), server.reads());
      assertEquals("OK", server.status());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anObjectThatEndsBeforeItsEndIsNeverOk(boolean told) throws InterruptedException {
    long size = 50L << 20;
    try (BigObject server = BigObject.start(size, new End(size - 1, told, false));
        S3Site site =
            new S3Site(
                null,
                S3SweepProgram.settings(server.endpoint(), BigObject.BUCKET),
                BigObject.BUCKET)) {
      Passes.full(site.sweep);
      assertEquals(List.of(BigObject.KEY), site.scanner.given);
      assertEquals("", server.status());
      assertTrue(site.reader.read.isEmpty(), "its end was not reached");
      Passes.quick(site.sweep);
      assertEquals("", server.status());
    }
  }

  @Test
  void whatIsTakenUpAtAnotherPlaceIsNeverOk() throws InterruptedException {
    long size = 5L << 20;
    try (BigObject server = BigObject.start(size, new End(size / 2, false, true));
        S3Site site =
            new S3Site(
                null,
                S3SweepProgram.settings(server.endpoint(), BigObject.BUCKET),
                BigObject.BUCKET)) {
      server.answersOtherRanges();
      Passes.full(site.sweep);
      assertEquals(List.of(0L, size / 2), server.reads());
      assertEquals("", server.status());
      assertTrue(site.log.count("was answered with another range") > 0);
    }
  }
}
