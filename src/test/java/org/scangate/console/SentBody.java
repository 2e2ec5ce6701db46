package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;

/** Bodies and answers of tests, with apostrophes in the place of quotes. */
final class SentBody {

  private SentBody() {}

  static InputStream of(String json) {
    return new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8));
  }

  static JsonObject json(String text) {
    return plain(text.replace('\'', '"'));
  }

  /** With quotes. */
  static JsonObject plain(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
