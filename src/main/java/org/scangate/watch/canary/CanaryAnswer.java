package org.scangate.watch.canary;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.scangate.scan.LogText;

/**
 * What somebody answered: it need not be who was asked.
 *
 * @param location of a redirect; empty: none
 */
record CanaryAnswer(int code, String location, String body) {

  /** More than any right answer has. */
  static final int MAX_BODY = 64 << 10;

  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  /** Empty: it is none. */
  Optional<JsonStructure> json() {
    try (JsonReader reader = READERS.createReader(new StringReader(body))) {
      return Optional.of(reader.read());
    } catch (RuntimeException e) {
      return Optional.empty(); // its libraries throw more than JsonException
    }
  }

  boolean isRedirect() {
    return code / 100 == 3;
  }

  /** In words, for a sentence; nothing of the body, which may be anybody's. */
  String shown() {
    if (isRedirect()) {
      return "HTTP " + code + ", a redirect" + to();
    }
    String text = body.strip();
    if (text.isEmpty()) {
      return "HTTP " + code + " with nothing in it";
    }
    return "HTTP "
        + code
        + (text.startsWith("<") ? " with a page of HTML" : " with something else");
  }

  /** Without a query, in which there may be secrets. */
  private String to() {
    try {
      URI to = URI.create(location);
      return to.getHost() == null
          ? ""
          : " to " + LogText.of(to.getScheme() + "://" + to.getAuthority() + to.getPath());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
