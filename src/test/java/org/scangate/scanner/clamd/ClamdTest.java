package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.proof.ProbeSamples;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What a healthy clamd says of samples of all kinds, at and around the limits. */
class ClamdTest {

  private static final int LIMIT = 1 << 20;

  private static ClamdServer clamd;
  private static ClamdScanner scanner;

  @BeforeAll
  static void start() {
    clamd = ClamdServer.builder().start();
    scanner = ClamdScanner.of(clamd);
  }

  @AfterAll
  static void stop() {
    scanner.close();
    clamd.close();
  }

  @Test
  void eicarIsInfected() {
    assertEquals(new Infected("Eicar-Test.UNOFFICIAL"), scanner.scan(Fixtures.eicar()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4096, 131_071, 131_072, 131_073, LIMIT - 1, LIMIT})
  void whatIsCleanIsCleanAtEverySizeUpToTheLimit(int size) {
    assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(7, size)));
  }

  @Test
  void oneByteOverTheLimitIsTooLargeAndNotSent() {
    Unscanned verdict =
        assertInstanceOf(
            Unscanned.class,
            scanner.scan(
                TestSample.of(
                    LIMIT + 1,
                    () -> {
                      throw new AssertionError("it was opened");
                    })));
    assertEquals(Reason.TOO_LARGE, verdict.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT - 1, LIMIT, LIMIT + 1, 5 * LIMIT})
  void whatIsInfectedIsNeverCleanWhereverAndHoweverLarge(int size) {
    int marker = ClamdServer.MARKER.length();
    for (int offset : new int[] {0, size / 2, size - marker}) {
      Verdict verdict = scanner.scan(TestSample.infected(size, offset));
      if (size <= LIMIT) {
        assertInstanceOf(Infected.class, verdict);
      } else {
        assertEquals(Reason.TOO_LARGE, assertInstanceOf(Unscanned.class, verdict).reason());
      }
    }
  }

  @Test
  void overTheUnixSocketTheSame() {
    try (ClamdScanner unix =
        new ClamdScanner(DataSize.ofMebibytes(1), 4, ClamdScanner.SOON, clamd.unixAddress())) {
      unix.awaitReady();
      assertEquals(new Infected("Eicar-Test.UNOFFICIAL"), unix.scan(Fixtures.eicar()));
      assertEquals(new Clean(), unix.scan("hello".getBytes(US_ASCII)));
    }
  }

  /** An acknowledgement that waits for something to go along with waits for 40 ms, on Linux. */
  @Test
  void overTcpNoConfirmationWaitsForALateAcknowledgement() {
    byte[] content = Fixtures.randomBytes(8, 10_000);
    long[] took = new long[51];
    for (int i = 0; i < took.length; i++) {
      long begun = System.nanoTime();
      assertEquals(new Clean(), scanner.scan(content));
      took[i] = System.nanoTime() - begun;
    }
    Arrays.sort(took);
    Duration median = Duration.ofNanos(took[took.length / 2]);
    assertTrue(median.toMillis() < 35, median::toString);
  }

  @Test
  void encryptedAndTooDeepAreUnscannedAndNoInfections() {
    Unscanned encrypted =
        assertInstanceOf(Unscanned.class, scanner.scan(ProbeSamples.encryptedZip()));
    assertEquals(Reason.ENCRYPTED, encrypted.reason());
    Unscanned deep = assertInstanceOf(Unscanned.class, scanner.scan(ProbeSamples.nestedZip()));
    assertEquals(Reason.LIMIT_EXCEEDED, deep.reason());
  }

  @Test
  void aWellSetClamdNeedsNoAdvice() {
    assertEquals(List.of(), scanner.pool().readiness().advice());
    assertEquals(OptionalLong.of(LIMIT), scanner.pool().readiness().limit());
    assertTrue(scanner.pool().readiness().version().startsWith("ClamAV "));
  }
}
