package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

class RetentionTest {

  private static final Instant NOW = JournalFixture.NOW;
  private static final Retention USUAL =
      new Retention(Period.ofDays(90), Period.ofYears(3), Optional.of(Period.ofDays(30)));

  @ParameterizedTest
  @EnumSource
  void whatIsTooOldGoesAndItsSumsStay(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          scan("OK", 1), scan("OK", 89), scan("OK", 91), scan("FOUND", 91), scan("FOUND", 1094));
      database.write(scan("FOUND", 1200), event(1000), event(1200), scan("OK", 2000));
      assertFalse(step(database, USUAL, NOW));
      assertEquals(2, database.count("select count(*) from scan where ok"));
      assertEquals(2, database.count("select count(*) from scan where not ok"));
      assertEquals(1, database.count("select count(*) from event"));
      assertEquals(5, database.count("select sum(scans) from scan_hour"), "three years of them");
      step(database, USUAL, NOW.plus(Duration.ofDays(1100)));
      assertEquals(0, database.count("select count(*) from scan"));
      assertEquals(0, database.count("select count(*) from event"));
      assertEquals(0, database.count("select count(*) from scan_hour"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPersonalIsBlankedAndOfFindingsAfterAYear(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Scan stored = new Scan();
      stored.entry = "local";
      stored.user = "";
      stored.client = "";
      stored.at = NOW.minus(Duration.ofDays(31));
      database.write(
          scan("OK", 29), scan("OK", 31), scan("FOUND", 364), scan("FOUND", 366), stored.record());
      step(database, USUAL, NOW);
      assertEquals(2, database.count("select count(*) from scan where user_id is not null"));
      assertEquals(2, database.count("select count(*) from scan where client is not null"));
      assertEquals(
          3,
          database.count("select count(*) from scan where place is not null"),
          "a store's stays");
      assertEquals(5, database.count("select count(*) from scan"));
    }
  }

  /** A scanner's words may have the file's name in them. */
  @ParameterizedTest
  @EnumSource
  void wordsOfWhatWasNotScannedGoWithTheName(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      for (String verdict : List.of("OK", "UNSCANNED")) {
        Scan scan = new Scan();
        scan.verdict = verdict;
        scan.detail = "zip not opened";
        scan.at = NOW.minus(Duration.ofDays(verdict.equals("OK") ? 31 : 366));
        database.write(scan.record());
      }
      step(database, USUAL, NOW);
      assertEquals(0, database.count("select count(*) from scan where place is not null"));
      assertEquals(1, database.count("select count(*) from scan where ok and detail is not null"));
      assertEquals(1, database.count("select count(*) from scan where detail is not null"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoAcknowledgedIsForgottenAsEventsAre(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      AlertAcknowledgement said =
          new AlertAcknowledgement("scanner", "clamd", NOW, NOW, "anna", "it moves");
      database.journal.change(
          "Acknowledging",
          (connection, any) -> {
            AcknowledgementTable.put(connection, said);
            return null;
          });
      step(database, USUAL, NOW.plus(Duration.ofDays(1000)));
      assertEquals(1, database.count("select count(*) from alert_acknowledgement"));
      step(database, USUAL, NOW.plus(Duration.ofDays(1100)));
      assertEquals(0, database.count("select count(*) from alert_acknowledgement"));
    }
  }

  /** As long as a record from before could come with the person in it. */
  @ParameterizedTest
  @EnumSource
  void anErasureIsRememberedForAYear(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(new Scan().record());
      Erasure erasure =
          Erasure.of(new PersonalRequest("4711", Optional.empty(), "jo", "ticket"), NOW);
      database.journal.change(
          "Erasing", (connection, any) -> ErasureTable.add(connection, any, erasure, "4711"));
      step(database, USUAL, NOW.plus(Duration.ofDays(364)));
      assertEquals(1, database.count("select count(*) from erasure"));
      step(database, USUAL, NOW.plus(Duration.ofDays(367)));
      assertEquals(0, database.count("select count(*) from erasure"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsDoneInBatches(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      List<JournalRecord> many = new ArrayList<>();
      for (int i = 0; i < Retention.BATCH + 10; i++) {
        many.add(scan("OK", 91));
      }
      many.add(scan("FOUND", 91)); // keeps its month
      database.journal.write(many);
      assertTrue(step(database, USUAL, NOW));
      assertEquals(10, database.count("select count(*) from scan where ok"));
      assertFalse(step(database, USUAL, NOW));
      assertEquals(0, database.count("select count(*) from scan where ok"));
      assertEquals(1, database.count("select count(*) from scan"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoRoomScansThatWereOkGoFirst(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(scan("OK", 1), scan("FOUND", 50));
      assertEquals(1, purgeOldest(database));
      assertEquals(1, database.count("select count(*) from scan where not ok"));
      assertEquals(1, purgeOldest(database));
      assertEquals(0, purgeOldest(database));
    }
  }

  private static boolean step(JournalFixture database, Retention retention, Instant now)
      throws JournalException {
    return database.journal.change(
        "Purging", (connection, kind) -> retention.step(connection, kind, now));
  }

  private static int purgeOldest(JournalFixture database) throws JournalException {
    return database.journal.change("Making room", Retention::purgeOldest);
  }

  private static ScanRecord scan(String verdict, int daysAgo) {
    Scan scan = new Scan();
    scan.verdict = verdict;
    scan.at = NOW.minus(Duration.ofDays(daysAgo));
    return scan.record();
  }

  private static EventRecord event(int daysAgo) {
    return new EventRecord(
        UUID.randomUUID(), NOW.minus(Duration.ofDays(daysAgo)), "started", "", "", "");
  }
}
