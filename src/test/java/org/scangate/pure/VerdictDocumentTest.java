package org.scangate.pure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.ScanId;

class VerdictDocumentTest {

  private static final UUID FOREIGN = UUID.fromString("31f67e27-b78f-45d7-ae8b-d5ed1d0740c7");
  private static final UUID OURS = UUID.fromString("31f67e27-b78f-85d7-ae8b-d5ed1d0740c7");
  private static final Instant THEN = Instant.parse("2022-08-26T08:31:31.105473Z");
  private static final String PROVIDER = "ClamAV 1.4.6/27811";

  @Test
  void itIsWrittenAsThePureManualShowsIt() {
    Map<String, String> texts = document(Optional.of(THEN), Optional.of(FOREIGN)).texts();
    assertEquals(
        List.of(
            Map.entry("ANTIVIRUS_PROVIDER", PROVIDER),
            Map.entry("ANTIVIRUS_TIMESTAMP", "2022-08-26T08:31:31.105473+00:00"),
            Map.entry("ANTIVIRUS_ID", "31f67e27-b78f-45d7-ae8b-d5ed1d0740c7"),
            Map.entry("ANTIVIRUS_STATUS", "OK")),
        List.copyOf(texts.entrySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-08-26T08:31:31Z,           2022-08-26T08:31:31.000000+00:00",
    "2022-01-02T00:00:00Z,           2022-01-02T00:00:00.000000+00:00",
    "2022-08-26T23:59:59.999999999Z, 2022-08-26T23:59:59.999999+00:00",
    "2022-08-26T08:31:31.000001Z,    2022-08-26T08:31:31.000001+00:00",
    "2022-08-26T08:31:31.5Z,         2022-08-26T08:31:31.500000+00:00"
  })
  void theTimestampHasSixDigitsAndANumericOffset(Instant timestamp, String written) {
    assertEquals(
        written,
        document(Optional.of(timestamp), Optional.of(OURS)).texts().get("ANTIVIRUS_TIMESTAMP"));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void whatIsWrittenIsReadAgain(Status status) {
    VerdictDocument written =
        new VerdictDocument(PROVIDER, Optional.of(THEN), Optional.of(OURS), status);
    assertEquals(Optional.of(written), VerdictDocument.of(written.texts()));
  }

  @Test
  void whatIsUnknownIsNotWritten() {
    assertEquals(
        List.of("ANTIVIRUS_PROVIDER", "ANTIVIRUS_STATUS"),
        List.copyOf(document(Optional.empty(), Optional.empty()).texts().keySet()));
  }

  @Test
  void keysInAnyCaseWithBlanksAndOthersBesides() {
    assertEquals(
        Optional.of(document(Optional.of(THEN), Optional.of(FOREIGN))),
        VerdictDocument.of(
            Map.of(
                " antivirus_provider ",
                " " + PROVIDER + "\n",
                "Antivirus_Timestamp",
                "\t2022-08-26T08:31:31.105473+00:00 ",
                "ANTIVIRUS_id",
                " 31F67E27-B78F-45D7-AE8B-D5ED1D0740C7 ",
                "ANTIVIRUS_STATUS\t",
                " ok ",
                "ANTIVIRUS_COMMENT",
                "of another program")));
  }

  @ParameterizedTest
  @CsvSource({"OK, OK", "ok, OK", "Found, FOUND", "unscanned, UNSCANNED", "PeNdInG, PENDING"})
  void theStatusInAnyCase(String text, Status status) {
    assertEquals(
        status, VerdictDocument.of(Map.of("ANTIVIRUS_STATUS", text)).orElseThrow().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "CLEAN", "OK OK", "NOT OK", "0", "\u0131k"})
  void anUnknownStatusIsNone(String text) {
    assertEquals(Optional.empty(), VerdictDocument.of(Map.of("ANTIVIRUS_STATUS", text)));
  }

  @Test
  void withoutAStatusThereIsNoVerdict() {
    Map<String, String> texts =
        new HashMap<>(document(Optional.of(THEN), Optional.of(OURS)).texts());
    texts.remove("ANTIVIRUS_STATUS");
    assertEquals(Optional.empty(), VerdictDocument.of(texts));
    assertEquals(Optional.empty(), VerdictDocument.of(Map.of()));
  }

  @Test
  void theOtherKeysMayBeMissing() {
    assertEquals(
        Optional.of(new VerdictDocument("", Optional.empty(), Optional.empty(), Status.FOUND)),
        VerdictDocument.of(Map.of("ANTIVIRUS_STATUS", "FOUND")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-08-26T08:31:31.105473+00:00",
        "2022-08-26T08:31:31.105473Z",
        "2022-08-26t08:31:31.105473z",
        "2022-08-26T08:31:31.105473+0000",
        "2022-08-26T08:31:31.105473+00",
        "2022-08-26T08:31:31.105473-00:00",
        "2022-08-26T10:31:31.105473+02:00",
        "2022-08-26T10:31:31.105473+0200",
        "2022-08-26T10:31:31.105473+02",
        "2022-08-26T03:01:31.105473-05:30",
        "2022-08-26 08:31:31.105473+00:00",
        "2022-08-26 08:31:31.105473 +00:00",
        "2022-08-26 10:31:31.105473 +0200",
        "2022-08-26T08:31:31.105473000Z",
        "2022-08-26T08:31:31.105473",
        "2022-08-26 08:31:31.105473",
        "2022-08-26 08:31:31.105473 UTC",
        "2022-08-26 08:31:31.105473UTC",
        "2022-08-26T08:31:31.105473 GMT"
      })
  void theTimeInTheWaysInWhichOthersWriteIt(String text) {
    assertEquals(Optional.of(THEN), timestamp(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-08-26T08:31:31+00:00,           2022-08-26T08:31:31Z",
    "2022-08-26T08:31:31Z,                2022-08-26T08:31:31Z",
    "2022-08-26T08:31Z,                   2022-08-26T08:31:00Z",
    "2022-08-26 08:31:31,                 2022-08-26T08:31:31Z",
    "2022-08-26T08:31:31.123456789+00:00, 2022-08-26T08:31:31.123456789Z",
    "2022-08-26T08:31:31.1Z,              2022-08-26T08:31:31.100Z",
    "2024-02-29T00:00:00+02:00,           2024-02-28T22:00:00Z",
    "9999-12-31T23:59:59Z,                9999-12-31T23:59:59Z"
  })
  void theFractionInAnyLength(String text, Instant instant) {
    assertEquals(Optional.of(instant), timestamp(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1661502691",
        "2022-08-26",
        "08:31:31",
        "26.08.2022 08:31:31",
        "2022-13-26T08:31:31Z",
        "2022-08-26T25:31:31Z",
        "2022-08-26T08:31:31Zulu",
        "2022-08-26T08:31:31 CEST",
        "2022-08-26T08:31:31+99:00"
      })
  void aTimeThatCannotBeUnderstoodIsNone(String text) {
    assertEquals(Optional.empty(), timestamp(text));
  }

  /** They would break whoever reckons with them, or writes them down again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59-18:00",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00+18:00",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00+01:00"
      })
  void aTimeBeyondAllReasonIsNone(String text) {
    assertEquals(Optional.empty(), timestamp(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "42", "none", "31f67e27b78f45d7ae8bd5ed1d0740c7", "g1f67e27-b78f-45d7-ae8b-d"})
  void anIdThatIsNoneIsNone(String text) {
    VerdictDocument document =
        VerdictDocument.of(Map.of("ANTIVIRUS_STATUS", "OK", "ANTIVIRUS_ID", text)).orElseThrow();
    assertEquals(Optional.empty(), document.id());
    assertFalse(document.ours());
  }

  @Test
  void theIdTellsWhetherItIsOurs() {
    assertTrue(document(Optional.of(THEN), Optional.of(OURS)).ours());
    assertTrue(document(Optional.of(THEN), Optional.of(ScanId.next())).ours());
    assertFalse(document(Optional.of(THEN), Optional.of(FOREIGN)).ours());
    assertFalse(document(Optional.of(THEN), Optional.of(new UUID(0, 0))).ours());
    assertFalse(document(Optional.of(THEN), Optional.empty()).ours());
  }

  @Test
  void oursAlwaysHasATime() {
    assertFalse(document(Optional.empty(), Optional.of(OURS)).ours());
  }

  private static Optional<Instant> timestamp(String text) {
    return VerdictDocument.of(Map.of("ANTIVIRUS_STATUS", "OK", "ANTIVIRUS_TIMESTAMP", text))
        .orElseThrow()
        .timestamp();
  }

  private static VerdictDocument document(Optional<Instant> timestamp, Optional<UUID> id) {
    return new VerdictDocument(PROVIDER, timestamp, id, Status.OK);
  }
}
