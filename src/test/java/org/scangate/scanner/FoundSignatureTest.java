package org.scangate.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;

/** Which names are those of viruses. */
class FoundSignatureTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Win.Test.EICAR_HDB-1",
        "Heuristics.Phishing.Email.SpoofedDomain",
        "Heuristics.OLE2.ContainsMacros",
        "Heuristics.Limits",
        "Heuristics.Broken.Executable",
        "Not.Heuristics.Encrypted.Zip",
        "(null).Trojan",
        "null"
      })
  void aVirusIsInfected(String name) {
    assertEquals(new Infected(name), FoundSignature.verdict("clamd", name));
  }

  @ParameterizedTest
  @CsvSource({
    "Heuristics.Limits.Exceeded.MaxFileSize, LIMIT_EXCEEDED, stopped at one of its limits",
    "Heuristics.Limits.Exceeded, LIMIT_EXCEEDED, stopped at one of its limits",
    "Heuristics.Email.ExceedsMaxMimePart, LIMIT_EXCEEDED, stopped at one of its limits",
    "(null), LIMIT_EXCEEDED, stopped at one of its limits",
    "Heuristics.Encrypted.Zip, ENCRYPTED, could not look inside",
    "Heuristics.Encrypted, ENCRYPTED, could not look inside"
  })
  void whatItCouldNotLookIntoIsUnscanned(String name, Reason reason, String what) {
    assertEquals(
        new Unscanned(reason, "the engine " + what + ": " + name),
        FoundSignature.verdict("the engine", name));
  }
}
