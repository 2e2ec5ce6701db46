package org.scangate.watch.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.scangate.journal.AlertRecord;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.CoverageReport.Some;
import org.scangate.journal.CoverageReport.Sum;
import org.scangate.journal.WeekReport;
import org.scangate.journal.WeekReport.ByPlace;
import org.scangate.journal.WeekReport.ByReason;

/** What is said of a good week, and of bad ones. */
class WeeklyTextTest {

  private static final Instant FROM = Instant.parse("2026-11-23T06:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-30T06:00:00Z");
  private static final String HOSTILE = "https://a\r\nBcc: b@example.org<script>\u2028";

  private final List<ByReason> outcomes = new ArrayList<>();
  private final List<CoverageGap> gaps = new ArrayList<>();
  private final Map<String, Long> unopened = new TreeMap<>();
  private String site = "https://moodle.example";

  private void outcome(String verdict, String reason, long files) {
    outcomes.add(new ByReason(verdict, reason, new Sum(files, files * 1000)));
  }

  private void gap(String kind, String what, int second) {
    Instant at = FROM.plusSeconds(second);
    gaps.add(new CoverageGap(kind, what, at, Optional.of(at.plusSeconds(60)), "anna.pdf"));
  }

  private WeeklyText text() {
    List<ByPlace> places = List.of(new ByPlace("moodle", site, 1200, 3, 12));
    return WeeklyText.of(
        new WeekReport(
            FROM, TO, outcomes, new Some<>(places, false), new TreeMap<>(unopened), gaps, 0));
  }

  private AlertText message() {
    WeeklyText text = text();
    return AlertText.of(
        new AlertRecord(
            UUID.randomUUID(),
            TO,
            "weekly",
            text.summary() + " (2026-W49)",
            !text.well(),
            false,
            FROM,
            TO,
            1,
            text.lines(),
            List.of()),
        "gate");
  }

  @Test
  void aGoodWeek() {
    outcome("OK", "", 1200);
    AlertText message = message();
    assertEquals(
        "[scangate gate] All is well: 1200 files scanned, none infected (2026-W49)",
        message.subject());
    assertEquals(
        "All is well: 1200 files scanned, none infected (2026-W49).", message.lines().get(0));
    assertTrue(message.lines().contains("- nothing that came here"), message.plain());
    assertTrue(message.lines().contains("- none is known"), message.plain());
    assertFalse(message.plain().contains("acknowledge"), message.plain());
  }

  @Test
  void aBadWeekSaysSoFirst() {
    outcome("OK", "", 1100);
    outcome("OK", "encrypted", 4);
    outcome("FOUND", "", 3);
    outcome("UNSCANNED", "encrypted", 10);
    outcome("UNSCANNED", "not-opened", 2);
    unopened.put("7z", 1L);
    unopened.put("rar5", 2L);
    gap("conncheck-skipped", "https://moodle.example", 0);
    gap("not-running", "", 500);
    gap("conncheck-skipped", "https://moodle.example", 3600);
    AlertText message = message();
    assertEquals(
        "[scangate gate] Look into this week: 3 found, 12 not scanned, 2 gaps (2026-W49)",
        message.subject());
    List<String> lines = message.lines();
    assertEquals("Look into this week: 3 found, 12 not scanned, 2 gaps (2026-W49).", lines.get(0));
    for (String line :
        List.of(
            "1119 files, 1119000 bytes: 3 found infected, 12 not scanned, 4 allowed by an"
                + " exception.",
            "- 10 files: encrypted",
            "- 2 files: not-opened",
            "- 4 files: encrypted, and allowed by an exception",
            "- containers that no scanner opens: 7z 1, rar5 2",
            "- conncheck-skipped https://moodle.example: 2 times, from 2026-11-23T06:00:00Z to"
                + " 2026-11-23T07:01:00Z",
            "- not-running: 1 time, from 2026-11-23T06:08:20Z to 2026-11-23T06:09:20Z",
            "- moodle https://moodle.example: 1200 files, 3 found, 12 not scanned")) {
      assertTrue(lines.contains(line), line + " is not in " + message.plain());
    }
    assertFalse(message.plain().contains("anna.pdf"), message.plain());
    assertFalse(message.plain().contains("well"), message.plain());
  }

  @Test
  void oneOfEachIsEnoughForABadWeek() {
    for (Runnable trouble :
        List.<Runnable>of(
            () -> outcome("FOUND", "", 1),
            () -> outcome("UNSCANNED", "too-large", 1),
            () -> gap("not-running", "", 0),
            outcomes::clear)) {
      outcomes.clear();
      gaps.clear();
      outcome("OK", "", 5);
      assertTrue(text().well());
      trouble.run();
      assertFalse(text().well());
      assertFalse(message().subject().contains("well"), message().subject());
    }
  }

  @Test
  void hostileWordsBreakNoLineAndAFloodIsCut() {
    site = HOSTILE;
    outcome("UNSCANNED", HOSTILE, 1);
    unopened.put(HOSTILE, 1L);
    for (int i = 0; i < 100; i++) {
      gap("conncheck-skipped", HOSTILE + i / 2, i);
    }
    AlertText message = message();
    assertTrue(message.lines().contains("- and 30 others"), message.plain());
    assertEquals(20, message.plain().split("\n- conncheck-skipped", -1).length - 1);
    for (List<String> lines : List.of(text().lines(), message.lines())) {
      lines.forEach(line -> assertTrue(isOneLine(line), line)); // in the database they are joined
    }
    assertFalse(message.plain().contains("\nBcc:"), message.plain());
    assertFalse(message.html().contains("<script"), message.html());
  }

  private static boolean isOneLine(String line) {
    return line.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e);
  }
}
