package org.scangate.scanner.icap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as the address of an ICAP service, and what it means. */
class IcapUriTest {

  @ParameterizedTest
  @CsvSource({
    "icap://av/scan, icap://av:1344/scan",
    "' icap://av/scan ', icap://av:1344/scan",
    "ICAP://av.example.org:1345/scan, icap://av.example.org:1345/scan",
    "icaps://av/scan, icaps://av:11344/scan",
    "icap://[::1]/scan, icap://[::1]:1344/scan",
    "icap://127.0.0.1/a/b?allow204=on&mode=simple, icap://127.0.0.1:1344/a/b?allow204=on&mode=simple",
    "icap://av/pr%C3%BCf, icap://av:1344/pr%C3%BCf",
    "icap://av/prüf, icap://av:1344/pr%C3%BCf"
  })
  void aServiceIsReadAndItsPortIsKnown(String text, String uri) {
    assertEquals(uri, IcapSettings.uri(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "av",
        "av:1344/scan",
        "http://av/scan",
        "icap:av",
        "icap:///scan",
        "icap://av",
        "icap://av/",
        "icap://av:0/scan",
        "icap://av:65536/scan",
        "icap://av:x/scan",
        "icap://a_v:x@/scan",
        "icap://av/scan#part",
        "icap://user:sesame@av/scan",
        "icap://sesame@av/scan",
        "icap://av/sc an",
        "icap://av/scan\r\nX: y",
        "icap://av/scan\u0000",
        "icap://user:ses ame@av/scan"
      })
  void whatIsNoneIsRefusedSayingWhatWouldBeRightAndNothingOfIt(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> IcapSettings.uri(text)).getMessage();
    assertTrue(message.contains("icap://host:1344/service"), message);
    assertFalse(message.contains("sesame") || message.contains("ses ame"), message);
  }

  @Test
  void requestsSpeakOfIcapInTlsToo() {
    assertEquals("icap://av:11344/scan", IcapUri.inRequest(IcapSettings.uri("icaps://av/scan")));
  }
}
