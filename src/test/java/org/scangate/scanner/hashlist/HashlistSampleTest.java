package org.scangate.scanner.hashlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** Nothing is clean that was not read whole. */
class HashlistSampleTest {

  private static final KnownBad BAD = new KnownBad("known and bad");

  private final Hashlist list = new Hashlist(new HashlistSettings("list", List.of()));

  @Test
  void eicarIsAlwaysKnownWithWhiteSpaceBehindIt() {
    assertInstanceOf(Infected.class, scan(Fixtures.eicar()));
    byte[] spaced = Arrays.copyOf(Fixtures.eicar(), 128);
    Arrays.fill(spaced, 68, 128, (byte) '\n');
    assertInstanceOf(Infected.class, scan(spaced));
    assertEquals(new Clean(), scan(Arrays.copyOf(spaced, 67)));
    spaced[100] = 'x';
    assertEquals(new Clean(), scan(spaced));
    assertEquals(new Clean(), scan(new byte[0]));
  }

  @Test
  void aSampleWhoseDigestNobodyKnowsIsRead() throws IOException {
    byte[] large = Fixtures.randomBytes(1, 200_000);
    assertEquals(new Clean(), scan(unread(large.length, large)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-13, -1, 1, 70})
  void aSampleThatHasOtherBytesThanItsSizeSaysIsNotClean(int more) {
    Unscanned verdict =
        assertInstanceOf(Unscanned.class, scan(unread(BAD.bytes().length + more, BAD.bytes())));
    assertEquals(Reason.REFUSED, verdict.reason());
    assertTrue(verdict.detail().contains("changed"), verdict.detail());
  }

  @Test
  void aSampleThatGrowsIsNotReadOnAndOn() {
    TestSample growing = TestSample.of(10, () -> Fixtures.random(1, Long.MAX_VALUE));
    assertEquals(Reason.REFUSED, unscanned(scan(growing)));
  }

  @Test
  void aSampleThatCannotBeReadIsNotClean() {
    TestSample broken =
        TestSample.of(
            1,
            () -> {
              throw new IOException("bad disk");
            });
    assertEquals(Reason.REFUSED, unscanned(scan(broken)));
  }

  @Test
  void noSampleIsReadBeyondTheDeadline() {
    AtomicInteger opened = new AtomicInteger();
    Deadline soon = Deadline.in(Duration.ofMillis(20));
    TestSample endless =
        TestSample.of(
            Long.MAX_VALUE,
            () -> {
              opened.incrementAndGet();
              return Fixtures.random(1, Long.MAX_VALUE);
            });
    assertEquals(Reason.TIMED_OUT, unscanned(list.scan(endless, soon).verdict()));
    assertEquals(1, opened.get());
  }

  private static TestSample unread(long size, byte[] content) {
    return TestSample.of(size, () -> new ByteArrayInputStream(content));
  }

  private static Reason unscanned(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict).reason();
  }

  private Verdict scan(byte[] content) {
    return scan(TestSample.of(content));
  }

  private Verdict scan(TestSample sample) {
    return list.scan(sample, Deadline.in(Duration.ofSeconds(10))).verdict();
  }
}
