package org.scangate.scanner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured, and what is said of what cannot. */
class RemoteSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://av.example.org/scangate",
        "https://av.example.org/scangate/",
        " https://av.example.org/scangate// "
      })
  void slashesAtTheEndAreTakenOff(String text) {
    assertEquals("https://av.example.org/scangate", RemoteSettings.url(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://av", "HTTP://10.0.0.1:8080/a", "https://[::1]:8443/scangate"})
  void anyHostAndPortWillDo(String text) {
    assertEquals(text, RemoteSettings.url(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "av.example.org/scangate",
        "ftp://av.example.org/hidden",
        "http:///hidden",
        "http://av_1/hidden",
        "http://av.example.org:0/hidden",
        "http://av.example.org:70000/hidden",
        "http://av.example.org/hidden?a=b",
        "http://av.example.org/hidden#a",
        "http://me:hidden@av.example.org/",
        "http://av.example.org/hidden here"
      })
  void aWrongUrlIsToldWhatWouldBeRightAndNotRepeated(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RemoteSettings.url(text));
    assertTrue(e.getMessage().endsWith("such as https://av.example.org/scangate"), e.getMessage());
    assertFalse((e.getMessage() + e.getCause()).contains("hidden"), e.getMessage());
  }

  @Test
  void aSecretIsNeverPrinted() {
    List<Credentials> all =
        List.of(
            new Credentials.None(),
            new Credentials.Basic("me", "s3cret"),
            new Credentials.Bearer("s3cret"));
    for (Credentials credentials : all) {
      String text =
          RemoteEngineFixture.settings(List.of(), credentials, RemoteEngineFixture.believing())
              .toString();
      assertFalse(text.contains("s3cret"), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cret two", "s3cret\r\nX: y", "s3cret\u00e9"})
  void aTokenThatNoHeaderCanHoldIsRefusedAndNotRepeated(String token) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Credentials.Bearer(token));
    assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Credentials.Basic("a:b", "s3cret"));
  }
}
