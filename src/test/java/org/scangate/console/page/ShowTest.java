package org.scangate.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Figures, times and foreign texts. */
class ShowTest {

  private static final Instant NOW = Instant.parse("2026-11-30T02:30:11Z");

  @Test
  void aTimeHasItsZone() {
    assertEquals("2026-11-30 03:30:11 CET", Show.time(NOW, ZoneId.of("Europe/Berlin")));
    assertEquals("2026-11-30 02:30:11 Z", Show.time(NOW, ZoneOffset.UTC));
  }

  @Test
  void anAgeIsSaidInOneUnit() {
    assertEquals("0 s ago", Show.age(NOW, NOW));
    assertEquals("119 s ago", Show.age(NOW.minusSeconds(119), NOW));
    assertEquals("2 min ago", Show.age(NOW.minusSeconds(120), NOW));
    assertEquals("119 min ago", Show.age(NOW.minusSeconds(7199), NOW));
    assertEquals("2 h ago", Show.age(NOW.minusSeconds(7200), NOW));
    assertEquals("47 h ago", Show.age(NOW.minus(Duration.ofHours(47)), NOW));
    assertEquals("2 d ago", Show.age(NOW.minus(Duration.ofDays(2)), NOW));
    assertEquals("in 5 s", Show.age(NOW.plusSeconds(5), NOW));
  }

  @Test
  void aSizeHasFewDigits() {
    assertEquals("0 bytes", Show.size(0));
    assertEquals("9,999 bytes", Show.size(9_999));
    assertEquals("10 KB", Show.size(10_000));
    assertEquals("100 MB", Show.size(100L << 20));
    assertEquals("8,388,608 TB", Show.size(Long.MAX_VALUE));
  }

  @Test
  void partsOfAWholeAreWithinIt() {
    assertEquals(0, Show.percent(1, 0));
    assertEquals(50, Show.percent(1, 2));
    assertEquals(100, Show.percent(3, 2));
    assertEquals(0, Show.percent(-1, 2));
  }

  @Test
  void whatCannotBeSeenIsWrittenOut() {
    assertEquals("a\\u202eb", Show.text("a\u202Eb"));
    assertEquals("\\u0000\\u000a\\u009f", Show.text("\0\n\u009f"));
    assertEquals("\\ud800", Show.text("\ud800"));
    assertEquals("Grüße 日本 😀 <b>\"'&", Show.text("Grüße 日本 😀 <b>\"'&"), "HTML is the templates'");
  }

  @Test
  void aLongTextIsCut() {
    String shown = Show.text("😀".repeat(4_000));
    assertEquals(300 * 2 + 1, shown.length());
    assertTrue(shown.endsWith("…"));
  }
}
