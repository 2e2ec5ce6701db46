package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CoverageGapsTest {

  private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-01T12:00:00Z");

  private final List<EventRecord> events = new ArrayList<>();

  @Test
  void itRanAllTheTime() {
    event("started", "", "09:00");
    event("scanner-ready", "clamd", "09:01");
    assertGaps();
  }

  @Test
  void aStopWithinTheSpanAndOneThatLastsBeyond() {
    event("started", "", "09:00");
    event("stopped", "", "10:10");
    event("started", "", "10:20");
    event("stopped", "", "11:50");
    assertGaps("not-running  10:10-10:20", "not-running  11:50-");
  }

  @Test
  void itStoodWhenTheSpanBegan() {
    event("stopped", "", "09:00");
    event("started", "", "10:20");
    assertGaps("not-running  10:00-10:20");
  }

  /** Here the last record before each start is a minute older. */
  @Test
  void aStartAfterNoStopIsThatOfOneThatWasKilled() {
    event("started", "", "09:00");
    event("scanner-not-ready", "clamd", "10:30");
    event("started", "", "11:00");
    assertGaps("scanner-not-ready clamd 10:30-10:59", "not-running  10:59-11:00");
  }

  @Test
  void beforeTheFirstStartNothingIsKnown() {
    event("started", "", "10:30");
    assertGaps("not-known  10:00-10:30");
    events.clear();
    assertGaps("not-known  10:00-");
  }

  @Test
  void aScannerIsNotReadyUntilItIsAndForEachReasonApart() {
    event("started", "", "09:00");
    event("scanner-not-ready", "clamd", "09:30");
    event("scanner-ready", "clamd", "10:05");
    event("scanner-not-ready", "icap", "10:10");
    event("scanner-not-ready", "icap", "10:15");
    event("scanner-not-ready", "clamd", "11:30");
    event("stopped", "", "11:40");
    event("started", "", "11:41");
    event("scanner-not-ready", "icap", "11:42");
    assertGaps(
        "scanner-not-ready clamd 10:00-10:05",
        "scanner-not-ready icap 10:10-10:15",
        "scanner-not-ready icap 10:15-11:40",
        "scanner-not-ready clamd 11:30-11:40",
        "not-running  11:40-11:41",
        "scanner-not-ready icap 11:42-");
  }

  @Test
  void whatMoodleSkippedIsOneGapWhileItIsToldEachMinute() {
    event("started", "", "09:00");
    event("conncheck-skipped", "https://a", "10:01");
    event("conncheck-skipped", "https://b", "10:02");
    event("conncheck-skipped", "https://a", "10:02");
    event("conncheck-skipped", "https://a", "10:03");
    event("conncheck-skipped", "https://a", "11:00");
    assertGaps(
        "conncheck-skipped https://a 10:01-10:03",
        "conncheck-skipped https://b 10:02-10:02",
        "conncheck-skipped https://a 11:00-11:00");
  }

  @Test
  void aPausedSweepAndLostRecordsAreGapsToo() {
    event("started", "", "09:00");
    event("sweep-paused", "local", "09:30");
    event("sweep-paused", "local", "10:30");
    event("sweep-resumed", "local", "10:40");
    event("journal-given-up", "/folder", "11:00");
    event("journal-database", "journal", "11:01");
    event("sweep-ended", "local", "11:02");
    assertGaps(
        "sweep-paused local 10:00-10:40",
        "journal-given-up /folder 11:00-11:00",
        "journal-database journal 11:01-11:01");
  }

  private void event(String kind, String what, String time) {
    events.add(
        new EventRecord(
            UUID.randomUUID(), Instant.parse("2026-03-01T" + time + ":00Z"), kind, "", what, ""));
  }

  private void assertGaps(String... expected) {
    List<CoverageGap> gaps =
        CoverageGaps.of(FROM, TO, events, start -> Optional.of(start.minusSeconds(60)));
    assertEquals(List.of(expected), gaps.stream().map(CoverageGapsTest::words).toList());
  }

  private static String words(CoverageGap gap) {
    return "%s %s %s-%s"
        .formatted(
            gap.kind(),
            gap.what(),
            time(gap.from()),
            gap.to().map(CoverageGapsTest::time).orElse(""));
  }

  private static String time(Instant at) {
    return at.toString().substring(11, 16);
  }
}
