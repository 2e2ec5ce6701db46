package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;

class JournalFileTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final DataSize MAX = DataSize.parse("64M");

  @TempDir Path data;
  private final Records.Sink sink = new Records.Sink();

  private Path folder() {
    return data.resolve("journal");
  }

  private Shipper shipper(JournalFile file) {
    return new Shipper(file, sink, data.resolve("refused"));
  }

  @Test
  void whatIsAppendedIsShippedOnceAndTheFileShrinks() throws IOException {
    List<UUID> appended = new ArrayList<>();
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      for (int i = 0; i < 5_000; i++) {
        JournalRecord one = i % 100 == 0 ? Records.event("a") : Records.scan("OK");
        appended.add(one.id());
        file.append(one);
      }
      await(() -> sink.kept().size() == appended.size());
      assertEquals(new HashSet<>(appended), ids(sink.kept()));
      assertEquals(0, file.status().waiting());
      assertEquals(5_000, shipper.shipped());
    }
    assertTrue(sink.isClosed());
    try (JournalFile again = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(again)) {
      await(() -> again.status().bytes() == 0);
      assertEquals(0, shipper.damaged());
    }
  }

  @Test
  void whatWaitsOutlivesARestartAndAFoldersRightsArePrivate() throws IOException {
    JournalRecord scan = Records.scan("FOUND");
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      file.append(scan);
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
      for (Path one : files()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
      }
    }
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      await(() -> shipper.shipped() == 1);
    }
    assertEquals(List.of(scan), sink.kept());
  }

  @Test
  void whatIsMadeForThemNobodyElseCanRead() throws Exception {
    Path made = data.resolve("made");
    JournalFile.open(made.resolve("journal"), MAX).close();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    DatabaseSettings.Embedded embedded = new DatabaseSettings.Embedded(made);
    try (JournalDatabase database =
        new JournalDatabase(embedded, DatabaseLimits.DEFAULT, Clock.systemUTC(), told -> {})) {
      database.write(List.of(Records.scan("OK")));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(embedded.file())));
    }
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsLostAndItIsTold() throws IOException {
    sink.fail(new JournalException("the database is down", true, null));
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      file.append(Records.scan("OK"));
      await(() -> shipper.trouble().isPresent());
      assertEquals("the database is down", shipper.trouble().get().why());
      file.append(Records.scan("OK"));
      assertEquals(2, file.status().waiting());
      sink.fail((JournalException) null);
      await(() -> sink.kept().size() == 2);
      await(() -> shipper.trouble().isEmpty());
    }
  }

  @Test
  void oneThatIsNeverTakenIsSetAsideAndHoldsUpNoOther() throws IOException {
    JournalRecord bad = Records.scan("OK");
    sink.neverTake(bad.id());
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      for (int i = 0; i < 50; i++) {
        file.append(i == 17 ? bad : Records.scan("OK"));
      }
      try (Shipper shipper = shipper(file)) {
        await(() -> sink.kept().size() == 49);
        await(() -> shipper.refused() == 1);
      }
    }
    assertTrue(Files.size(data.resolve("refused")) > 0);
  }

  /** Then it is hardly the records' fault, whatever is said. */
  @Test
  void whereNoneIsTakenNoneIsSetAside() throws IOException {
    sink.fail(new JournalException("for good, it says", false, null));
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      for (int i = 0; i < 50; i++) {
        file.append(Records.scan("OK"));
      }
      try (Shipper shipper = shipper(file)) {
        await(() -> shipper.trouble().isPresent());
        assertEquals(0, shipper.refused());
        assertEquals(50, file.status().waiting());
        assertTrue(Files.notExists(data.resolve("refused")));
        sink.fail((JournalException) null);
        await(() -> sink.kept().size() == 50);
      }
    }
  }

  @Test
  void anErrorEndsNoShipping() throws IOException {
    sink.fail(new NoClassDefFoundError("of the test"));
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      file.append(Records.scan("OK"));
      await(() -> shipper.trouble().isPresent());
      assertTrue(shipper.trouble().get().why().contains("of the test"));
      sink.fail((Error) null);
      await(() -> sink.kept().size() == 1);
    }
  }

  /** While others cannot be written, what is safe stays, as long as the disk has room. */
  @Test
  void troubleOfOneSeriesCostsTheOtherNothing() throws IOException {
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      for (int i = 0; i < 100; i++) {
        file.append(Records.scan("OK"));
      }
      for (int number = 1; number < 50; number++) { // so that no segment can be begun
        Files.createDirectory(folder().resolve("other-%012d.journal".formatted(number)));
      }
      file.append(Records.scan("FOUND"));
      await(() -> file.status().troubledSince().isPresent());
      Instant since = Instant.now();
      await(() -> Instant.now().isAfter(since.plusSeconds(3))); // some looks at it later
      assertEquals(0, file.status().givenUp().sum());
      assertEquals(100, file.status().waiting());
    }
  }

  @Test
  void onAFullDiskWhatIsSafeStaysAndWhatHasNoRoomIsCounted() throws Exception {
    Path disk = Files.createDirectory(data.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "scangate", disk.toString()),
        "no tmpfs can be mounted here");
    try {
      JournalRecord found = Records.scan("FOUND");
      try (JournalFile file = JournalFile.open(disk.resolve("journal"), MAX)) {
        file.append(found);
        await(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                file.append(Records.scan("OK"));
              }
              return file.status().givenUp().ok() + file.status().lost().ok() > 0;
            });
        assertEquals(0, file.status().lost().others());
        assertEquals(0, file.status().givenUp().others());
      }
      try (JournalFile file = JournalFile.open(disk.resolve("journal"), MAX);
          Shipper shipper = shipper(file)) {
        await(() -> ids(sink.kept()).contains(found.id()) && shipper.trouble().isEmpty());
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  @Test
  void aDamagedRecordIsLostAlone() throws IOException {
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      for (int i = 0; i < 100; i++) {
        file.append(Records.scan("OK"));
      }
    }
    Path segment =
        files().stream()
            .filter(one -> one.toString().endsWith(".journal"))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 7)); // torn at its end too
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      await(() -> sink.kept().size() == 98);
      await(() -> shipper.damaged() == 2);
    }
  }

  @Test
  void atItsBoundScansThatWereOkAreGivenUpFirst() throws IOException {
    sink.fail(new JournalException("away", true, null));
    DataSize small = DataSize.parse("1M");
    JournalRecord found = Records.scan("FOUND");
    try (JournalFile file = JournalFile.open(folder(), small);
        Shipper shipper = shipper(file)) {
      file.append(found);
      await(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              file.append(Records.scan("OK"));
            }
            return file.status().givenUp().ok() > 0;
          });
      await(() -> file.status().bytes() <= small.bytes());
      assertEquals(0, file.status().givenUp().others());
      sink.fail((JournalException) null);
      await(() -> ids(sink.kept()).contains(found.id()) && shipper.trouble().isEmpty());
      await(
          () ->
              sink.kept().stream()
                  .anyMatch(
                      one ->
                          one instanceof EventRecord event
                              && event.kind().equals("journal-given-up")));
    }
  }

  /** What the database is just being given is not counted as given up besides. */
  @Test
  void whatIsOnItsWayIsNotGivenUp() throws IOException {
    Semaphore taken = new Semaphore(0);
    RecordSink slow =
        new RecordSink() {
          @Override
          public void write(List<JournalRecord> records) throws JournalException {
            taken.acquireUninterruptibly();
            sink.write(records);
          }

          @Override
          public void close() {
            sink.close();
          }
        };
    try (JournalFile file = JournalFile.open(folder(), DataSize.parse("1M"));
        Shipper shipper = new Shipper(file, slow, data.resolve("refused"))) {
      AtomicLong appended = new AtomicLong();
      await(taken::hasQueuedThreads, () -> appendOk(file, appended));
      await(() -> file.status().givenUp().ok() > 0, () -> appendOk(file, appended));
      await(() -> file.status().bytes() <= file.status().maxBytes());
      taken.release(Integer.MAX_VALUE / 2);
      await(() -> file.status().waiting() == 0 && shipper.trouble().isEmpty());
      long scans = sink.kept().stream().filter(ScanRecord.class::isInstance).count();
      assertEquals(appended.get(), scans + file.status().givenUp().ok());
      assertEquals(0, shipper.damaged());
    }
  }

  private static void appendOk(JournalFile file, AtomicLong appended) {
    for (int i = 0; i < 100; i++) {
      file.append(Records.scan("OK"));
      appended.incrementAndGet();
    }
  }

  /** Else a kill just then would lose what the database has only in memory. */
  @Test
  void aFileStaysUntilTheDatabaseHasMadeItsRecordsSafe() throws IOException {
    sink.isUnsafe(true);
    try (JournalFile file = JournalFile.open(folder(), DataSize.parse("1M"));
        Shipper shipper = shipper(file)) {
      AtomicLong appended = new AtomicLong();
      await(() -> segments() > 1, () -> appendOk(file, appended)); // the first has ended
      await(() -> shipper.trouble().isPresent());
      assertTrue(Files.exists(folder().resolve("ok-000000000001.journal")));
      sink.isUnsafe(false);
      await(() -> !Files.exists(folder().resolve("ok-000000000001.journal")));
      await(() -> file.status().waiting() == 0);
      assertEquals(appended.get(), sink.kept().size(), "each once");
    }
  }

  private long segments() throws IOException {
    return files().stream().filter(one -> one.toString().endsWith(".journal")).count();
  }

  @Test
  void aFolderIsOneProcessAlone() throws IOException {
    try (JournalFile first = JournalFile.open(folder(), MAX)) {
      IOException refused =
          assertThrows(IOException.class, () -> JournalFile.open(folder(), MAX).close());
      assertTrue(refused.getMessage().contains("scangate.data-folder"), refused.getMessage());
      first.append(Records.scan("OK"));
    }
    JournalFile.open(folder(), MAX).close();
  }

  /** What somebody tidies away while it is written to costs what is in it, and no more. */
  @Test
  void aSegmentThatIsTakenAwayEndsNothing() throws IOException {
    try (JournalFile file = JournalFile.open(folder(), MAX)) {
      file.append(Records.scan("OK"));
      for (Path one : files()) {
        if (one.toString().endsWith(".journal")) {
          Files.delete(one);
        }
      }
      try (Shipper shipper = shipper(file)) {
        await(
            () -> {
              file.append(Records.scan("OK"));
              return shipper.shipped() > 0;
            });
      }
    }
  }

  @Test
  void itsThreadsEndWithItThoughTheDatabaseIsAway() throws IOException {
    Set<Thread> others = Thread.getAllStackTraces().keySet(); // of tests before it
    sink.fail(new JournalException("away", true, null));
    try (JournalFile file = JournalFile.open(folder(), MAX);
        Shipper shipper = shipper(file)) {
      file.append(Records.scan("OK"));
      await(() -> shipper.trouble().isPresent());
    }
    await( // one may still be writing to a slow disk
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("scangate-journal")));
  }

  private static Set<UUID> ids(List<JournalRecord> records) {
    Set<UUID> ids = new HashSet<>();
    records.forEach(one -> assertTrue(ids.add(one.id()), "twice: " + one));
    return ids;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.toList();
    }
  }

  private static void await(Await.Condition condition, Runnable meanwhile) {
    await(
        () -> {
          meanwhile.run();
          return condition.holds();
        });
  }

  private static void await(Await.Condition condition) {
    Await.until("it is so", SOON, condition);
  }
}
