package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.journal.ContentHistory.Judged;
import org.scangate.journal.ContentHistory.Seen;
import org.scangate.journal.ContentHistory.Where;
import org.scangate.journal.JournalFixture.Kind;
import org.scangate.journal.JournalFixture.Scan;

class ContentSearchTest {

  private static final Instant LAST = JournalFixture.NOW;
  private static final Instant FIRST = LAST.minus(Duration.ofDays(3));
  private static final ContentHash SHA256 = new ContentHash("AB".repeat(32));
  private static final ContentHash SHA1 = new ContentHash("cd".repeat(20));

  @ParameterizedTest
  @EnumSource
  void itTellsEveryPlaceAndEveryVerdictWithTheVersionsThatGaveIt(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      database.write(
          scan(FIRST, "OK", "27800"),
          scan(FIRST.plusSeconds(60), "OK", "27800"),
          scan(FIRST.plusSeconds(90), "OK", "27801"),
          scan(LAST, "FOUND", "27802"),
          stored(LAST.minusSeconds(5)),
          other());
      ContentHistory all = history(database, SHA256, 10).orElseThrow();
      assertEquals(new Seen(5, FIRST, LAST), all.seen());
      assertEquals(List.of("ab".repeat(32)), all.sha256());
      assertEquals(List.of("cd".repeat(20)), all.sha1());
      assertEquals(
          List.of(
              new Where(
                  "moodle",
                  "https://moodle.example",
                  "thesis.pdf",
                  "4711",
                  new Seen(4, FIRST, LAST)),
              new Where(
                  "local",
                  "/srv/pure",
                  "/srv/pure/a.bin",
                  "",
                  new Seen(1, LAST.minusSeconds(5), LAST.minusSeconds(5)))),
          all.where());
      assertFalse(all.moreWhere());
      assertEquals(
          List.of("FOUND Eicar", "OK "),
          all.verdicts().stream().map(one -> one.verdict() + " " + one.signature()).toList());
      Judged ok = all.verdicts().get(1);
      assertEquals(new Seen(3, FIRST, FIRST.plusSeconds(90)), ok.seen());
      assertEquals(
          List.of("ClamAV 1.4.6/27801", "ClamAV 1.4.6/27800"),
          ok.by().stream().map(one -> one.answers().get(0).version()).toList());
      assertEquals(new Seen(2, FIRST, FIRST.plusSeconds(60)), ok.by().get(1).seen());
    }
  }

  @ParameterizedTest
  @EnumSource
  void bySha1ItIsFoundAmongUploadsAndPlacesHaveABound(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Scan elsewhere = new Scan();
      elsewhere.place = "copy.pdf";
      elsewhere.at = LAST.minusSeconds(1);
      database.write(scan(LAST, "OK", "1"), elsewhere.record(), stored(LAST));
      ContentHistory all = history(database, SHA1, 1).orElseThrow();
      assertEquals(2, all.seen().scans(), "a store's scans have no SHA-1");
      assertEquals(List.of("thesis.pdf"), all.where().stream().map(Where::place).toList());
      assertTrue(all.moreWhere());
      assertEquals(
          Optional.empty(), history(database, new ContentHash("00".repeat(20)), 1), "unknown");
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoContentsOfOneSha1AreBothTold(Kind kind) throws Exception {
    try (JournalFixture database = new JournalFixture(kind)) {
      Scan collision = new Scan();
      collision.sha256 = "01".repeat(32);
      collision.size = 7;
      database.write(new Scan().record(), collision.record());
      ContentHistory all = history(database, SHA1, 10).orElseThrow();
      assertEquals(List.of("01".repeat(32), "ab".repeat(32)), all.sha256());
      assertEquals(7, all.smallest());
      assertEquals(1000, all.largest());
    }
  }

  @Test
  void whatIsNoHashIsRefused() {
    for (String wrong : List.of("", "ab", "g".repeat(64), "ab".repeat(33), "٣".repeat(64))) {
      assertThrows(IllegalArgumentException.class, () -> new ContentHash(wrong), wrong);
    }
  }

  private static ScanRecord scan(Instant at, String verdict, String version) {
    Scan scan = new Scan();
    scan.at = at;
    scan.verdict = verdict;
    scan.signature = verdict.equals("OK") ? "" : "Eicar";
    scan.version = "ClamAV 1.4.6/" + version;
    return scan.record();
  }

  private static ScanRecord stored(Instant at) {
    Scan scan = new Scan();
    scan.at = at;
    scan.entry = "local";
    scan.site = "/srv/pure";
    scan.place = "/srv/pure/a.bin";
    scan.user = "";
    scan.sha1 = "";
    scan.verdict = "FOUND";
    scan.signature = "Eicar";
    scan.version = "ClamAV 1.4.6/27802";
    return scan.record();
  }

  private static ScanRecord other() {
    Scan scan = new Scan();
    scan.sha256 = "ef".repeat(32);
    scan.sha1 = "ef".repeat(20);
    return scan.record();
  }

  private static Optional<ContentHistory> history(
      JournalFixture database, ContentHash hash, int limit) throws JournalException {
    return database.journal.read(
        "Looking", (connection, kind) -> ContentSearch.of(connection, hash, limit));
  }
}
