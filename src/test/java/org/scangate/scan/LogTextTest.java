package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a b.txt", "Übung é ß.pdf", "作业.docx", "😀.png", "a'b<c>&d%e$f"})
  void plainTextOfAnyLanguageStays(String text) {
    assertEquals(text, LogText.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, '\b', '\t', '\n', 0x0b, '\f', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x200b, 0x200e,
        0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xe000, 0xfff9,
        0x110bd, 0xe0001, 0xe0041, 0x10ffff
      })
  void whatCouldBreakOrTurnALineIsEscaped(int point) {
    String escaped = String.format("\\u%04x", point);
    assertEquals("a" + escaped + "b", LogText.of("a" + new String(Character.toChars(point)) + "b"));
  }

  @Test
  void noCharacterMakesASecondLineOrEndsItsQuotes() {
    for (int point = 0; point <= 0x1ffff; point++) {
      String printable = LogText.of(new String(Character.toChars(point)));
      assertEquals(1, printable.lines().count(), () -> "of " + printable);
      assertFalse(printable.chars().anyMatch(Character::isISOControl), printable);
      assertFalse(printable.equals("\"") || printable.equals("\\"), printable);
    }
  }

  @Test
  void quotesAndBackslashesAreEscapedSoThatNothingElseLooksLikeAnEscape() {
    assertEquals("\\\"", LogText.of("\""));
    assertEquals("\\\\u000a", LogText.of("\\u000a"));
  }

  @Test
  void whatIsLongIsCutAndShowsIt() {
    assertEquals("a".repeat(255), LogText.of("a".repeat(255)));
    assertEquals("a".repeat(255) + "…", LogText.of("a".repeat(256)));
    assertEquals("😀".repeat(255) + "…", LogText.of("😀".repeat(4000)));
    assertTrue(LogText.of("\n".repeat(1 << 20)).length() < 2000);
  }
}
