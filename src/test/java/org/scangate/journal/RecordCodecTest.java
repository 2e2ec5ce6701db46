package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.ScanId;

class RecordCodecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "NUL \0 in it",
        "\ud83d\ude00",
        "half \ud83d",
        "\ude00 half",
        "äöü €",
        "\uffff"
      })
  void whatIsWrittenIsReadAsItWas(String text) {
    for (JournalRecord one :
        List.of(
            Records.scan(ScanId.next(), Records.AT, "OK", text, text),
            Records.scan("UNSCANNED"),
            new EventRecord(UUID.randomUUID(), Instant.EPOCH, "kind", text, text, text))) {
      ByteBuffer frame = RecordCodec.frame(one);
      assertEquals(frame.remaining(), RecordCodec.validLength(frame));
      assertEquals(Optional.of(one), RecordCodec.read(frame, this::newer));
    }
  }

  @Test
  void aLongTextIsCutAndTheRecordHasABound() {
    String text = "\ud83d\ude00".repeat(100_000);
    ScanRecord read = read(Records.scan(ScanId.next(), Records.AT, "OK", text, text));
    assertTrue(read.place().endsWith("\ud83d\ude00…"), "no half of a letter is left");
    assertTrue(read.place().length() > 2_000 && read.place().length() < 8_192);
  }

  @Test
  void everyByteThatIsWrongIsSeen() {
    ByteBuffer frame = RecordCodec.frame(Records.scan("FOUND"));
    for (int at = 0; at < frame.limit(); at++) {
      byte right = frame.get(at);
      frame.put(at, (byte) (right ^ 0x10));
      assertEquals(0, RecordCodec.validLength(frame), "byte " + at);
      frame.put(at, right);
    }
    frame.limit(frame.limit() - 1);
    assertEquals(0, RecordCodec.validLength(frame), "one that was cut off");
  }

  private static ScanRecord read(JournalRecord one) {
    return (ScanRecord)
        RecordCodec.read(RecordCodec.frame(one), () -> {}).orElseThrow(AssertionError::new);
  }

  private void newer() {
    throw new AssertionError("a field that it does not know itself");
  }
}
