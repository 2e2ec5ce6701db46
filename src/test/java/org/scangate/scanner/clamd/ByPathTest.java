package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Answer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.scanner.proof.ProbeSamples;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.ClamdServer;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What a healthy clamd says of files that it reads itself. */
@Timeout(120)
class ByPathTest {

  private static final int LIMIT = 1 << 20;
  private static final Infected MARKER = new Infected("Scangate-Marker.UNOFFICIAL");
  private static final byte[] CLEAN = "Nothing to see here.".getBytes(US_ASCII);
  private static final byte[] INFECTED = ("Something: " + ClamdServer.MARKER).getBytes(US_ASCII);

  /** The longest path that Linux takes, without its terminator. */
  private static final int MAX_PATH = 4095;

  private static ClamdServer clamd;
  private static ClamdScanner scanner;

  @TempDir private Path store;

  @BeforeAll
  static void start() {
    clamd = ClamdServer.builder().start();
    scanner = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.unixAddress());
  }

  @AfterAll
  static void stop() {
    scanner.close();
    clamd.close();
  }

  @Test
  void whatIsCleanIsCleanAndIsNotSent() throws IOException {
    TestSample sample = stored("a", CLEAN);
    Answer answer = scanner.ask(sample);
    assertEquals(new Clean(), answer.verdict());
    assertFalse(sample.streamed());
    assertEquals(scanner.pool().readiness().version(), answer.engine().version());
    assertEquals(Optional.empty(), answer.cacheKey());
  }

  @Test
  void overTcpTheSame() throws IOException {
    try (ClamdScanner tcp = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.tcpAddress())) {
      TestSample sample = stored("a", INFECTED);
      assertEquals(MARKER, tcp.scan(sample));
      assertFalse(sample.streamed());
    }
  }

  @Test
  void withoutTheSettingItIsSent() throws IOException {
    try (ClamdScanner streaming = ClamdScanner.of(clamd)) {
      TestSample sample = stored("a", INFECTED);
      assertEquals(MARKER, streaming.scan(sample));
      assertTrue(sample.streamed());
    }
  }

  @Test
  void whatHasNoPathIsSent() {
    assertEquals(MARKER, scanner.scan(INFECTED));
    assertEquals(new Clean(), scanner.scan(CLEAN));
  }

  @Test
  void encryptedAndTooDeepAreUnscannedAndNoInfections() throws IOException {
    assertUnscanned(Reason.ENCRYPTED, stored("a.zip", bytes(ProbeSamples.encryptedZip())));
    assertUnscanned(Reason.LIMIT_EXCEEDED, stored("b.zip", bytes(ProbeSamples.nestedZip())));
    assertEquals(
        new Infected("Eicar-Test.UNOFFICIAL"), scanner.scan(stored("eicar", Fixtures.eicar())));
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT - 1, LIMIT, LIMIT + 1, 5 * LIMIT})
  void whatIsInfectedIsNeverCleanHoweverLarge(int size) throws IOException {
    byte[] marker = ClamdServer.MARKER.getBytes(US_ASCII);
    byte[] content = Fixtures.randomWith(marker, size - marker.length, size).readAllBytes();
    Verdict verdict = scanner.scan(stored("large", content));
    if (size <= LIMIT) {
      assertEquals(MARKER, verdict);
    } else {
      assertEquals(Reason.TOO_LARGE, assertInstanceOf(Unscanned.class, verdict).reason());
    }
  }

  /** Octal escapes as {@code printf} takes them: Java can't name all of these files. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        " ",
        "new\\nline",
        "\\n",
        "-rf",
        "%%41%%",
        "a: OK",
        "a: Eicar FOUND",
        "tab\\tand\\rreturn",
        "quote\\047s\\042\\134",
        "\\303\\251t\\303\\251",
        "\\351t\\351",
        "\\377\\376",
        "\\355\\240\\200",
        "only \\001 control",
      })
  void noNameIsTooOdd(String name) throws Exception {
    assertReadByClamd(CLEAN, new Clean(), name);
    assertReadByClamd(INFECTED, MARKER, name);
  }

  @Test
  void noNameIsTooLong() throws Exception {
    assertReadByClamd(CLEAN, new Clean(), "x".repeat(255));
    assertReadByClamd(INFECTED, MARKER, "y".repeat(255));
  }

  @Test
  void noPathIsTooLong() throws Exception {
    Path folder = store;
    while (folder.toString().length() + 101 + 2 < MAX_PATH) {
      folder = Files.createDirectory(folder.resolve("d".repeat(100)));
    }
    Path file = folder.resolve("f".repeat(MAX_PATH - folder.toString().length() - 1));
    assertEquals(MAX_PATH, file.toString().length());
    Files.write(file, CLEAN);
    TestSample sample = TestSample.stored(file, store);
    assertEquals(new Clean(), scanner.scan(sample));
    Files.write(file, INFECTED);
    assertEquals(MARKER, scanner.scan(TestSample.stored(file, store)));
    assertFalse(sample.streamed());
  }

  @Test
  void aPathOnTheWayMayBeALinkTheFileMayNot() throws IOException {
    TestSample file = stored("a", CLEAN);
    Path folder = Files.createSymbolicLink(store.resolve("folder"), store);
    assertEquals(new Clean(), scanner.scan(TestSample.stored(folder.resolve("a"), store)));
    Path link = Files.createSymbolicLink(store.resolve("link"), file.file());
    assertUnscanned(Reason.REFUSED, sized(link, CLEAN.length));
    assertUnscanned(Reason.REFUSED, sized(link, file.file().toString().length()));
  }

  @Test
  void aSampleOfAnotherSizeThanItsFileIsNotScanned() throws IOException {
    Path file = stored("a", CLEAN).file();
    assertUnscanned(Reason.REFUSED, sized(file, CLEAN.length - 1));
    assertUnscanned(Reason.REFUSED, sized(file, CLEAN.length + 1));
  }

  /** clamd says OK to what is in /proc and does not read it; its size is 0. */
  @Test
  void whatClaimsToBeEmptyIsSent() throws IOException {
    assertUnscanned(Reason.REFUSED, sized(Path.of("/proc/version"), 0));
    TestSample empty = stored("empty", new byte[0]);
    assertEquals(new Clean(), scanner.scan(empty));
    assertTrue(empty.streamed());
  }

  @Test
  void whatIsGoneIsNotScanned() throws IOException {
    TestSample sample = stored("a", CLEAN);
    Files.delete(sample.file());
    assertUnscanned(Reason.REFUSED, sample);
  }

  private void assertReadByClamd(byte[] content, Verdict expected, String name) throws Exception {
    Path folder = Files.createTempDirectory(store, "folder");
    Path contentFile = Files.write(Files.createTempFile(store, "content", ""), content);
    // $(…) takes newlines from the end of a name: the dot is there for that, and cut off again
    String command = "cd \"$1\" && n=$(printf -- \"$3.\") && cat \"$2\" > \"${n%.}\"";
    Process shell =
        new ProcessBuilder(
                "/bin/sh", "-c", command, "sh", folder.toString(), contentFile.toString(), name)
            .inheritIO()
            .start();
    assertEquals(0, shell.waitFor());
    try (Stream<Path> files = Files.list(folder)) {
      TestSample sample = TestSample.stored(files.findFirst().orElseThrow(), store);
      assertEquals(expected, scanner.scan(sample));
      assertFalse(sample.streamed());
    }
  }

  private static void assertUnscanned(Reason reason, Sample sample) {
    assertEquals(
        reason, assertInstanceOf(Unscanned.class, scanner.scan(sample)).reason(), sample::name);
  }

  private TestSample sized(Path file, long size) {
    return TestSample.stored(file, store, size);
  }

  private TestSample stored(String name, byte[] content) throws IOException {
    return TestSample.stored(Files.write(store.resolve(name), content), store);
  }

  private static byte[] bytes(Sample sample) throws IOException {
    try (InputStream content = sample.open()) {
      return content.readAllBytes();
    }
  }
}
