package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.AlertRecord.State;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

/** What is told, when, and how often, as the clock goes on. */
class AlertOutboxTest {

  private static final Instant NOW = JournalFixture.NOW;
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Set<String> WEBHOOK = Set.of("webhook");

  private static Optional<AlertCause> rules(JournalRecord record) {
    if (record instanceof ScanRecord scan) {
      return Optional.of(
          new AlertCause(
              "finding", scan.site(), true, scan.at(), Duration.ZERO, "found " + scan.signature()));
    }
    EventRecord event = (EventRecord) record;
    boolean trouble = event.kind().endsWith("not-ready");
    return event.kind().startsWith("scanner")
        ? Optional.of(
            new AlertCause("scanner", event.what(), trouble, event.at(), GRACE, event.kind()))
        : Optional.empty();
  }

  private static ScanRecord found(String site, Instant at) {
    return foundAt(site, at).record();
  }

  private static Scan foundAt(String site, Instant at) {
    Scan scan = new Scan();
    scan.verdict = "FOUND";
    scan.signature = "Eicar";
    scan.site = site;
    scan.at = at;
    return scan;
  }

  private static EventRecord scanner(String kind, Instant at) {
    return new EventRecord(UUID.randomUUID(), at, kind, "", "clamd", "");
  }

  private static JournalFixture database(Kind kind) {
    return new JournalFixture(kind, AlertOutboxTest::rules);
  }

  private static AlertOutbox outbox(JournalFixture database) {
    return new AlertOutbox(() -> database.journal);
  }

  private static void gather(AlertOutbox outbox, Instant now) throws JournalException {
    outbox.gather(WEBHOOK, now, now.minus(DAY));
  }

