package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.journal.FilledJournal;
import org.scangate.journal.FindingAcknowledgement;
import org.scangate.journal.FindingNotes;
import org.scangate.journal.ScanRecord;

/** Findings that nobody has seen to, and those that somebody has. */
class FindingAnswerTest {

  private static final String WHO = "'by':'cron','reason':'told <Anna>'";

  @ParameterizedTest
  @EnumSource
  void whatIsSeenToIsCountedNoMore(FilledJournal.In in) throws Exception {
    try (FilledJournal filled = new FilledJournal(in)) {
      Instant now = Instant.now();
      ScanRecord one = FilledJournal.scan(now.minus(Duration.ofDays(1)), "a");
      ScanRecord two = FilledJournal.scan(now.minus(Duration.ofDays(2)), "b");
      ScanRecord old = FilledJournal.scan(now.minus(Duration.ofDays(32)), "c");
      filled.write(List.of(one, two, old));
      FindingNotes notes = filled.journal().findings();
      JsonObject open = FindingAnswer.open(notes, now).build();
      assertEquals(2, open.getInt("open"));
      assertFalse(open.getBoolean("more"));
      assertEquals(now.minus(Duration.ofDays(31)).toString(), open.getString("since"));
      String body =
          "{'scans':['%s','%s','%s'],%s}".formatted(one.id(), one.id(), UUID.randomUUID(), WHO);
      assertEquals(
          SentBody.json("{'acknowledged':1,'others':1}"),
          FindingAnswer.acknowledge(notes, SentBody.of(body)).build());
      assertEquals(
          SentBody.json("{'acknowledged':0,'others':2}"),
          FindingAnswer.acknowledge(notes, SentBody.of(body)).build(),
          "who comes second changes nothing");
      assertEquals(1, FindingAnswer.open(notes, now).build().getInt("open"));
      JsonObject told =
          JournalAnswer.scan(one, notes.of(List.of(one.id(), two.id())))
              .build()
              .getJsonObject("acknowledged");
      assertEquals("cron", told.getString("by"));
      assertEquals("told <Anna>", told.getString("reason"));
    }
  }

  @Test
  void aScanThatNobodyHasSeenToSaysNothingOfIt() {
    ScanRecord scan = FilledJournal.scanWithAll();
    FindingAcknowledgement of = new FindingAcknowledgement(Instant.now(), "otto", "done");
    assertFalse(
        JournalAnswer.scan(scan, Map.of(UUID.randomUUID(), of))
            .build()
            .containsKey("acknowledged"));
    assertTrue(JournalAnswer.scan(scan, Map.of(scan.id(), of)).build().containsKey("acknowledged"));
  }

  /** Before the journal is asked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{" + WHO + "}",
        "{'scans':'all'," + WHO + "}",
        "{'scans':['7']," + WHO + "}",
        "{'scans':[7]," + WHO + "}",
        "{'scans':[null]," + WHO + "}",
        "{'scans':['00000000-0000-0000-0000-000000000001'],'by':'cron'}",
        "{'scans':['00000000-0000-0000-0000-000000000001'],'reason':'x'}",
        "{'scans':['00000000-0000-0000-0000-000000000001'],'by':'','reason':'x'}",
        "{'scan':['00000000-0000-0000-0000-000000000001']," + WHO + "}",
        "[]"
      })
  void whatIsNotPlainIsRefused(String body) {
    assertThrows(
        IllegalArgumentException.class, () -> FindingAnswer.acknowledge(null, SentBody.of(body)));
  }
}
