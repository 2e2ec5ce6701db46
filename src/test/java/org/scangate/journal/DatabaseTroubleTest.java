package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.Campaign;
import org.scangate.testing.PostgresProcess;
import org.scangate.testing.Warnings;

/** What happens to a database, and to the disk before it, while scans are recorded. */
class DatabaseTroubleTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration AWAY = Duration.ofSeconds(Campaign.count(3, 300));

  @Test
  void twoNodesShipAndPurgeAndEachRecordIsThereOnce() throws Exception {
    int each = Campaign.count(2_000, 50_000);
    try (JournalFixture fixture = new JournalFixture(Kind.POSTGRESQL);
        HeldData one = HeldData.of(fixture);
        HeldData other = HeldData.of(fixture)) {
      List<Thread> threads = new ArrayList<>();
      AtomicBoolean ended = new AtomicBoolean();
      AtomicLong tidied = new AtomicLong();
      for (HeldData node : List.of(one, other)) {
        threads.add(new Thread(() -> append(node, each)));
        threads.add(new Thread(() -> tidy(node, ended, tidied)));
      }
      threads.forEach(Thread::start);
      threads.get(0).join();
      threads.get(2).join();
      one.shipper.awaitShipped(SOON);
      other.shipper.awaitShipped(SOON);
      long before = tidied.get();
      Await.until("purged after that", SOON, () -> tidied.get() > before + 2);
      ended.set(true);
      threads.get(1).join();
      threads.get(3).join();
      assertEquals(2L * each, one.count("select count(*) from scan"));
      assertEquals(2L * each, one.count("select count(distinct id) from scan"));
      assertEquals(2L * each, one.count("select count(*) from event"));
      assertEquals(
          2L * (each + each / 10),
          one.count("select sum(scans) from scan_hour"),
          "purged ones too");
      assertEquals(1, one.count("select count(*) from outcome where verdict = 'OK'"));
      assertEquals(0, one.shipper.refused() + other.shipper.refused());
    }
  }

  private static void append(HeldData node, int count) {
    for (int i = 0; i < count; i++) {
      Scan fresh = new Scan();
      fresh.at = Instant.now();
      fresh.verdict = i % 7 == 0 ? "FOUND" : "OK";
      node.file.append(fresh.record());
      node.file.append(
          new EventRecord(UUID.randomUUID(), Instant.now(), "sweep-begun", "", "/pure", ""));
      if (i % 10 == 0) {
        Scan old = new Scan();
        old.at = Instant.now().minus(Duration.ofDays(100));
        node.file.append(old.record());
      }
    }
  }

  /** As the shipper does each hour; two that meet give way, and try again. */
  private static void tidy(HeldData node, AtomicBoolean ended, AtomicLong tidied) {
    while (!ended.get()) {
      try {
        node.database.tidy();
        tidied.incrementAndGet();
      } catch (JournalException e) {
        assertTrue(e.passes(), e.getMessage());
      }
    }
  }

  /** An administrator's bound for a role; ours are longer, and each transaction's own. */
  @Test
  void aBoundOfTheRoleHoldsUpNoShipping() throws Exception {
    try (JournalFixture fixture = new JournalFixture(Kind.POSTGRESQL)) {
      fixture.write(new Scan().record());
      String name = ((DatabaseSettings.Url) fixture.settings).url().replaceAll(".*/", "");
      fixture.change(
          "alter role "
              + PostgresProcess.USER
              + " in database "
              + name
              + " set statement_timeout = '300ms'");
      try (HeldData held = HeldData.of(fixture);
          Warnings log = new Warnings(Shipper.class)) {
        Await.until("opened", SOON, () -> isCounted(held, 1));
        held.ship(new Scan().record());
        fixture.journal.change(
            "Locking",
            (connection, kind) -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("lock table scan in exclusive mode");
                held.file.append(new Scan().record());
                statement.execute("select pg_sleep(1)"); // longer than the role's bound
                return null;
              }
            });
        held.shipper.awaitShipped(SOON);
        assertEquals(3, held.count("select count(*) from scan"));
        assertEquals(List.of(), log.logged(), "it was never held up");
      }
    }
  }

  private static boolean isCounted(HeldData held, long scans) throws IOException {
    try {
      return held.count("select count(*) from scan") == scans;
    } catch (JournalException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aDatabaseThatIsAwayUnderLoadCostsNothing() throws Exception {
    JournalFixture.server();
    try (PostgresProcess server = PostgresProcess.start();
        HeldData held =
            new HeldData(
                new DatabaseSettings.Url(
                    server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD),
                JournalFixture.folder())) {
      AtomicBoolean ended = new AtomicBoolean();
      AtomicLong appended = new AtomicLong();
      Thread load = new Thread(() -> load(held, ended, appended));
      load.start();
      Await.until("some are shipped", SOON, () -> held.shipper.shipped() > 200);
      server.stop();
      Await.until("it is told", SOON, () -> held.shipper.trouble().isPresent());
      Instant back = Instant.now().plus(AWAY);
      long before = appended.get();
      Await.until("load without it", AWAY.plus(SOON), () -> Instant.now().isAfter(back));
      Await.until("nobody waits for it", SOON, () -> appended.get() > before + 500);
      server.restart();
      Await.until("it is used again", SOON, () -> held.shipper.trouble().isEmpty());
      ended.set(true);
      load.join();
      held.shipper.awaitShipped(SOON);
      assertEquals(appended.get(), held.count("select count(*) from scan"));
      assertEquals(appended.get(), held.count("select sum(scans) from scan_hour"));
      assertEquals(0, held.file.status().lost().sum() + held.file.status().givenUp().sum());
    }
  }

  private static void load(HeldData held, AtomicBoolean ended, AtomicLong appended) {
    while (!ended.get()) {
      Scan scan = new Scan();
      scan.verdict = appended.get() % 50 == 0 ? "FOUND" : "OK";
      held.file.append(scan.record());
      appended.incrementAndGet();
      LockSupport.parkNanos(1_000_000); // a load, and no flood
    }
  }

  /** Every record is shipped, or given up, or lost, and counted as what it is. */
  @Test
  void aFullDiskIsCountedAndRecoversWithoutARestart() throws Exception {
    Path disk = JournalFixture.folder();
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "scangate", disk.toString()),
        "no tmpfs can be mounted here: that needs root");
    Records.Sink sink = new Records.Sink();
    sink.fail(new JournalException("away", true));
    try (JournalFile file = JournalFile.open(disk.resolve("journal"), DataSize.parse("64M"));
        Shipper shipper = new Shipper(file, sink, disk.resolve("refused"))) {
      AtomicLong appended = new AtomicLong();
      file.append(Records.scan("FOUND"));
      Await.until("full", SOON, () -> isFull(file, appended));
      assertTrue(file.status().troubledSince().isPresent());
      sink.fail((JournalException) null);
      Await.until(
          "recovered",
          SOON,
          () ->
              file.status().troubledSince().isEmpty()
                  && file.status().waiting() == 0
                  && shipper.trouble().isEmpty());
      JournalRecord after = Records.scan("OK");
      file.append(after);
      Await.until("shipped again", SOON, () -> sink.kept().contains(after));
      long scans = sink.kept().stream().filter(ScanRecord.class::isInstance).count();
      long counted = file.status().givenUp().sum() + file.status().lost().sum();
      assertTrue(counted > 0);
      assertEquals(appended.get() + 2, scans + counted);
      Await.until(
          "it is an event",
          SOON,
          () -> sink.kept().stream().anyMatch(DatabaseTroubleTest::isGivenUp));
      assertEquals(
          1,
          sink.kept().stream()
              .filter(one -> !one.isOrdinary())
              .filter(ScanRecord.class::isInstance)
              .count());
    } finally {
      run("umount", disk.toString());
      Files.delete(disk);
    }
  }

  private static boolean isGivenUp(JournalRecord one) {
    return one instanceof EventRecord event && event.kind().equals("journal-given-up");
  }

  private static boolean isFull(JournalFile file, AtomicLong appended) {
    String place = "x".repeat(4_000);
    for (int i = 0; i < 100; i++) {
      file.append(Records.scan(UUID.randomUUID(), Records.AT, "OK", place, "7"));
      appended.incrementAndGet();
    }
    return file.status().lost().sum() > 0;
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}