  @ParameterizedTest
  @EnumSource
  void ofTheFirstOneIsToldAtOnceAndOfTheOthersTogether(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(found("a", NOW));
      gather(outbox, NOW);
      assertEquals(1, outbox.latest(10).size());
      for (int i = 1; i <= 416; i++) {
        database.write(found("a", NOW.plusSeconds(i)));
      }
      gather(outbox, NOW.plus(AlertWindow.QUIET).minusMillis(1));
      assertEquals(1, outbox.latest(10).size());
      assertEquals(1, database.count("select count(*) from alert_cause"), "kept together");
      gather(outbox, NOW.plus(AlertWindow.QUIET));
      List<AlertRecord> all = outbox.latest(10);
      assertEquals(2, all.size());
      assertEquals(416, all.get(0).causes());
      assertEquals(GatheredCauses.MAX_EXAMPLES, all.get(0).examples().size());
      assertEquals(NOW.plusSeconds(1), all.get(0).first());
      assertEquals(NOW.plusSeconds(416), all.get(0).last());
      assertEquals(0, database.count("select count(*) from alert_cause"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchThatIsRepeatedTellsNobodyTwice(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      ScanRecord first = found("a", NOW);
      ScanRecord second = found("a", NOW.plusSeconds(1));
      EventRecord event = scanner("scanner-not-ready", NOW);
      database.write(first, event);
      gather(outbox, NOW.plus(GRACE));
      database.write(first, second, event);
      database.write(second);
      gather(outbox, NOW.plus(AlertWindow.QUIET).plus(GRACE));
      List<AlertRecord> all = outbox.latest(10);
      assertEquals(3, all.size());
      assertEquals(3, all.stream().mapToLong(AlertRecord::causes).sum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTroubleThatIsSoonOverIsToldToNobody(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(scanner("scanner-ready", NOW)); // a start
      gather(outbox, NOW);
      database.write(scanner("scanner-not-ready", NOW.plusSeconds(10)));
      gather(outbox, NOW.plusSeconds(69));
      database.write(scanner("scanner-ready", NOW.plusSeconds(69)));
      gather(outbox, NOW.plusSeconds(69));
      gather(outbox, NOW.plus(DAY));
      assertEquals(List.of(), outbox.latest(10));
      assertEquals(0, database.count("select count(*) from alert_cause"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfATroubleThatWasToldIsToldAtOnce(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(scanner("scanner-not-ready", NOW));
      gather(outbox, NOW.plus(GRACE));
      database.write(scanner("scanner-ready", NOW.plusSeconds(70)));
      gather(outbox, NOW.plusSeconds(70));
      List<AlertRecord> all = outbox.latest(10);
      assertEquals(List.of(false, true), all.stream().map(AlertRecord::trouble).toList());
      assertNotEquals(all.get(0).id(), all.get(1).id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongTroubleWithinAQuietTimeIsToldAfterIt(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(scanner("scanner-not-ready", NOW));
      gather(outbox, NOW.plus(GRACE));
      database.write(scanner("scanner-ready", NOW.plusSeconds(70)));
      gather(outbox, NOW.plusSeconds(70));
      database.write(scanner("scanner-not-ready", NOW.plusSeconds(100)));
      gather(outbox, NOW.plusSeconds(300));
      database.write(scanner("scanner-ready", NOW.plusSeconds(400)));
      gather(outbox, NOW.plusSeconds(400));
      assertEquals(2, outbox.latest(10).size());
      gather(outbox, NOW.plusSeconds(70).plus(AlertWindow.QUIET));
      List<AlertRecord> all = outbox.latest(10);
      assertEquals(3, all.size());
      assertEquals(2, all.get(0).causes());
      assertFalse(all.get(0).trouble());
    }
  }

  /** Causes of one moment come in the order of their ids, which nobody chooses. */
  @ParameterizedTest
  @CsvSource({"POSTGRESQL, true", "POSTGRESQL, false", "H2, true", "H2, false"})
  void thousandSitesAreNoThousandMessages(Kind kind, boolean othersFirst) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      List<JournalRecord> flood = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Scan scan = foundAt("https://site" + i + ".example", NOW);
        scan.id = new UUID(0, othersFirst ? 1000 - i : i);
        flood.add(scan.record());
      }
      database.journal.write(flood);
      gather(outbox, NOW);
      gather(outbox, NOW.plusSeconds(2));
      assertEquals(AlertGathering.MAX_ALERTS + 1, outbox.latest(100).size());
      gather(outbox, NOW.plus(AlertWindow.QUIET));
      List<AlertRecord> all = outbox.latest(100);
      assertEquals(AlertGathering.MAX_ALERTS + 2, all.size());
      assertEquals(1000, all.stream().mapToLong(AlertRecord::causes).sum());
      assertEquals(AlertOutbox.OTHERS, all.get(0).subject());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAcknowledgedIsQuietUntilItsEnd(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(found("b", NOW));
      Instant ends = NOW.plus(Duration.ofHours(2));
      outbox.acknowledge(new AlertAcknowledgement("finding", "a", NOW, ends, "anna", "a test"));
      database.write(found("a", NOW));
      gather(outbox, NOW);
      assertEquals(1, outbox.acknowledgements(NOW).size());
      assertEquals(List.of(), outbox.acknowledgements(ends));
      for (AlertRecord one : outbox.latest(10)) {
        assertEquals(one.subject().equals("a"), one.quiet());
        assertEquals(one.quiet() ? 0 : 1, one.deliveries().size());
      }
      database.write(found("a", NOW.plusSeconds(9)));
      gather(outbox, ends);
      assertFalse(outbox.latest(1).get(0).quiet());
      assertEquals(
          1, database.count("select count(*) from event where kind = 'alert-acknowledged'"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeliveryIsOneNodesAtATimeAndTheNextOnesWhenItIsLost(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      for (int i = 0; i < 20; i++) {
        database.write(found("site " + i, NOW));
      }
      gather(outbox, NOW);
      Set<UUID> taken = ConcurrentHashMap.newKeySet();
      ExecutorService nodes = Executors.newFixedThreadPool(4);
      try {
        List<Callable<Integer>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          takers.add(() -> takeAll(outbox, taken));
        }
        int all = 0;
        for (Future<Integer> one : nodes.invokeAll(takers)) {
          all += one.get();
        }
        assertEquals(20, all, "each is taken once");
        assertEquals(20, taken.size());
      } finally {
        nodes.shutdown();
      }
      Instant lost = NOW.plus(LEASE);
      assertEquals(Optional.empty(), outbox.claim("webhook", lost.minusMillis(1), lost));
      AlertRecord again = outbox.claim("webhook", lost, lost.plus(LEASE)).orElseThrow();
      assertTrue(taken.contains(again.id()), "the same id");
      assertEquals(2, again.deliveries().get(0).attempts());
    }
  }

  private static int takeAll(AlertOutbox outbox, Set<UUID> taken) throws JournalException {
    int count = 0;
    int none = 0;
    while (none < 10) { // another one may have been faster
      Optional<AlertRecord> one = outbox.claim("webhook", NOW, NOW.plus(LEASE));
      none = one.isPresent() ? 0 : none + 1;
      count += one.isPresent() ? 1 : 0;
      one.ifPresent(alert -> taken.add(alert.id()));
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource
  void howItEndedIsKeptAndToldByOneEvent(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(found("a", NOW));
      assertEquals(1, outbox.gather(Set.of("mail", "webhook"), NOW, NOW.minus(DAY)).waiting() / 2);
      AlertRecord mail = outbox.claim("mail", NOW, NOW.plus(LEASE)).orElseThrow();
      outbox.failed(mail, "mail", "refused", NOW.plusSeconds(30));
      assertEquals(Optional.empty(), outbox.claim("mail", NOW.plusSeconds(29), NOW));
      mail = outbox.claim("mail", NOW.plusSeconds(30), NOW.plus(LEASE)).orElseThrow();
      outbox.sent(mail, "mail", "250 ok", NOW.plusSeconds(31));
      outbox.sent(mail, "mail", "250 ok", NOW.plusSeconds(32));
      outbox.givenUp(mail, "mail", "too late", NOW.plusSeconds(33));
      AlertRecord.Delivery sent = outbox.latest(1).get(0).deliveries().get(0);
      assertEquals(State.SENT, sent.state());
      assertEquals(2, sent.attempts());
      assertEquals("250 ok", sent.answer());
      assertEquals(Optional.of(NOW.plusSeconds(31)), sent.ended());
      assertEquals(1, database.count("select count(*) from event where kind = 'alert-sent'"));
      AlertOutbox.Backlog backlog = outbox.gather(Set.of(), NOW.plus(DAY), NOW);
      assertEquals(0, backlog.waiting());
      assertEquals(State.GIVEN_UP, outbox.latest(1).get(0).deliveries().get(1).state());
      assertEquals(1, database.count("select count(*) from event where kind = 'alert-given-up'"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextFailsABatch(Kind kind) throws Exception {
    try (JournalFixture database = database(kind)) {
      AlertOutbox outbox = outbox(database);
      database.write(found("a\0b\ud800" + "ä€😀".repeat(3000), NOW));
      gather(outbox, NOW);
      AlertRecord alert = outbox.claim("webhook", NOW, NOW.plus(LEASE)).orElseThrow();
      outbox.failed(alert, "webhook", "a\0b\udc00" + "x".repeat(5000), NOW);
      outbox.acknowledge(
          new AlertAcknowledgement("finding", alert.subject(), NOW, Instant.MAX, "\0", "\ud800"));
      database.write(found("a\0b\ud800" + "ä€😀".repeat(3000), NOW.plusSeconds(1)));
      gather(outbox, NOW.plus(AlertWindow.QUIET));
      assertTrue(outbox.latest(1).get(0).quiet(), "the same subject, cut or not");
    }
  }

  @Test
  void whereThereIsNoDatabaseItSaysSo() {
    AlertOutbox none =
        new AlertOutbox(
            () -> {
              throw new JournalException("no journal is kept", false);
            });
    assertThrows(JournalException.class, () -> gather(none, NOW));
    assertThrows(JournalException.class, () -> none.latest(1));
  }
}
