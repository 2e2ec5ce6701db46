package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.ClamdScanner;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Misbehaviour;
import org.scangate.testing.ScriptedClamd;
import org.scangate.testing.TestSample;
import org.scangate.testing.Warnings;

/** Files change while they are scanned, and clamd answers by path what it should not. */
@Timeout(120)
class ByPathMisbehaviourTest {

  private static final Infected EICAR = new Infected("Eicar-Test.UNOFFICIAL");
  private static final String DENIED = ": File path check failure: Permission denied. ERROR";
  private static final Duration AT_ONCE = Duration.ofMillis(5);

  @TempDir private Path store;

  private final ScriptedClamd clamd = ScriptedClamd.start(Misbehaviour.NO_ANSWER);
  private final Warnings warnings = new Warnings(ReadableRoots.class);
  private ClamdScanner scanner;

  @BeforeEach
  void start() {
    scanner = ClamdScanner.byPath(4, ClamdScanner.SOON, clamd.tcpAddress());
  }

  @AfterEach
  void stop() {
    scanner.close();
    clamd.close();
    warnings.close();
  }

  @Test
  void exactlyItsPathAndOkIsClean() {
    answer(path -> path + ": OK");
    TestSample sample = eicar("a");
    assertEquals(new Clean(), scanner.scan(sample));
    assertFalse(sample.streamed());
  }

