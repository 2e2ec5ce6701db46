package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.journal.Journal;
import org.scangate.journal.JournalFileStatus;
import org.scangate.journal.JournalFileStatus.ByKind;
import org.scangate.journal.JournalQuestions;
import org.scangate.journal.JournalSettings;
import org.scangate.journal.JournalSettings.Database;
import org.scangate.journal.JournalStatus;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.PostgresProcess;

/** What is said of a journal whose database goes and comes back, and of one that loses records. */
@Timeout(180)
class JournalCheckTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aDatabaseThatIsAwayIsToldUntilItIsBack() {
    assumeTrue(PostgresProcess.installed(), PostgresProcess.PACKAGES);
    try (PostgresProcess server = PostgresProcess.start();
        Journal journal = Journal.open(settings(server))) {
      JournalCheck check = new JournalCheck(journal::status, Clock.systemUTC());
      journal.event("tried", "", "it", "");
      Await.until("it is shipped", SOON, () -> journal.status().shipped() > 0);
      assertEquals(CheckState.OK, check.look().state(), check.look().sentence());
      Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
      Duration ahead = new JournalQuestions(journal, slow).databaseAhead().orElseThrow();
      assertTrue(Math.abs(600 - ahead.toSeconds()) < 30, ahead.toString());
      server.stop();
      journal.event("tried", "", "it", "");
      Await.until("it is in trouble", SOON, () -> check.look().state() == CheckState.WARNING);
      assertEquals("1", check.look().details().get("waiting"), check.look().toString());
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
      CheckResult longer = new JournalCheck(journal::status, later).look();
      assertEquals(CheckState.ERROR, longer.state(), longer.sentence());
      assertTrue(longer.sentence().contains("3 hours"), longer.sentence());
      server.restart();
      Await.until("all is well", SOON, () -> check.look().state() == CheckState.OK);
    }
  }

  private JournalSettings settings(PostgresProcess server) {
    return new JournalSettings(
        true,
        Optional.of(folder),
        DataSize.ofMebibytes(64),
        Optional.of(
            new Database.Url(
                server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD)),
        Period.ofDays(90),
        Period.ofYears(3),
        Optional.empty());
  }

  @Test
  void aLossIsToldForADay() {
    AtomicReference<JournalStatus> status = new AtomicReference<>(losing(0, 0));
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    JournalCheck check = new JournalCheck(status::get, clock(now));
    assertEquals(CheckState.OK, check.look().state());
    status.set(losing(2, 1));
    CheckResult lost = check.look();
    assertEquals(CheckState.ERROR, lost.state());
    assertTrue(lost.sentence().startsWith("3 records"), lost.sentence());
    now.set(NOW.plus(Duration.ofHours(23)));
    assertEquals(CheckState.ERROR, check.look().state());
    now.set(NOW.plus(Duration.ofHours(25)));
    assertEquals(CheckState.OK, check.look().state());
    status.set(losing(2, 2));
    assertEquals(CheckState.ERROR, check.look().state());
  }

  @Test
  void oneThatIsSwitchedOffHasNothingToLookAt() {
    JournalStatus off = new JournalStatus(false, "", Optional.empty(), Optional.empty(), 0, 0, 0);
    assertEquals(
        CheckState.NOT_APPLICABLE, new JournalCheck(() -> off, Clock.systemUTC()).look().state());
  }

  private static JournalStatus losing(long givenUp, long refused) {
    JournalFileStatus file =
        new JournalFileStatus(
            1,
            2,
            0,
            0,
            new ByKind(givenUp, 0),
            new ByKind(0, 0),
            0,
            Optional.empty(),
            Optional.empty());
    return new JournalStatus(true, "", Optional.empty(), Optional.of(file), 0, refused, 0);
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
