package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCursorTest {

  private static final UUID ID = UUID.fromString("0198f3a2-1b2c-7d3e-8f40-123456789abc");

  @Test
  void itsTextNamesTheSameRecord() {
    for (String at : new String[] {"2026-11-15T12:34:56.789012Z", "1969-12-31T23:59:59.999999Z"}) {
      JournalCursor cursor = new JournalCursor(Instant.parse(at), ID);
      assertEquals(cursor, JournalCursor.of(cursor.text()));
      assertEquals(at, JournalCursor.of(cursor.text()).at().toString());
    }
  }

  @Test
  void aFinerTimeIsWhatADatabaseMakesOfIt() {
    assertEquals(
        Instant.parse("2026-11-15T12:34:56.789012Z"),
        new JournalCursor(Instant.parse("2026-11-15T12:34:56.789012999Z"), ID).at());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "1",
        "1_",
        "1_1-1-1-1-1",
        "+1_0198f3a2-1b2c-7d3e-8f40-123456789abc",
        "99999999999999999999_0198f3a2-1b2c-7d3e-8f40-123456789abc",
        "1_0198f3a2-1b2c-7d3e-8f40-123456789abc' or '1'='1"
      })
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> JournalCursor.of(text));
  }
}
