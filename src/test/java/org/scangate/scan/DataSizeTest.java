package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "512, 512",
    "1K, 1024",
    "25M, 26214400",
    "2047M, 2146435072",
    "2G, 2147483648",
    "999999999999999, 999999999999999",
    "0G, 0",
    "' 64K ', 65536"
  })
  void readsPowersOf1024(String text, long bytes) {
    assertEquals(bytes, DataSize.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "K",
        "-1",
        "-1K",
        "+1",
        "1.5M",
        "1,5M",
        "1 K",
        "1k",
        "1m",
        "1KB",
        "1KiB",
        "1T",
        "0x10",
        "1e3",
        "ten",
        "1K1",
        "1234567890123456",
        "١٢",
        "1\nK"
      })
  void whatIsNoSizeIsToldSoAndHowOneLooks(String text) {
    String told =
        assertThrows(IllegalArgumentException.class, () -> DataSize.parse(text)).getMessage();
    assertTrue(told.contains("such as 100M"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999G", "9999999999999M", "8589934592G"})
  void moreThanALongHoldsIsToldLikeAnyOtherWrongSize(String text) {
    assertThrows(IllegalArgumentException.class, () -> DataSize.parse(text));
  }

  @Test
  void theLargestThatALongHoldsIsRead() {
    assertEquals(8589934591L << 30, DataSize.parse("8589934591G").bytes());
  }

  @Test
  void isNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> new DataSize(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1023, 1023",
    "1024, 1K",
    "1025, 1025",
    "26214400, 25M",
    "26214399, 26214399",
    "1073741824, 1G",
    "1073742848, 1048577K"
  })
  void isWrittenShortAndReadAsTheSame(long bytes, String text) {
    assertEquals(text, new DataSize(bytes).toString());
    assertEquals(new DataSize(bytes), DataSize.parse(text));
  }

  @Test
  void isOrderedBySize() {
    assertTrue(new DataSize(1025).compareTo(DataSize.parse("1K")) > 0);
    assertEquals(DataSize.parse("1024K"), DataSize.ofMebibytes(1));
  }
}