  /** {@code @} stands for the path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "@",
        "@:",
        "@: ",
        "@:OK",
        "@: ok",
        "@: OK ",
        "@: OK\n",
        " @: OK",
        "@/: OK",
        "/@: OK",
        "@x: OK",
        "@: @: OK",
        "@: OK: OK",
        "/tmp: OK",
        "stream: OK",
        "@: Empty file",
        "@: FOUND",
        "@:  FOUN",
        "/other: Eicar FOUND",
        "@.bin: Eicar FOUND",
        "ClamAV 1.4.6",
        "\u0016\u0003\u0001%&?<html>"
      })
  void nothingElseIsCleanOrInfected(String said) {
    answer(path -> said.replace("@", path));
    TestSample sample = eicar("a");
    Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(sample));
    assertEquals(Reason.UNREACHABLE, verdict.reason());
    assertFalse(sample.streamed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DENIED,
        ": File path check failure: No such file or directory. ERROR",
        ": lstat() failed: No such file or directory. ERROR",
        ": Access denied. ERROR",
        ": Can't open file or directory ERROR",
        ": Not supported file type ERROR",
        ": Excluded",
        ": Excluded (another filesystem)"
      })
  void whatClamdDoesNotReadIsSentToIt(String said) {
    answer(path -> path + said);
    TestSample sample = eicar("a");
    assertEquals(EICAR, scanner.scan(sample));
    assertTrue(sample.streamed());
  }

  /** As the real one does when the file is replaced by a folder or a pipe on the way. */
  @Test
  void anErrorIsNotTakenBackByAnOkNorIsTheSessionGivenUp() {
    answer(path -> path + ": OK");
    assertEquals(new Clean(), scanner.scan(eicar("a")));
    clamd.onScan(
        (number, path, wire) -> {
          wire.answer(number + path + ": Not supported file type ERROR");
          wire.answer(number + path + ": OK");
        });
    TestSample sample = eicar("b");
    assertEquals(EICAR, scanner.scan(sample));
    assertTrue(sample.streamed());
    answer(path -> path + ": OK");
    assertEquals(new Clean(), scanner.scan(eicar("c")));
    assertEquals(2, clamd.sessions(), "a session was given up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "x: ", "1000000: ", "-1: ", "0: ", ": "})
  void anAnswerToNothingThatWasAskedEndsTheSession(String number) {
    clamd.onScan((right, path, wire) -> wire.answer(number + path + ": OK"));
    Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(eicar("a")));
    assertEquals(Reason.UNREACHABLE, verdict.reason());
    Await.until("it connects anew", ClamdScanner.SOON, () -> clamd.sessions() > 2);
  }

  @Test
  void inPlaceOfAVersionNothingElseIsTaken() {
    clamd.onScan((number, path, wire) -> wire.answer(number + path + ": OK"));
    clamd.setVersion(store.resolve("a") + ": OK");
    scanner.awaitNotReady();
    assertInstanceOf(Unscanned.class, scanner.scan(eicar("a")));
  }

  static Map<String, Change> changes() {
    return Map.of(
        "appended to", file -> Files.writeString(file, "x", StandardOpenOption.APPEND),
        "truncated", file -> Files.write(file, new byte[0]),
        "rewritten", file -> Files.write(file, new byte[Fixtures.eicar().length]),
        "rewritten, its date set back",
            file -> {
              FileTime time = Files.getLastModifiedTime(file);
              Files.write(file, new byte[Fixtures.eicar().length]);
              Files.setLastModifiedTime(file, time);
            },
        "replaced", file -> Files.move(copy(file), file, StandardCopyOption.REPLACE_EXISTING),
        "deleted", Files::delete,
        "a link now",
            file -> {
              Path other = Files.move(file, file.resolveSibling("other"));
              Files.createSymbolicLink(file, other);
            },
        "a folder now",
            file -> {
              Files.delete(file);
              Files.createDirectory(file);
            });
  }

  private static Path copy(Path file) throws IOException {
    return Files.copy(file, file.resolveSibling("copy"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  @ParameterizedTest
  @MethodSource("changeNames")
  void whatChangesDuringTheScanIsNeverClean(String name) {
    TestSample sample = eicar("a");
    clamd.onScan(
        (number, path, wire) -> {
          changes().get(name).to(Path.of(path));
          wire.answer(number + path + ": OK");
        });
    Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(sample));
    assertEquals(Reason.REFUSED, verdict.reason());
    assertEquals("the file changed while it was scanned", verdict.detail());
  }

  static List<String> changeNames() {
    return changes().keySet().stream().sorted().toList();
  }

  @Test
  void whatIsNoRegularFileIsNotEvenAskedFor() throws Exception {
    answer(path -> path + ": OK");
    Path file = eicar("a").file();
    Path pipe = store.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (Path odd : List.of(Files.createSymbolicLink(store.resolve("link"), file), store, pipe)) {
      // as if its size were a file's: a pipe's is 0, and whoever opens one may wait forever
      TestSample sample =
          sized(odd, (Long) Files.getAttribute(odd, "size", LinkOption.NOFOLLOW_LINKS));
      Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(sample));
      assertEquals(Reason.REFUSED, verdict.reason());
      assertFalse(sample.streamed());
    }
    assertInstanceOf(Unscanned.class, scanner.scan(sized(file, 67)));
    assertEquals(0, clamd.pathScans());
  }

  @Test
  void aStoreThatClamdCannotReadIsNoticedOnceAndToldOnce() {
    answer(path -> path + DENIED);
    for (int i = 0; i < 20; i++) {
      assertEquals(EICAR, scanner.scan(eicar("a" + i)));
    }
    assertEquals(1, clamd.pathScans());
    assertEquals(1, warnings.logged().size(), warnings.logged()::toString);
    String warning = warnings.logged().get(0);
    assertTrue(warning.contains("files below " + store + " are streamed"), warning);
    assertTrue(warning.contains("Permission denied"), warning);
    assertTrue(warning.contains("give the user that clamd runs as read access"), warning);
    assertTrue(warning.contains("scangate.clamd.by-path=false"), warning);
  }

  @Test
  void whereClamdHasReadOthersOnlyWhatItCannotReadIsSent() {
    answer(path -> path + (path.endsWith("secret") ? DENIED : ": OK"));
    assertEquals(new Clean(), scanner.scan(eicar("a")));
    for (int i = 0; i < 3; i++) {
      assertEquals(EICAR, scanner.scan(eicar("secret")));
      assertEquals(new Clean(), scanner.scan(eicar("b")));
    }
    assertEquals(List.of(), warnings.logged());
  }

  @Test
  void whatIsInNoStoreCountsByItsFolder() throws IOException {
    answer(path -> path + DENIED);
    Path folder = Files.createDirectory(store.resolve("folder"));
    for (Path at : List.of(store, store, folder, folder)) {
      Path file = Files.write(at.resolve("a"), Fixtures.eicar());
      TestSample stored = TestSample.stored(file, store);
      assertEquals(EICAR, scanner.scan(stored.inNoStore()));
    }
    assertEquals(2, clamd.pathScans());
    assertEquals(2, warnings.logged().size(), warnings.logged()::toString);
  }

  @Test
  void onAnotherMachineAPathMayBeAnotherFile() throws Exception {
    answer(path -> path + ": OK");
    ClamdAddress address = new ClamdAddress(clamd.tcpAddress());
    ClamdEndpoint here = ClamdEndpoint.of(address).get(0);
    ClamdEndpoint there =
        new ClamdEndpoint(address, new InetSocketAddress("192.0.2.1", 3310), Optional.empty());
    try (DeadlineTimer deadlines = new DeadlineTimer();
        ClamdSession session =
            ClamdSession.open(here, deadlines, Deadline.in(ClamdScanner.SOON), () -> {})) {
      ByPath byPath = new ByPath("clamd", deadlines);
      for (ClamdEndpoint endpoint : List.of(there, there, here)) {
        ClamdProcess process = new ClamdProcess(endpoint, session);
        Path folder = Files.createTempDirectory(store, endpoint.equals(here) ? "here" : "there");
        TestSample sample =
            TestSample.stored(
                Files.write(folder.resolve("a"), Fixtures.eicar()),
                endpoint.equals(here) ? folder : store);
        assertEquals(
            endpoint.equals(here) ? Optional.of(new Clean()) : Optional.empty(),
            byPath.scan(sample, process, Deadline.in(ClamdScanner.SOON)));
      }
      byPath.end();
    }
    assertEquals(1, clamd.pathScans());
    assertEquals(1, warnings.logged().size(), warnings.logged()::toString);
  }

  /** Then another process may have bound its socket, and whose OK it is nobody knows. */
  @Test
  void aCleanAnswerDoesNotCountOnceTheProvenSessionIsOver() throws Exception {
    ClamdEndpoint here = ClamdEndpoint.of(new ClamdAddress(clamd.tcpAddress())).get(0);
    try (DeadlineTimer deadlines = new DeadlineTimer()) {
      ClamdSession proven =
          ClamdSession.open(here, deadlines, Deadline.in(ClamdScanner.SOON), () -> {});
      ByPath byPath = new ByPath("clamd", deadlines);
      ClamdProcess process = new ClamdProcess(here, proven);
      AtomicReference<String> said = new AtomicReference<>(": OK");
      clamd.onScan(
          (number, path, wire) -> {
            proven.close();
            wire.answer(number + path + said.get());
          });
      Unscanned verdict =
          assertInstanceOf(Unscanned.class, scanByPath(byPath, eicar("a"), process).orElseThrow());
      assertEquals(Reason.UNREACHABLE, verdict.reason());
      assertTrue(verdict.detail().contains("was given up"), verdict.detail());
      said.set(": Eicar FOUND");
      assertEquals(
          Optional.of(new Infected("Eicar")), scanByPath(byPath, eicar("b"), process), "a finding");
      byPath.end();
    }
  }

  /** Nor is another process asked: the proven one does not answer any more. */
  @Test
  void noSessionIsOpenedForAProofWhoseOwnIsOver() throws Exception {
    answer(path -> path + ": OK");
    ClamdEndpoint here = ClamdEndpoint.of(new ClamdAddress(clamd.tcpAddress())).get(0);
    try (DeadlineTimer deadlines = new DeadlineTimer()) {
      ClamdSession proven =
          ClamdSession.open(here, deadlines, Deadline.in(ClamdScanner.SOON), () -> {});
      proven.close();
      ByPath byPath = new ByPath("clamd", deadlines);
      ClamdProcess process = new ClamdProcess(here, proven);
      Unscanned verdict =
          assertInstanceOf(Unscanned.class, scanByPath(byPath, eicar("a"), process).orElseThrow());
      assertEquals(Reason.UNREACHABLE, verdict.reason());
      byPath.end();
    }
    assertEquals(0, clamd.pathScans());
  }

  /** Or a process that was proven once would go on being asked under the proof of the next. */
  @Test
  void eachProofHasASessionOfItsOwnToReadBy() throws Exception {
    Deadline soon = Deadline.in(ClamdScanner.SOON);
    try (ScriptedClamd alone = ScriptedClamd.start(Misbehaviour.NO_ANSWER); // nobody else asks it
        DeadlineTimer deadlines = new DeadlineTimer()) {
      alone.onScan((number, path, wire) -> wire.answer(number + path + ": OK"));
      ClamdEndpoint there = ClamdEndpoint.of(new ClamdAddress(alone.tcpAddress())).get(0);
      ByPath byPath = new ByPath("clamd", deadlines);
      for (int i = 1; i <= 2; i++) {
        try (ClamdSession proven = ClamdSession.open(there, deadlines, soon, () -> {})) {
          ClamdProcess process = new ClamdProcess(there, proven);
          assertEquals(Optional.of(new Clean()), scanByPath(byPath, eicar("a" + i), process));
          assertEquals(Optional.of(new Clean()), scanByPath(byPath, eicar("b" + i), process));
          assertEquals(2 * i, alone.sessions(), "the proven one and the one to read by");
        }
      }
      byPath.end();
    }
  }

  private static Optional<Verdict> scanByPath(
      ByPath byPath, TestSample sample, ClamdProcess process) {
    return byPath.scan(sample, process, Deadline.in(ClamdScanner.SOON));
  }

  /** Half a MaxQueue of scans would keep clamd from answering anybody. */
  @Test
  void scansThatAreGivenUpLeaveRoomForVersionAndAreBounded() {
    answer(path -> path + ": OK");
    assertEquals(new Clean(), scanner.scan(eicar("a")));
    clamd.onScan((number, path, wire) -> {});
    TestSample hangs = eicar("hangs");
    int timedOut = 0;
    for (int i = 0; i < 300; i++) {
      Verdict verdict = scanner.pool().scan(hangs, Deadline.in(AT_ONCE)).verdict();
      timedOut += verdict instanceof Unscanned u && u.reason() == Reason.TIMED_OUT ? 1 : 0;
    }
    assertTrue(timedOut >= 40, "only " + timedOut);
    assertEquals(1 + 40, clamd.pathScans());
    assertEquals(new Clean(), scanner.scan("hello".getBytes(StandardCharsets.US_ASCII)));
    TestSample next = eicar("next");
    assertEquals(EICAR, scanner.scan(next));
    assertTrue(next.streamed());
    assertEquals(2, clamd.sessions(), "a session was given up");
    assertEquals(List.of(), warnings.logged());
  }

  @Test
  void anAnswerThatComesTooLateIsNobodys() {
    AtomicReference<String> late = new AtomicReference<>();
    clamd.onScan(
        (number, path, wire) -> {
          if (late.get() == null) {
            late.set(number + path + ": OK");
            return;
          }
          wire.answer(late.get());
          wire.answer(number + path + ": Late FOUND");
        });
    TestSample sample = eicar("a");
    Unscanned first =
        assertInstanceOf(
            Unscanned.class,
            scanner.pool().scan(sample, Deadline.in(Duration.ofMillis(50))).verdict());
    assertEquals(Reason.TIMED_OUT, first.reason());
    assertEquals(new Infected("Late"), scanner.scan(sample));
    late.set("");
    assertEquals(2, clamd.sessions(), "a session was given up");
  }

  @Test
  void aSessionThatEndsInTheMiddleIsUnreachable() {
    CountDownLatch asked = new CountDownLatch(1);
    clamd.onScan(
        (number, path, wire) -> {
          asked.countDown();
          throw new EOFException("as if it were killed");
        });
    Unscanned verdict = assertInstanceOf(Unscanned.class, scanner.scan(eicar("a")));
    assertEquals(Reason.UNREACHABLE, verdict.reason());
    assertEquals(0, asked.getCount());
  }

  private interface Change {
    void to(Path file) throws IOException;
  }

  private interface Said {
    String of(String path);
  }

  private void answer(Said said) {
    clamd.onScan((number, path, wire) -> wire.answer(number + said.of(path)));
  }

  private TestSample sized(Path file, long size) {
    return TestSample.stored(file, store, size);
  }

  /** Infected, so that OK can only be what the scripted clamd was told to say of its path. */
  private TestSample eicar(String name) {
    try {
      Path file = Files.write(store.resolve(name), Fixtures.eicar());
      Path clock = store.resolve("clock");
      Await.until(
          "the file system's clock has gone on",
          ClamdScanner.SOON,
          () ->
              Files.getLastModifiedTime(Files.write(clock, new byte[1]))
                      .compareTo(Files.getLastModifiedTime(file))
                  > 0);
      return TestSample.stored(file, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
