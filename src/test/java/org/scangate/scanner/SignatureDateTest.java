package org.scangate.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions tell a date. */
class SignatureDateTest {

  @Test
  void clamavTellsTheDateOfItsMachine() {
    String version = "ClamAV 1.4.6/27811/Fri Nov 20 09:26:25 2026";
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T09:26:25Z")),
        SignatureDate.of(version, ZoneOffset.UTC));
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T08:26:25Z")),
        SignatureDate.of(version, ZoneId.of("Europe/Berlin")));
    assertEquals(
        Optional.of(Instant.parse("2026-11-06T09:26:25Z")),
        SignatureDate.of("ClamAV 1.4.6/27800/Fri Nov  6 09:26:25 2026", ZoneOffset.UTC));
  }

  @Test
  void aListTellsThatOfItsNewestFile() {
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T09:26:25Z")),
        SignatureDate.of("hashlist/2026-11-20T09:26:25Z (12, 0a1b2c3d)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ClamAV 1.4.6",
        "ClamAV 1.4.6/27811",
        "ClamAV 1.4.6/27811/yesterday",
        "ClamAV 1.4.6/27811/Fri Foo 20 09:26:25 2026",
        "ClamAV 1.4.6/27811/Fri Nov 99 09:26:25 2026",
        "ClamAV 1.4.6/27811/Mon Nov 20 09:26:25 2026",
        "hashlist (0)",
        "hashlist/2026-99-20T09:26:25Z (12, 0a1b2c3d)"
      })
  void noOtherTellsOne(String version) {
    assertEquals(Optional.empty(), SignatureDate.of(version));
  }
}
