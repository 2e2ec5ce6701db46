package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;

class AvJsonTest {

  private final AvJson json = new AvJson();

  @Test
  void isWrittenAsInElseviersExample() {
    assertEquals(
        "{\"ANTIVIRUS_PROVIDER\": \"ClamAV 1.4.6/27811\","
            + " \"ANTIVIRUS_TIMESTAMP\": \"2022-08-26T08:31:31.105473+00:00\","
            + " \"ANTIVIRUS_ID\": \"31f67e27-b78f-45d7-ae8b-d5ed1d0740c7\","
            + " \"ANTIVIRUS_STATUS\": \"OK\"}",
        text(LocalStoreFixture.verdict(Status.OK)));
  }

  @Test
  void whateverAScannerCallsItselfComesBackAsItWas() {
    String provider = "a \"b\" \\ \n \t \u0000 \u007f é \u2028 \uD83D\uDE00";
    VerdictDocument odd =
        new VerdictDocument(provider, Optional.empty(), Optional.empty(), Status.FOUND);
    String written = text(odd);
    assertTrue(written.chars().noneMatch(Character::isISOControl), written);
    assertEquals(Optional.of(odd), read(written));
  }

  @Test
  void othersMayWriteItInAnyOrderCaseAndSpacing() {
    Optional<VerdictDocument> read =
        read(
            "\uFEFF\n{ \"antivirus_status\" :\t\"found\",\r\n\"Antivirus_Timestamp\":"
                + "\"2022-08-26 10:31:31+02:00\" , \"other\": 3, \"flag\": true, \"none\": null}\n");
    assertEquals(Status.FOUND, read.orElseThrow().status());
    assertEquals(
        Optional.of(Instant.parse("2022-08-26T08:31:31Z")), read.orElseThrow().timestamp());
    assertEquals("", read.orElseThrow().provider());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[]",
        "null",
        "\"OK\"",
        "OK",
        "{}",
        "{\"ANTIVIRUS_STATUS\": \"OK\"",
        "{\"ANTIVIRUS_STATUS\": \"OK\"} x",
        "{\"ANTIVIRUS_STATUS\": \"OK\"}{\"ANTIVIRUS_STATUS\": \"OK\"}",
        "{\"ANTIVIRUS_STATUS\": \"OK\", \"ANTIVIRUS_STATUS\": \"FOUND\"}",
        "{\"ANTIVIRUS_STATUS\": \"OK\", \"antivirus_status\": \"OK\"}",
        "{\"ANTIVIRUS_STATUS\": \"FINE\"}",
        "{\"ANTIVIRUS_STATUS\": 1}",
        "{\"ANTIVIRUS_STATUS\": null}",
        "{\"ANTIVIRUS_STATUS\": {\"ANTIVIRUS_STATUS\": \"OK\"}}",
        "{\"x\": [[[[\"OK\"]]]], \"ANTIVIRUS_STATUS\": \"OK\"}",
        "[{\"ANTIVIRUS_STATUS\": \"OK\"}]",
        "<html/>",
        "\u0000\u0001"
      })
  void whatIsDamagedIsNoVerdict(String text) {
    assertEquals(Optional.empty(), read(text));
  }

  @Test
  void bytesThatAreNoTextAreNoVerdict() {
    assertEquals(Optional.empty(), json.read(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0}));
  }

  @Test
  void nestingAMillionDeepIsNoVerdict() {
    assertEquals(Optional.empty(), read("{\"x\": " + "[".repeat(1_000_000)));
  }

  private Optional<VerdictDocument> read(String text) {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(VerdictDocument document) {
    return new String(AvJson.write(document), StandardCharsets.UTF_8);
  }
}
