package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.ContentException;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.Footprint;

@Timeout(60)
class DatabaseSinkTest {

  private static final int READING = 5;

  @TempDir private Path folder;

  /** A look for exceptions may come behind the stop, and there may have been none before it. */
  @Test
  void whoComesAfterTheCloseOpensNothing() throws Exception {
    Footprint before = Footprint.now();
    DatabaseSink sink = sink(new JournalSettings.Database.Embedded(DataSize.parse("64M")));
    sink.close();
    JournalException why =
        assertThrows(JournalException.class, () -> sink.change("Looking", (any, kind) -> null));
    assertEquals("the journal is closed", why.getMessage());
    assertThrows(JournalException.class, () -> sink.read((any, kind) -> null));
    before.awaitBack();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  /** So that those who list exceptions take no connection from those who ship and decide. */
  @Test
  void whoListsExceptionsWaitsForHisTurnAndWhoDecidesDoesNot() throws Exception {
    CountDownLatch reading = new CountDownLatch(READING);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (FilledJournal filled = new FilledJournal(FilledJournal.In.H2)) {
      Journal journal = filled.journal();
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < READING; i++) {
        readers.add(
            threads.submit(
                () ->
                    journal.read(
                        (any, kind) -> {
                          reading.countDown();
                          return isLetGo(go);
                        })));
      }
      reading.await();
      List<ExceptionRecord> listed = new ArrayList<>();
      List<JournalException> failed = new ArrayList<>();
      Thread lister =
          new Thread(
              () -> {
                try {
                  listed.addAll(journal.exceptions().all(Instant.EPOCH));
                } catch (JournalException e) {
                  failed.add(e);
                }
              });
      lister.start();
      Await.until("it waits", Duration.ofSeconds(10), () -> isWaiting(lister));
      Instant ends = Instant.now().plusSeconds(3600);
      journal
          .exceptions()
          .decide(ContentException.Kind.BLOCKED, "ab".repeat(32), 1, "anna", "ticket", ends);
      lister.interrupt();
      lister.join();
      assertEquals(List.of(), listed);
      assertEquals("stopped while it waited for the journal", failed.get(0).getMessage());
      go.countDown();
      for (Future<Boolean> one : readers) {
        assertTrue(one.get());
      }
      assertEquals(1, journal.exceptions().all(Instant.EPOCH).size());
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      go.countDown();
      threads.shutdownNow();
    }
  }

  /** Else the local file lets go of records that a kill loses. */
  @Test
  void aFlushWaitsForWhatH2WritesByItself() throws Exception {
    HeldFiles files = HeldFiles.register();
    String url = files.url(folder.resolve("journal"));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (DatabaseSink sink = sink(new JournalSettings.Database.Url(url, "scangate", ""))) {
      sink.write(List.of(new JournalFixture.Scan().record()));
      sink.flush();
      HeldFiles.Hold hold = files.hold();
      try {
        sink.write(List.of(new JournalFixture.Scan().record()));
        Await.until("H2 writes it", Duration.ofSeconds(10), hold::anybodyWaits);
        Future<?> flush = threads.submit(() -> flush(sink));
        assertThrows(TimeoutException.class, () -> flush.get(2, TimeUnit.SECONDS));
        files.letGo();
        flush.get();
      } finally {
        files.letGo(); // the sink's close waits for it
      }
      assertEquals(Long.valueOf(500), sink.read((connection, kind) -> writeDelay(connection)));
    } finally {
      threads.shutdownNow();
      FilePath.unregister(files);
    }
  }

  private static Void flush(DatabaseSink sink) throws JournalException {
    sink.flush();
    return null;
  }

  private static long writeDelay(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'WRITE_DELAY'")) {
      found.next();
      return found.getLong(1);
    }
  }

  private DatabaseSink sink(JournalSettings.Database where) {
    return new DatabaseSink(
        where,
        folder,
        new Retention(Period.ofDays(90), Period.ofYears(3), Optional.empty()),
        Clock.systemUTC(),
        told -> {},
        AlertRules.NONE);
  }

  private static boolean isLetGo(CountDownLatch go) {
    try {
      go.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isWaiting(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(ReadSlots.class.getName()));
  }
}
