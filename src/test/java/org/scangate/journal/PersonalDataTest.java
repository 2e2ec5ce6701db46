package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;
import org.scangate.scan.DataSize;
import org.scangate.testing.Await;
import org.scangate.testing.PostgresProcess;

class PersonalDataTest {

  private static final String USER = "86753090001";
  private static final String NAME = "plea of Jo Miller.pdf";
  private static final String CLIENT = "203.0.113.77";
  private static final List<String> PERSONAL = List.of(USER, NAME, CLIENT);
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @EnumSource
  void anErasureLeavesNothingInTablesAndFiles(Kind kind) throws Exception {
    try (JournalFixture fixture = new JournalFixture(kind);
        HeldData held = HeldData.of(fixture)) {
      RefusedRecords refused = held.shipper.setAside();
      refused.add(List.of(scan("OK"), new Scan().record()));
      Files.write(
          held.data.resolve("refused"),
          ("damaged: " + USER).getBytes(UTF_8),
          StandardOpenOption.APPEND);
      Scan store = new Scan();
      store.entry = "local";
      store.user = "";
      held.ship(scan("OK"), scan("UNSCANNED"), scan("FOUND"), new Scan().record(), store.record());
      held.file.append(scan("OK")); // may still be on its way
      String before = held.tables();
      PERSONAL.forEach(one -> assertTrue(before.contains(one), one));
      PersonalErased erased = held.personal.erase(request("a ticket"));
      boolean wasThere = erased.scans() == 4;
      assertEquals(new PersonalErased(wasThere ? 4 : 3, 1, List.of()), erased);
      held.shipper.awaitShipped(SOON);
      for (String all : List.of(held.tables(), held.files())) {
        PERSONAL.forEach(one -> assertFalse(all.contains(one), all));
      }
      assertEquals(6, held.count("select count(*) from scan"));
      assertEquals(1, held.count("select count(*) from scan where user_id = '4711'"));
      assertEquals(2, held.count("select count(*) from scan where place = 'thesis.pdf'"));
      assertEquals(6, held.count("select sum(scans) from scan_hour"));
      assertEquals(2, refused.find(any -> true).size());
      assertEquals(
          1,
          held.count(
              "select count(*) from event where kind = 'personal-erased' and who = 'the DPO'"
                  + " and detail like '_ scans, 1 set aside; a ticket'"));
      assertEquals(new PersonalErased(0, 0, List.of()), held.personal.erase(request("again")));
      assertEquals(1, held.count("select count(*) from erasure"), "the later one covers it");
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreThanABatchIsErasedAndOfOneSiteAlone(Kind kind) throws Exception {
    try (JournalFixture fixture = new JournalFixture(kind);
        HeldData held = HeldData.of(fixture)) {
      List<JournalRecord> many = new ArrayList<>();
      for (int i = 0; i < ErasureTable.BATCH + 5; i++) {
        many.add(scan("OK"));
      }
      held.database.write(many);
      held.database.write(List.of(ofOtherSite()));
      assertEquals(
          ErasureTable.BATCH + 5,
          held.personal
              .erase(
                  new PersonalRequest(USER, Optional.of("https://moodle.example"), "jo", "ticket"))
              .scans());
      assertEquals(1, held.count("select count(*) from scan where user_id is not null"));
      assertEquals(0, held.personal.export(request("look")).next().size() - 1);
      assertEquals(1, held.personal.erase(request("every site")).scans());
      assertEquals(0, held.count("select count(*) from scan where user_id is not null"));
    }
  }

  /** The process was killed when the erasure was begun, and records wait in its local file. */
  @ParameterizedTest
  @EnumSource
  void whatWaitedWhenItWasBegunComesWithoutThePerson(Kind kind) throws Exception {
    Path data = JournalFixture.folder();
    try (JournalFixture fixture = new JournalFixture(kind)) {
      try (JournalFile file = JournalFile.open(data.resolve("journal"), DataSize.parse("64M"))) {
        file.append(scan("OK"));
        file.append(scan("UNSCANNED"));
        file.append(ofOtherSite());
      }
      DatabaseSettings settings =
          kind == Kind.H2 ? new DatabaseSettings.Embedded(data) : fixture.settings;
      PersonalRequest request =
          new PersonalRequest(USER, Optional.of("https://moodle.example"), "jo", "ticket");
      try (JournalDatabase before = fixture.journal(settings)) {
        before.change(
            "Erasing",
            (connection, database) ->
                ErasureTable.add(connection, database, Erasure.of(request, Instant.now()), USER));
      }
      try (HeldData again = new HeldData(fixture.settings, data)) {
        again.shipper.awaitShipped(SOON);
        assertEquals(3, again.count("select count(*) from scan"));
        assertEquals(1, again.count("select count(*) from scan where user_id = '" + USER + "'"));
        assertEquals(1, again.count("select count(*) from scan where place is not null"));
        Scan later = new Scan();
        later.user = USER;
        later.at = Instant.now().plusSeconds(1);
        again.ship(later.record());
        assertEquals(2, again.count("select count(*) from scan where user_id = '" + USER + "'"));
      }
    }
  }

  /** Two nodes on one database. */
  @Test
  void whatAnotherNodeStillHasComesWithoutThePerson() throws Exception {
    try (JournalFixture fixture = new JournalFixture(Kind.POSTGRESQL);
        HeldData asked = HeldData.of(fixture);
        JournalDatabase other = fixture.journal(fixture.settings)) {
      other.write(List.of(scan("FOUND")));
      assertEquals(1, asked.personal.erase(request("ticket")).scans());
      other.write(List.of(scan("OK"), scan("UNSCANNED"), new Scan().record()));
      assertFalse(asked.tables().contains(USER));
      assertEquals(1, asked.count("select count(*) from scan where user_id is not null"));
      Path file = JournalFixture.folder().resolve("refused");
      RefusedRecords refused = new RefusedRecords(file);
      refused.add(List.of(scan("OK"), new Scan().record()));
      assertEquals(1, refused.change(other::erased, true));
      assertEquals(0, refused.change(other::erased, true));
      assertFalse(new String(Files.readAllBytes(file), UTF_8).contains(USER));
    }
  }

  /** Else a row written from before would be committed behind the one who erases. */
  @Test
  void anErasureBeginsWhenNobodyWritesFromBefore() throws Exception {
    try (JournalFixture fixture = new JournalFixture(Kind.POSTGRESQL);
        JournalDatabase other = fixture.journal(fixture.settings)) {
      fixture.write(new Scan().record());
      other.write(List.of(new Scan().record()));
      Erasure erasure = Erasure.of(request("ticket"), Instant.now());
      JournalDatabase.Work<Void> add =
          (connection, kind) -> ErasureTable.add(connection, kind, erasure, USER);
      JournalException waited =
          fixture.journal.change(
              "Writing",
              (connection, kind) -> {
                ErasureTable.inForce(connection, kind, Instant.EPOCH);
                return assertThrows(JournalException.class, () -> other.change("Erasing", add));
              });
      assertTrue(waited.passes(), waited.getMessage());
      other.change("Erasing", add);
      assertEquals(1, fixture.count("select count(*) from erasure"));
    }
  }

  @Test
  void whileTheDatabaseIsAwayNothingIsToldToBeDone() throws Exception {
    JournalFixture.server();
    try (PostgresProcess server = PostgresProcess.start();
        HeldData held =
            new HeldData(
                new DatabaseSettings.Url(
                    server.url("postgres"), PostgresProcess.USER, PostgresProcess.PASSWORD),
                JournalFixture.folder())) {
      held.ship(scan("OK"));
      server.stop();
      held.file.append(scan("FOUND"));
      PersonalRequest request = request("ticket");
      JournalException erasing =
          assertThrows(JournalException.class, () -> held.personal.erase(request));
      assertTrue(erasing.passes(), erasing.getMessage());
      assertFalse(erasing.getMessage().contains(USER), erasing.getMessage());
      assertThrows(JournalException.class, () -> held.personal.export(request));
      server.restart();
      Await.until(
          "erased", Duration.ofSeconds(60), () -> isErased(held, request)); // pauses grow meanwhile
      assertFalse(held.tables().contains(USER));
      assertFalse(held.files().contains(USER));
      held.shipper.awaitShipped(SOON);
      assertEquals(2, held.count("select count(*) from scan"));
      assertEquals(1, held.count("select count(*) from event"), "of what was done alone");
    }
  }

  private static boolean isErased(HeldData held, PersonalRequest request) {
    try {
      held.personal.erase(request);
      return true;
    } catch (JournalException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExportHasAllThatIsHeldOfOneUser(Kind kind) throws Exception {
    try (JournalFixture fixture = new JournalFixture(kind);
        HeldData held = HeldData.of(fixture)) {
      List<UUID> ids = new ArrayList<>();
      List<JournalRecord> many = new ArrayList<>();
      for (int i = 0; i < 1201; i++) {
        ScanRecord scan = scan(i % 7 == 0 ? "FOUND" : "OK");
        ids.add(scan.id());
        many.add(scan);
      }
      many.add(new Scan().record());
      held.database.write(many);
      ScanRecord waiting = scan("UNSCANNED");
      ids.add(waiting.id());
      held.file.append(waiting);
      ScanRecord setAside = scan("OK");
      held.shipper.setAside().add(List.of(setAside, new Scan().record()));
      PersonalExport export = held.personal.export(request("a ticket"));
      List<UUID> told = new ArrayList<>();
      for (List<ScanRecord> page = export.next(); !page.isEmpty(); page = export.next()) {
        page.forEach(one -> told.add(one.id()));
      }
      assertEquals(ids.stream().sorted().toList(), told.stream().sorted().toList());
      assertEquals(List.of(setAside), export.setAside());
      held.shipper.awaitShipped(SOON);
      assertEquals(
          1,
          held.count(
              "select count(*) from event where kind = 'personal-exported' and who = 'the DPO'"
                  + " and detail like '%; a ticket'"));
    }
  }

  @Test
  void aDamagedDatabaseThatWasSetAsideIsNamed() throws Exception {
    try (JournalFixture fixture = new JournalFixture(Kind.H2);
        HeldData held = HeldData.of(fixture)) {
      Files.createFile(held.data.resolve("journal-damaged-2026.mv.db"));
      assertEquals(
          List.of("journal-damaged-2026.mv.db"), held.personal.erase(request("ticket")).left());
    }
  }

  @Test
  void aRequestSaysWhoAndWhyAndNotOfWhomInItsReason() {
    refused("user", "", "jo", "ticket");
    refused("user", "u".repeat(256), "jo", "ticket");
    refused("by", USER, " ", "ticket");
    refused("by", USER, "b".repeat(201), "ticket");
    refused("reason", USER, "jo", "");
    refused("reason", USER, "jo", "r".repeat(1001));
    refused("number of a ticket", USER, "jo", "erase user=" + USER + ", please");
    refused("number of a ticket", "Jo", "JO", "ticket");
    assertFalse(request("ticket").toString().contains(USER));
    new PersonalRequest("7", Optional.empty(), "jo", "ticket 4711-77"); // has it only in a number
  }

  private static void refused(String what, String user, String by, String reason) {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PersonalRequest(user, Optional.empty(), by, reason));
    assertTrue(wrong.getMessage().contains(what), wrong.getMessage());
    assertFalse(wrong.getMessage().contains(USER), wrong.getMessage());
  }

  private static PersonalRequest request(String reason) {
    return new PersonalRequest(USER, Optional.empty(), "the DPO", reason);
  }

  private static ScanRecord scan(String verdict) {
    return personal(verdict).record();
  }

  private static ScanRecord ofOtherSite() {
    Scan scan = personal("OK");
    scan.site = "https://other.example";
    return scan.record();
  }

  private static Scan personal(String verdict) {
    Scan scan = new Scan();
    scan.user = USER;
    scan.place = NAME;
    scan.client = CLIENT;
    scan.verdict = verdict;
    scan.detail = verdict.equals("UNSCANNED") ? "engine says: cannot read " + NAME : "";
    return scan;
  }
}
