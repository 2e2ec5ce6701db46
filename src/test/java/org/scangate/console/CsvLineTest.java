package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

  @Test
  void itIsAsRfc4180HasIt() {
    assertEquals(
        "7,\"a \"\"b\"\", c\",\"\",\"two\r\nlines\"\r\n",
        new CsvLine().plain(7).text("a \"b\", c").text("").text("two\r\nlines").end());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\ra",
        "\tharmless",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201"
      })
  void noTextBeginsAFormula(String text) {
    assertEquals("\"'" + text.replace("\t=", "\t'=") + "\"\r\n", new CsvLine().text(text).end());
  }

  /** They are passed over, or begin a cell, where a spreadsheet is set otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "$ =1$ | $ '=1$",
        "$\u00a0=1$ | $\u00a0'=1$",
        "$\ufeff=1$ | $\ufeff'=1$",
        "$\u0001\u200b=1$ | $\u0001\u200b'=1$",
        "$a;=1$ | $a;'=1$",
        "$a; =1$ | $a; '=1$",
        "$a\t@b$ | $a\t'@b$",
        "$a\r\n-b$ | $a\r\n'-b$",
        "$a;\"=1$ | $a;\"\"'=1$",
        "$a=1; b - c, -d$ | $a=1; b - c, -d$"
      })
  void norDoesItWhereACellMayBeginElsewhere(String text, String written) {
    assertEquals("\"" + written + "\"\r\n", new CsvLine().text(text).end());
  }
}
