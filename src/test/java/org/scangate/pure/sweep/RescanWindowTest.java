package org.scangate.pure.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RescanWindowTest {

  @ParameterizedTest(name = "{0} at {1}: open {2}")
  @CsvSource({
    "22:00-06:00, 21:59:59.999, false",
    "22:00-06:00, 22:00,        true",
    "22:00-06:00, 23:59:59.999, true",
    "22:00-06:00, 00:00,        true",
    "22:00-06:00, 05:59:59.999, true",
    "22:00-06:00, 06:00,        false",
    "22:00-06:00, 12:00,        false",
    "01:00-05:30, 00:59:59.999, false",
    "01:00-05:30, 01:00,        true",
    "01:00-05:30, 05:29:59.999, true",
    "01:00-05:30, 05:30,        false",
    "01:00-05:30, 23:00,        false",
    "00:00-06:00, 00:00,        true",
    "00:00-06:00, 23:59,        false",
    "22:00-00:00, 23:59:59.999, true",
    "22:00-00:00, 00:00,        false",
    "22:00-21:59, 21:59,        false",
    "22:00-21:59, 21:58,        true"
  })
  void itIsOpenFromItsFirstMomentToJustBeforeItsLast(String window, LocalTime at, boolean open) {
    assertEquals(open, RescanWindow.parse(window).open(at));
  }

  @ParameterizedTest(name = "{0} at {1}: opened {2}")
  @CsvSource({
    "22:00-06:00, 2026-03-10T23:00,    2026-03-10T22:00",
    "22:00-06:00, 2026-03-10T22:00,    2026-03-10T22:00",
    "22:00-06:00, 2026-03-11T00:00,    2026-03-10T22:00",
    "22:00-06:00, 2026-03-11T05:59,    2026-03-10T22:00",
    "22:00-06:00, 2026-01-01T01:00,    2025-12-31T22:00",
    "01:00-05:00, 2026-03-11T01:00,    2026-03-11T01:00",
    "01:00-05:00, 2026-03-11T00:59:59, 2026-03-10T01:00",
    "01:00-05:00, 2026-03-11T04:00,    2026-03-11T01:00"
  })
  void itWasOpenedLast(String window, LocalDateTime at, LocalDateTime opened) {
    assertEquals(opened, RescanWindow.parse(window).opened(at));
  }

  @ParameterizedTest
  @ValueSource(strings = {" 22:00 - 06:00 ", "22:00-06:00", "22:00:00-06:00:00"})
  void blanksAndSecondsDoNotMatter(String text) {
    assertEquals(
        new RescanWindow(LocalTime.of(22, 0), LocalTime.of(6, 0)), RescanWindow.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "22:00",
        "22:00-",
        "-06:00",
        "22-06",
        "22:00-06:00-08:00",
        "22:00–06:00",
        "24:00-06:00",
        "22:60-06:00",
        "10pm-6am",
        "22:00-22:00",
        "nights"
      })
  void aWrongTextIsToldWhatWouldBeRight(String text) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> RescanWindow.parse(text));
    assertTrue(wrong.getMessage().contains("such as 22:00-06:00"), wrong.getMessage());
  }
}
