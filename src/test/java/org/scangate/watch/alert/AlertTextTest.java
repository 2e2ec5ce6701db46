package org.scangate.watch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.scangate.journal.AlertCause;
import org.scangate.journal.EventRecord;
import org.scangate.journal.ScanRecord;

/** Which records are told, and that hostile words stay words. */
class AlertTextTest {

  private static final String HOSTILE =
      "a\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>\u202e\u2028\ud800\"&";
  private static final RecordAlerts ALL = new RecordAlerts(Set.of(), "");

  private static ScanRecord scan(String entry, String verdict, String reason) {
    return new ScanRecord(
        UUID.randomUUID(),
        Instant.parse("2026-11-29T18:00:00Z"),
        1,
        entry,
        HOSTILE,
        "place of " + HOSTILE,
        "user4711",
        "192.0.2.9",
        5,
        "ab".repeat(32),
        "",
        verdict,
        reason,
        "Sig " + HOSTILE,
        "detail of anna.pdf",
        false,
        List.of());
  }

  @Test
  void hostileWordsBreakNoLineAndNoMarkup() {
    AlertCause cause = ALL.of(scan("local", "FOUND", "")).orElseThrow();
    for (String subject : List.of(cause.subject(), HOSTILE)) {
      for (String example : List.of(cause.example(), HOSTILE)) {
        AlertText text = AlertText.of(WebhookChannelTest.alert(subject, example), HOSTILE);
        assertTrue(isOneLine(text.subject()), text.subject());
        text.lines().forEach(line -> assertTrue(isOneLine(line), line));
        assertFalse(text.html().contains("<script"), text.html());
        assertTrue(text.html().contains("&lt;script&gt;"), text.html());
        assertFalse(text.plain().contains("\nBcc:"), text.plain());
      }
    }
  }

  private static boolean isOneLine(String line) {
    return line.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e)
        && line.lines().count() <= 1;
  }

  @Test
  void aLongSubjectIsCut() {
    String subject = AlertText.of(WebhookChannelTest.alert("😀".repeat(500), "x"), "p").subject();
    assertEquals(200, subject.codePointCount(0, subject.length()));
  }

  /** Whose upload it was, and what it was called, is in the journal alone. */
  @Test
  void nothingPersonalIsTold() {
    for (String verdict : List.of("FOUND", "UNSCANNED")) {
      AlertCause cause = ALL.of(scan("moodle", verdict, "encrypted")).orElseThrow();
      String all = cause.subject() + cause.example();
      for (String personal : List.of("user4711", "192.0.2.9", "place of", "anna.pdf")) {
        assertFalse(all.contains(personal), all);
      }
    }
    assertTrue(ALL.of(scan("s3", "FOUND", "")).orElseThrow().example().contains("place of"));
  }

  @Test
  void whatIsOkOrATestOfOursIsNotTold() {
    assertEquals(Optional.empty(), ALL.of(scan("moodle", "OK", "")));
    assertEquals(Optional.empty(), ALL.of(scan("canary", "FOUND", "")));
    assertEquals(Optional.empty(), ALL.of(event("sweep-begun")));
  }

  @Test
  void aRuleOrAReasonCanBeSwitchedOff() {
    RecordAlerts some = new RecordAlerts(Set.of("finding", "not-scanned.encrypted", "canary"), "");
    assertEquals(Optional.empty(), some.of(scan("moodle", "FOUND", "")));
    assertEquals(Optional.empty(), some.of(scan("moodle", "UNSCANNED", "encrypted")));
    assertTrue(some.of(scan("moodle", "UNSCANNED", "too-large")).isPresent());
    assertEquals(Optional.empty(), some.of(event("canary-failed")));
    assertTrue(some.of(event("silence-error")).isPresent());
  }

  @Test
  void eachTroubleHasAnEndOfTheSameRuleAndSubject() {
    for (String[] pair :
        new String[][] {
          {"scanner-not-ready", "scanner-ready"},
          {"check-error", "check-ok"},
          {"check-warning", "check-ok"},
          {"canary-failed", "canary-ok"},
          {"silence-warning", "silence-over"},
          {"silence-error", "silence-over"}
        }) {
      AlertCause trouble = ALL.of(event(pair[0])).orElseThrow();
      AlertCause end = ALL.of(event(pair[1])).orElseThrow();
      assertTrue(trouble.trouble() && !end.trouble(), pair[0]);
      assertEquals(trouble.rule() + trouble.subject(), end.rule() + end.subject());
    }
  }

  @Test
  void aTroubleIsToldOnceThoughACheckFindsItToo() {
    assertEquals("sweep", ALL.of(event("check-warning", "sweep:local")).orElseThrow().rule());
    assertEquals("sweep", ALL.of(event("check-ok", "sweep:local")).orElseThrow().rule());
    assertEquals(Optional.empty(), ALL.of(event("check-error", "canary:moodle")));
    assertEquals(Optional.empty(), ALL.of(event("check-warning", "silence")));
    assertEquals(Optional.empty(), ALL.of(event("check-error", "scanner:clamd")), "not ready");
    assertEquals("check", ALL.of(event("check-warning", "scanner:clamd")).orElseThrow().rule());
    assertEquals("check", ALL.of(event("check-error", "spool")).orElseThrow().rule());
    RecordAlerts some = new RecordAlerts(Set.of("sweep"), "");
    assertEquals(Optional.empty(), some.of(event("check-warning", "sweep:local")));
  }

  /** What one of two nodes tells must not end the other's trouble. */
  @Test
  void whatIsOfANodeNamesIt() {
    RecordAlerts node = new RecordAlerts(Set.of(), "node-b");
    assertEquals("subject at node-b", node.of(event("scanner-ready")).orElseThrow().subject());
    assertEquals("subject", node.of(event("silence-error")).orElseThrow().subject());
    ScanRecord found = scan("moodle", "FOUND", "");
    assertEquals(ALL.of(found).orElseThrow().subject(), node.of(found).orElseThrow().subject());
  }

  private static EventRecord event(String kind) {
    return event(kind, "subject");
  }

  private static EventRecord event(String kind, String what) {
    return new EventRecord(UUID.randomUUID(), Instant.now(), kind, "", what, "detail");
  }
}
