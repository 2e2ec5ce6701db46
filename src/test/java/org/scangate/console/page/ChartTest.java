package org.scangate.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scangate.journal.ActivityHour;

/** Bars of what was scanned. */
class ChartTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-30T02:30:11Z");
  private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);

  @Test
  void theLastHoursAreThePresentOneAndThoseBefore() {
    Chart chart =
        Chart.ofHours(
            List.of(
                new ActivityHour(HOUR, 100, 0, 0),
                new ActivityHour(HOUR.minus(Duration.ofHours(23)), 50, 0, 0),
                new ActivityHour(HOUR.minus(Duration.ofHours(24)), 7, 0, 0)),
            NOW,
            BERLIN);
    assertEquals(24, chart.bars().size());
    assertEquals("2026-11-30 03:00", chart.bars().get(23).label());
    assertEquals(Chart.HEIGHT, chart.bars().get(23).all());
    assertEquals(Chart.HEIGHT / 2, chart.bars().get(0).all());
    assertEquals(0, chart.bars().get(1).all());
    assertTrue(chart.words().contains("150 files scanned"), chart.words());
  }

  /** One of a million would be no pixel high. */
  @Test
  void whatWasFoundIsSeenHoweverLittleItIs() {
    Chart.Bar bar =
        Chart.ofHours(List.of(new ActivityHour(HOUR, 1_000_000, 1, 2)), NOW, BERLIN).bars().get(23);
    assertTrue(bar.found() >= 3 && bar.notScanned() >= 3, bar.toString());
    assertEquals(Chart.HEIGHT, bar.all());
    assertEquals("2026-11-30 03:00: 1,000,003 scanned, 1 found, 2 not scanned", bar.words());
  }

  /** The day on which the clock is turned has 25 hours. */
  @Test
  void aDayIsOneOfItsZone() {
    Instant autumn = Instant.parse("2026-10-25T20:00:00Z");
    Chart chart =
        Chart.ofDays(
            List.of(
                new ActivityHour(Instant.parse("2026-10-24T22:00:00Z"), 1, 0, 0),
                new ActivityHour(Instant.parse("2026-10-25T22:00:00Z"), 2, 0, 0),
                new ActivityHour(Instant.parse("2026-10-24T21:00:00Z"), 4, 0, 0)),
            autumn,
            BERLIN);
    assertEquals(30, chart.bars().size());
    assertEquals("2026-10-25", chart.bars().get(29).label());
    assertEquals(3, chart.bars().get(29).of().files());
    assertEquals(4, chart.bars().get(28).of().files());
  }

  @Test
  void nothingIsNoDrawing() {
    assertTrue(Chart.ofDays(List.of(), NOW, BERLIN).isEmpty());
    assertFalse(Chart.ofDays(List.of(new ActivityHour(HOUR, 0, 1, 0)), NOW, BERLIN).isEmpty());
  }
}
