package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.scan.DataSize;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.proof.ProbeSamples;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** A clamd that scans less than it is asked to: what is not scanned is never clean. */
@Timeout(120)
class ClamdLimitsTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final int MARKER = ClamdServer.MARKER.length();

  @Test
  void debiansOwnLimitsAreProvenAndWhatIsInfectedIsNeverCleanAroundThem() {
    try (ClamdServer clamd = ClamdServer.builder().options(ClamdServer.debianLimits()).start();
        ClamdScanner scanner = scanner(clamd, 100)) {
      assertEquals(OptionalLong.of(26_214_400), scanner.pool().readiness().limit());
      int limit = 25 * MEBIBYTE;
      for (int size : new int[] {limit - 1, limit, limit + 1}) {
        for (int offset : new int[] {0, size / 2, size - MARKER}) {
          Verdict verdict = scanner.scan(TestSample.infected(size, offset));
          if (size <= limit) {
            assertInstanceOf(Infected.class, verdict, () -> size + " bytes, marker at " + offset);
          } else {
            assertEquals(Reason.TOO_LARGE, reason(verdict));
          }
        }
      }
      assertEquals(
          new Clean(), scanner.scan(TestSample.of(limit, () -> Fixtures.random(3, limit))));
    }
  }

  @Test
  void debiansOwnClamdIsReadyAndTheAdviceNamesEachSettingToChange() {
    try (ClamdServer clamd = ClamdServer.builder().options(ClamdServer.debianLimits()).start();
        ClamdScanner scanner = scanner(clamd, 100)) {
      Readiness readiness = scanner.pool().readiness();
      assertTrue(readiness.ready());
      List<String> advice = readiness.advice();
      assertEquals(3, advice.size(), advice::toString);
      assertContains(advice.get(0), "up to 25M", "StreamMaxLength 100M", "MaxFileSize 100M");
      assertContains(advice.get(0), "MaxScanSize 400M", "scangate.clamd.max-file-size=25M");
      assertContains(advice.get(1), "AlertExceedsMax yes");
      assertContains(advice.get(2), "AlertEncrypted yes");
      advice.forEach(sentence -> assertContains(sentence, clamd.tcpAddress(), "clamd.conf"));
      // what the advice warns of
      assertEquals(new Clean(), scanner.scan(ProbeSamples.nestedZip()));
      assertEquals(new Clean(), scanner.scan(ProbeSamples.encryptedZip()));

      clamd.restart(Map.of("AlertExceedsMax", "yes", "AlertEncrypted", "yes"));
      Await.until(
          "only the limit is left to be told",
          ClamdScanner.SOON,
          () ->
              scanner.pool().readiness().advice().size() == 1
                  && scanner.pool().readiness().advice().get(0).contains("StreamMaxLength"));
      assertEquals(Reason.LIMIT_EXCEEDED, reason(scanner.scan(ProbeSamples.nestedZip())));
      assertEquals(Reason.ENCRYPTED, reason(scanner.scan(ProbeSamples.encryptedZip())));
    }
  }

  /**
   * In the third case clamd itself says OK to whatever is larger than MaxFileSize. Of an archive it
   * counts the members too: without an alert, half of MaxScanSize is what it reads to the end.
   */
  @ParameterizedTest
  @CsvSource({
    "20M, 20M, 80M, yes, 10M",
    "3M, 6M, 80M, no, 3M",
    "6M, 3M, 80M, no, 3M",
    "6M, 3M, 80M, yes, 3M",
    "6M, 6M, 3M, no, 1536K",
    "6M, 6M, 3M, yes, 3M",
    "2999999, 6M, 80M, no, 2999999",
    "6M, 2999999, 80M, no, 2999999",
  })
  void theLowestOfItsLimitsApplies(
      String streamMaxLength,
      String maxFileSize,
      String maxScanSize,
      String alerts,
      String expected) {
    try (ClamdServer clamd =
            ClamdServer.builder()
                .option("StreamMaxLength", streamMaxLength)
                .option("MaxFileSize", maxFileSize)
                .option("MaxScanSize", maxScanSize)
                .option("AlertExceedsMax", alerts)
                .start();
        ClamdScanner scanner = scanner(clamd, 10)) {
      long lowest = DataSize.parse(expected).bytes();
      long proven = scanner.pool().readiness().limit().orElseThrow();
      assertTrue(proven <= lowest, proven + " is proven, but the limit is " + lowest);
      assertTrue(proven > lowest - 2048, proven + " is far less than " + lowest);
      for (long size : new long[] {proven - 1, proven}) {
        assertInstanceOf(Infected.class, scanner.scan(TestSample.infected(size, 0)));
        assertInstanceOf(Infected.class, scanner.scan(TestSample.infected(size, size - MARKER)));
      }
      for (long size : new long[] {proven + 1, lowest + 1, lowest + 1024, 2 * lowest}) {
        assertEquals(Reason.TOO_LARGE, reason(scanner.scan(TestSample.infected(size, 0))));
      }
    }
  }

  @Test
  void anArchiveThatIsNotReadToItsEndIsTooLargeAndTheSettingIsNamed() throws IOException {
    try (ClamdServer clamd =
            ClamdServer.builder()
                .option("MaxScanSize", "3M")
                .option("AlertExceedsMax", "no")
                .start();
        ClamdScanner scanner = scanner(clamd, 2)) {
      Sample archive = ProbeSamples.tarWithEicarLast(2 * MEBIBYTE);
      assertEquals("stream: OK", clamd.direct().scan(archive.open()));
      assertEquals(Reason.TOO_LARGE, reason(scanner.scan(archive)));
      assertInstanceOf(Infected.class, scanner.scan(ProbeSamples.tarWithEicarLast(MEBIBYTE)));
      assertContains(scanner.pool().readiness().advice().get(0), "to their end", "MaxScanSize 8M");
    }
  }

  @Test
  void withoutArchivesNoLimitCanBeProvenSoNothingIsScanned() {
    try (ClamdServer clamd = ClamdServer.builder().option("ScanArchive", "no").start();
        ClamdScanner scanner =
            new ClamdScanner(new DataSize(MEBIBYTE), 4, ClamdScanner.SOON, clamd.tcpAddress())) {
      Await.until(
          "it says why it is not ready",
          ClamdScanner.SOON,
          () -> obstacle(scanner).reason() == Reason.MISCONFIGURED);
      assertContains(obstacle(scanner).detail(), clamd.tcpAddress(), "ScanArchive yes");
      assertEquals(obstacle(scanner), scanner.scan(new byte[] {1}));
      assertEquals(obstacle(scanner), scanner.scan(Fixtures.eicar()));

      clamd.restart(Map.of("ScanArchive", "yes"));
      scanner.awaitReady();
      assertInstanceOf(Infected.class, scanner.scan(Fixtures.eicar()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ScanPDF, no, ScanPDF yes, a virus in a PDF",
    "ScanOLE2, no, ScanOLE2 yes, a virus in an Office document of the old format",
    "ScanHTML, no, ScanHTML yes, a virus in HTML",
    "ScanMail, no, ScanMail yes, a virus in a mail",
    "MaxHTMLNormalize, 500K, MaxHTMLNormalize 1M, a virus in large HTML",
  })
  void whatItDoesNotLookIntoIsWarnedAboutWithTheLineToChange(
      String option, String value, String remedy, String what) {
    try (ClamdServer clamd = ClamdServer.builder().option(option, value).start();
        ClamdScanner scanner = scanner(clamd, 1)) {
      List<String> advice = scanner.pool().readiness().advice();
      assertEquals(1, advice.size(), advice::toString);
      assertContains(advice.get(0), "says OK to " + what + ";", remedy, clamd.tcpAddress());
    }
  }

  /** Debian's has no UnRAR, and others of these it says OK to. */
  @Test
  void whatDebiansClamdDoesNotOpenIsKnown() {
    try (ClamdServer clamd = ClamdServer.builder().start();
        ClamdScanner scanner = scanner(clamd, 1)) {
      Supplier<Opened> opened =
          () -> scanner.ask(TestSample.of(new byte[] {1})).opened().orElseThrow();
      Await.until("it was asked for all", ClamdScanner.SOON, () -> opened.get().whole());
      assertEquals(
          "ar lz4 lzip lzma rar4 rar5 wim zip-lzma zip-other zip-ppmd zip-xz zip-zstd zst",
          String.join(" ", opened.get().notOpened()));
    }
  }

  @Test
  void withoutASignatureForEicarNothingIsScanned() throws Exception {
    ClamdServer clamd = ClamdServer.builder().build();
    try (clamd) {
      Files.delete(clamd.database().resolve("eicar.hdb"));
      clamd.start();
      try (ClamdScanner scanner =
          new ClamdScanner(new DataSize(MEBIBYTE), 4, ClamdScanner.SOON, clamd.tcpAddress())) {
        Await.until(
            "it says why it is not ready",
            ClamdScanner.SOON,
            () -> obstacle(scanner).detail().contains("does not find EICAR"));
        assertInstanceOf(Unscanned.class, scanner.scan(new byte[] {1}));
      }
    }
  }

  @Test
  void higherLimitsAfterARestartAreProvenSoon() {
    try (ClamdServer clamd = ClamdServer.builder().option("MaxFileSize", "1M").start();
        ClamdScanner scanner = scanner(clamd, 4)) {
      assertEquals(OptionalLong.of(MEBIBYTE), scanner.pool().readiness().limit());
      clamd.restart(Map.of("MaxFileSize", "100M"));
      Await.until(
          "the whole size is proven",
          ClamdScanner.SOON,
          () -> scanner.pool().readiness().limit().equals(OptionalLong.of(4 * MEBIBYTE)));
      assertInstanceOf(Infected.class, scanner.scan(TestSample.infected(4 * MEBIBYTE, 0)));
    }
  }

  private static ClamdScanner scanner(ClamdServer clamd, int mebibytes) {
    ClamdScanner scanner =
        new ClamdScanner(DataSize.ofMebibytes(mebibytes), 4, ClamdScanner.SOON, clamd.tcpAddress());
    scanner.awaitReady();
    return scanner;
  }

  private static Unscanned obstacle(ClamdScanner scanner) {
    return scanner.pool().readiness().obstacle().orElseThrow();
  }

  private static Reason reason(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict).reason();
  }

  private static void assertContains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> part + " is not in: " + text);
    }
  }

  @Test
  void smallFilesNeedNotWaitUntilTheLargestIsProvenAndLargeOnesAreNotSentBefore() {
    long gibibyte = 1L << 30;
    try (ClamdServer clamd =
            ClamdServer.builder()
                .option("StreamMaxLength", "1G")
                .option("MaxFileSize", "1G")
                .option("MaxScanSize", "2G")
                .start();
        ClamdScanner scanner =
            new ClamdScanner(
                new DataSize(gibibyte), 4, Duration.ofMinutes(1), clamd.tcpAddress())) {
      scanner.awaitFirstStep();
      assertEquals(OptionalLong.of(16 << 20), scanner.pool().readiness().limit());
      assertEquals(new Clean(), scanner.scan(Fixtures.randomBytes(1, 1000)));
      Verdict early =
          scanner.scan(
              TestSample.of(
                  17 << 20,
                  () -> {
                    throw new AssertionError("it was opened");
                  }));
      Unscanned unscanned = assertInstanceOf(Unscanned.class, early);
      assertEquals(Reason.UNREACHABLE, unscanned.reason());
    }
  }
}
