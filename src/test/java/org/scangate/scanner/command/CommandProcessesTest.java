package org.scangate.scanner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Await;
import org.scangate.testing.Fixtures;
import org.scangate.testing.Footprint;
import org.scangate.testing.TestSample;

/** What a run takes and gives back: processes, threads, files, standard input and output. */
class CommandProcessesTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** A daemon as daemons are: double fork, a session of its own, and it prints nothing. */
  private static final String ESCAPE =
      "(setsid sh -c 'sleep 61 & sleep 62' >/dev/null 2>&1 </dev/null &)\n";

  @TempDir private Path spool;
  @TempDir private Path scripts;
  private Footprint before;

  @BeforeEach
  void count() throws IOException {
    try (CommandClient warm = file(CommandFixture.SCANS_FILE);
        CommandClient input = input(CommandFixture.SCANS_INPUT)) {
      scan(warm, clean(10)); // what the JVM opens once and keeps is not counted
      scan(input, clean(10));
      permissions(spool);
    }
    CommandFixture.markedWith(PrivateFolder.OURS);
    before = Footprint.now();
  }

  @AfterEach
  void nothingIsLeft() {
    before.awaitBack();
    assertEquals(0, CommandFixture.markedWith(PrivateFolder.OURS));
    assertEquals(0, CommandFixture.ours(spool).count());
  }

  @Test
  void atTheDeadlineTheWholeTreeIsKilledWithThoseThatEscaped() {
    try (CommandClient client = file(ESCAPE + "sleep 63 & sleep 64")) {
      CompletableFuture<Verdict> scan = begin(client, Deadline.in(SOON.dividedBy(5)));
      Await.until("all run", SOON, () -> CommandFixture.marked(spool) >= 5);
      assertEquals(Reason.TIMED_OUT, unscanned(scan.join()).reason());
      assertEquals(0, CommandFixture.marked(spool));
    }
  }

  @Test
  void whenItEndsEarlyTheWholeTreeIsKilled() {
    AtomicBoolean over = new AtomicBoolean();
    try (CommandClient client = file(ESCAPE + "sleep 64")) {
      CompletableFuture<Verdict> scan = begin(client, Deadline.in(SOON).unless(over::get));
      Await.until("all run", SOON, () -> CommandFixture.marked(spool) >= 4);
      over.set(true);
      Await.until("it has ended", SHORT.multipliedBy(2), scan::isDone);
      assertEquals(0, CommandFixture.marked(spool));
      assertInstanceOf(Unscanned.class, scan.join());
    }
  }

  @Test
  void closingKillsTheWholeTree() {
    CommandClient client = file(ESCAPE + "sleep 64");
    CompletableFuture<Verdict> scan = begin(client, Deadline.in(SOON));
    Await.until("all run", SOON, () -> CommandFixture.marked(spool) >= 4);
    client.close();
    assertEquals(Reason.UNREACHABLE, unscanned(scan.join()).reason());
    assertEquals(0, CommandFixture.markedWith(PrivateFolder.OURS));
    assertEquals(Reason.UNREACHABLE, unscanned(scan(client, clean(10))).reason());
  }

  @Test
  void anInterruptKillsTheWholeTree() throws InterruptedException {
    try (CommandClient client = file(ESCAPE + "sleep 64")) {
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread scan =
          new Thread(
              () -> {
                unscanned(scan(client, clean(10)));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      scan.start();
      Await.until("all run", SOON, () -> CommandFixture.marked(spool) >= 4);
      scan.interrupt();
      scan.join(SOON.toMillis());
      assertTrue(interrupted.get());
      assertEquals(0, CommandFixture.marked(spool));
    }
  }

  @Test
  void cleanOfAProgramThatLeavesAProcessBehindIsNotBelieved() {
    try (CommandClient client = file("sleep 65 &\nexit 0")) {
      Unscanned said = unscanned(scan(client, clean(10)));
      assertEquals(Reason.REFUSED, said.reason());
      assertTrue(said.detail().contains("left a process behind"), said.detail());
      assertEquals(0, CommandFixture.marked(spool));
    }
  }

  @Test
  void aDaemonIsNoticedThoughItClosedItsOutput() {
    String alone = "(setsid sh -c 'sleep 65 & exit' >/dev/null 2>&1 </dev/null &)\n";
    for (String exit : List.of("exit 0", "sleep 0.2; exit 0")) {
      try (CommandClient client = file(alone + exit)) {
        Unscanned said = unscanned(scan(client, clean(10)));
        assertTrue(said.detail().contains("left a process behind"), said.detail());
        assertEquals(0, CommandFixture.marked(spool));
      }
    }
    try (CommandClient client = file(alone + "echo 'x: Bad FOUND'; exit 1")) {
      assertEquals(new Infected("Bad"), scan(client, clean(10)));
      assertEquals(0, CommandFixture.marked(spool));
    }
  }

  @Test
  void whatItFoundStandsAlthoughAProcessIsLeft() {
    try (CommandClient client = file("sleep 65 &\necho 'x: Bad FOUND'\nexit 1")) {
      assertEquals(new Infected("Bad"), scan(client, clean(10)));
      assertEquals(0, CommandFixture.marked(spool));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 65_536, 65_537, 1_000_000})
  void cleanOfAProgramThatDoesNotReadIsNotBelieved(int size) {
    try (CommandClient client = input("sleep 0.1; exit 0")) {
      assertTrue(unscanned(scan(client, clean(size))).detail().contains("did not read"), "exits");
    }
    try (CommandClient client = input("exec 0<&-; sleep 0.1; exit 0")) {
      assertInstanceOf(Unscanned.class, scan(client, clean(size)), "closes it");
    }
    try (CommandClient client = input("head -c %d >/dev/null; exit 0".formatted(size - 1))) {
      assertInstanceOf(Unscanned.class, scan(client, clean(size)), "all but the last byte");
    }
    try (CommandClient client = input("head -c %d >/dev/null; exit 0".formatted(size))) {
      assertEquals(new Clean(), scan(client, clean(size)), "all");
    }
  }

  @Test
  void whatItFindsBeforeItHasReadAllStands() {
    try (CommandClient client = input("head -c 10 >/dev/null; echo 'x: Bad FOUND'; exit 1")) {
      assertEquals(new Infected("Bad"), scan(client, clean(1_000_000)));
    }
  }

  @Test
  void outputUpToAMegabyteIsReadAndTheRestIsDropped() {
    int most = (int) ProgramOutput.MAX_KEPT.bytes();
    String prints = "head -c %d /dev/zero | tr '\\0' x; exit 0";
    try (CommandClient client = file(prints.formatted(most))) {
      assertEquals(new Clean(), scan(client, clean(10)));
    }
    try (CommandClient client = file(prints.formatted(most + 1))) {
      assertEquals(Reason.REFUSED, unscanned(scan(client, clean(10))).reason());
    }
    String found = "echo 'x: Bad FOUND'; head -c %d /dev/zero; exit 1";
    try (CommandClient client = file(found.formatted(8 * most))) {
      assertEquals(new Infected("Bad"), scan(client, clean(10)), "what it found stands");
    }
    try (CommandClient client = file("yes >&2")) {
      Verdict endless = client.scan(clean(10), Deadline.in(SHORT)).verdict();
      assertEquals(Reason.TIMED_OUT, unscanned(endless).reason());
    }
  }

  @Test
  void theCopyIsPrivateAndGoesWithTheScan() throws IOException {
    Path seen = scripts.resolve("seen");
    try (CommandClient client =
        file("echo \"$1\" > %1$s.new; mv %1$s.new %1$s; sleep 66".formatted(seen))) {
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Verdict> scan = begin(client, Deadline.in(SOON).unless(over::get));
      Await.until("it runs", SOON, () -> Files.exists(seen));
      Path copy = Path.of(Files.readString(seen).strip());
      assertEquals(List.of(copy), CommandFixture.copies(spool));
      assertTrue(copy.getFileName().toString().matches("scangate-[-0-9a-f]{36}\\.bin"));
      assertEquals("rw-------", permissions(copy));
      assertEquals("rwx------", permissions(copy.getParent()));
      over.set(true);
      scan.join();
      assertEquals(List.of(), CommandFixture.copies(spool));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm \"$1\"", "echo x >> \"$1\"", "echo x > \"$1\""})
  void cleanOfAFileThatIsNotAsItWasIsNotBelieved(String change) {
    try (CommandClient client = file(change + "\nexit 0")) {
      assertEquals(Reason.REFUSED, unscanned(scan(client, clean(100))).reason());
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotScanned() {
    byte[] content = Fixtures.randomBytes(1, 1000);
    for (int size : new int[] {999, 1001}) {
      Sample sample = TestSample.of(size, () -> new java.io.ByteArrayInputStream(content));
      try (CommandClient byFile = file("exit 0");
          CommandClient byInput = input("cat >/dev/null; exit 0")) {
        assertEquals(Reason.REFUSED, unscanned(scan(byFile, sample)).reason());
        assertEquals(Reason.REFUSED, unscanned(scan(byInput, sample)).reason());
      }
    }
  }

  @Test
  void manyAtOnceAreEachAnsweredForThemselves() {
    try (CommandClient byFile = file(CommandFixture.SCANS_FILE);
        CommandClient byInput = input(CommandFixture.SCANS_INPUT)) {
      List<CompletableFuture<Void>> scans =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> mixed(i % 2 == 0 ? byFile : byInput),
                          task -> new Thread(task).start()))
              .toList();
      scans.forEach(CompletableFuture::join);
    }
  }

  private static void mixed(CommandClient client) {
    for (int i = 0; i < 15; i++) {
      assertEquals(new Clean(), scan(client, clean(i * 10_000)));
      assertEquals(new Infected("Eicar-Script"), scan(client, TestSample.of(Fixtures.eicar())));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithItsKey() throws IOException {
    Path taken = Files.createFile(scripts.resolve("taken"));
    try (CommandClient client =
        new CommandClient(CommandFixture.file(taken, scripts, CommandFixture.SCANS_FILE))) {
      Unscanned said = unscanned(scan(client, clean(10)));
      assertEquals(Reason.SPOOL_FULL, said.reason());
      assertTrue(said.detail().contains("scangate.spool.folder=" + taken), said.detail());
    }
  }

  @Test
  void aFolderThatSomebodyTidiedUpIsMadeAnew() throws IOException {
    try (CommandClient client = file(CommandFixture.SCANS_FILE)) {
      assertEquals(new Clean(), scan(client, clean(10)));
      Path first = spool.resolve(CommandFixture.ours(spool).findFirst().orElseThrow());
      AbandonedFolders.delete(first);
      assertEquals(new Clean(), scan(client, clean(10)));
      assertFalse(Files.exists(first));
    }
  }

  private CommandClient file(String script) {
    return new CommandClient(CommandFixture.file(spool, scripts, script));
  }

  private CommandClient input(String script) {
    return new CommandClient(CommandFixture.input(spool, scripts, script));
  }

  private static CompletableFuture<Verdict> begin(CommandClient client, Deadline deadline) {
    return CompletableFuture.supplyAsync(
        () -> client.scan(clean(10), deadline).verdict(), task -> new Thread(task).start());
  }

  private static Verdict scan(CommandClient client, Sample sample) {
    return client.scan(sample, Deadline.in(SOON)).verdict();
  }

  private static Unscanned unscanned(Verdict verdict) {
    return assertInstanceOf(Unscanned.class, verdict);
  }

  private static Sample clean(int size) {
    return TestSample.of(Fixtures.randomBytes(System.nanoTime(), size));
  }
}
