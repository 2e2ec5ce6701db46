package org.scangate.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;

class ClamdReplyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream: Can't create temporary file ERROR",
        "stream: Can't write to file ERROR",
        "INSTREAM: Can't write to temporary file. ERROR",
        "Error writing to temporary file ERROR"
      })
  void noRoomForItIsNoFaultOfTheSample(String reply) {
    Unscanned verdict = assertInstanceOf(Unscanned.class, ClamdReply.parse(reply));
    assertEquals(Reason.UNREACHABLE, verdict.reason());
    assertTrue(verdict.detail().contains("TemporaryDirectory"), verdict.detail());
  }

  @Test
  void exactlyThisIsClean() {
    assertEquals(new Clean(), ClamdReply.parse("stream: OK"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "OK",
        "stream",
        "stream:",
        "stream: ",
        "stream: O",
        "stream:OK",
        "stream:  OK",
        "stream: OK ",
        "stream: OK\n",
        "stream: OK\r\n",
        "stream: OK\0",
        " stream: OK",
        "\nstream: OK",
        "stream: ok",
        "Stream: OK",
        "STREAM: OK",
        "stream: OKAY",
        "stream: OK, but Eicar-Test FOUND and more",
        "stream: OK stream: OK",
        "1: stream: OK",
        "fd[10]: OK",
        "/tmp/file: OK",
        "stream: Excluded",
        "stream: Empty file",
        "PONG",
        "UNKNOWN COMMAND",
        "HTTP/1.1 200 OK",
        "\u0016\u0003\u0001%&?<html>",
        "strеam: OK", // with a Cyrillic е
        "stream: OК" // with a Cyrillic К
      })
  void whateverElseIsNeitherCleanNorInfected(String reply) {
    Unscanned verdict = assertInstanceOf(Unscanned.class, ClamdReply.parse(reply));
    assertEquals(Reason.UNREACHABLE, verdict.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Eicar-Test",
        "Eicar-Test.UNOFFICIAL",
        "Win.Test.EICAR_HDB-1",
        "OK",
        "with spaces: and a colon",
        "Heuristics.Phishing.Email.SpoofedDomain",
        "Heuristics.Limits", // not one of clamd's limits
        "stream: Twice FOUND"
      })
  void foundIsInfectedUnderTheSignaturesWholeName(String signature) {
    assertEquals(new Infected(signature), ClamdReply.parse("stream: " + signature + " FOUND"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream:  FOUND",
        "stream: FOUND",
        "FOUND",
        "Eicar-Test FOUND",
        "stream: Eicar-Test found",
        "stream: Eicar-Test FOUND\n"
      })
  void halfAFindingIsNoFindingAndNotClean(String reply) {
    assertInstanceOf(Unscanned.class, ClamdReply.parse(reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heuristics.Limits.Exceeded.MaxFileSize",
        "Heuristics.Limits.Exceeded.MaxScanSize",
        "Heuristics.Limits.Exceeded.MaxRecursion",
        "Heuristics.Limits.Exceeded"
      })
  void aLimitIsNoVirus(String signature) {
    Unscanned verdict = unscanned("stream: " + signature + " FOUND");
    assertEquals(Reason.LIMIT_EXCEEDED, verdict.reason());
    assertTrue(verdict.detail().contains(signature), verdict.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Heuristics.Encrypted.Zip",
        "Heuristics.Encrypted.PDF",
        "Heuristics.Encrypted.7Zip",
        "Heuristics.Encrypted.RAR"
      })
  void anEncryptedArchiveIsNoVirus(String signature) {
    Unscanned verdict = unscanned("stream: " + signature + " FOUND");
    assertEquals(Reason.ENCRYPTED, verdict.reason());
    assertTrue(verdict.detail().contains(signature), verdict.detail());
  }

  @Test
  void overTheStreamLimitIsTooLargeAndNamesTheSetting() {
    Unscanned verdict = unscanned("INSTREAM size limit exceeded. ERROR");
    assertEquals(Reason.TOO_LARGE, verdict.reason());
    assertTrue(verdict.detail().contains("StreamMaxLength"), verdict.detail());
  }

  @Test
  void clamdsOwnTimeOutIsATimeOut() {
    Unscanned verdict = unscanned("COMMAND READ TIMED OUT\n");
    assertEquals(Reason.TIMED_OUT, verdict.reason());
    assertEquals("clamd: COMMAND READ TIMED OUT", verdict.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream: Can't allocate memory ERROR",
        "stream: Malformed database ERROR",
        " ERROR"
      })
  void anErrorIsARefusalInClamdsWords(String reply) {
    Unscanned verdict = unscanned(reply);
    assertEquals(Reason.REFUSED, verdict.reason());
    assertEquals("clamd: " + reply, verdict.detail());
  }

  private static Unscanned unscanned(String reply) {
    return assertInstanceOf(Unscanned.class, ClamdReply.parse(reply));
  }
}
