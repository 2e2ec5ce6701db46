package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The JSON object that an act is asked for by. What is missing, misspelt or makes no sense is
 * refused with what would be right; nothing of the body is quoted, which may hold what is personal.
 */
final class ApiBody {

  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_BY = 200;
  private static final int MAX_REASON = 1000;
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final JsonObject sent;

  /**
   * @param keys all that there are
   * @throws IllegalArgumentException when it is no such object
   */
  ApiBody(InputStream body, List<String> keys) throws IOException {
    sent = object(body, keys);
    Set<String> others = new HashSet<>(sent.keySet());
    others.removeAll(keys);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("a key is unknown; there are " + String.join(", ", keys));
    }
  }

  private static JsonObject object(InputStream body, List<String> keys) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("the body is longer than " + MAX_BYTES + " bytes");
    }
    try (JsonReader reader = READERS.createReader(new StringReader(new String(bytes, UTF_8)))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new IllegalArgumentException("send a JSON object with " + String.join(", ", keys), e);
    }
  }

  Optional<String> text(String key) {
    JsonValue value = sent.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    throw new IllegalArgumentException(key + " must be a text, in quotes");
  }

  String needed(String key) {
    return text(key)
        .orElseThrow(() -> new IllegalArgumentException(key + " is missing: it must be given"));
  }

  /** One that stays in the journal. */
  String needed(String key, int max) {
    String text = needed(key);
    if (text.isBlank() || text.length() > max) {
      throw new IllegalArgumentException(key + " must have 1 to " + max + " characters");
    }
    return text;
  }

  /** Who acts. */
  String by() {
    return needed("by", MAX_BY);
  }

  /** Why. */
  String reason() {
    return needed("reason", MAX_REASON);
  }

  /** Which must be said: neither is what is usual. */
  boolean truth(String key) {
    JsonValue value = sent.get(key);
    if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
      return JsonValue.TRUE.equals(value);
    }
    throw new IllegalArgumentException(key + " must be true or false, without quotes");
  }

  /** Whether it is given at all. */
  boolean has(String key) {
    return sent.containsKey(key);
  }

  /** Each once. */
  List<UUID> ids(String key) {
    if (sent.get(key) instanceof JsonArray array) {
      return array.stream().map(one -> id(one, key)).distinct().toList();
    }
    throw new IllegalArgumentException(key + " must be a list of ids, in brackets");
  }

  private static UUID id(JsonValue value, String key) {
    try {
      if (value instanceof JsonString text) {
        return UUID.fromString(text.getString());
      }
    } catch (IllegalArgumentException e) {
      // said below; what was sent is not quoted
    }
    throw new IllegalArgumentException("each of " + key + " must be a UUID, in quotes");
  }

  /** A number of bytes. */
  long size(String key) {
    if (sent.get(key) instanceof JsonNumber number
        && number.isIntegral()
        && number.bigIntegerValueExact().signum() >= 0
        && number.bigIntegerValueExact().bitLength() < Long.SIZE) {
      return number.longValueExact();
    }
    throw new IllegalArgumentException(key + " must be a number of bytes, without quotes");
  }

  Instant time(String key) {
    try {
      return Instant.parse(needed(key));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(key + " must be a time such as 2026-03-01T00:00:00Z", e);
    }
  }
}
