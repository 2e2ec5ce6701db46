package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what an engine answers: one JSON object, in which each text stands once. */
final class EngineJson {

  /** Made once: looking for the server's JSON library takes longer than reading an answer. */
  private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

  /**
   * What an engine says.
   *
   * @param status as it stands there
   * @param msg empty when there is none, or it is no text
   */
  record Answer(String status, String msg) {}

  /** Empty when it is anything else, or can be understood in two ways. */
  Optional<Answer> read(byte[] body) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      return answer(parser);
    } catch (RuntimeException e) {
      // Its libraries throw more than JsonException, for what is nested too deeply for example.
      return Optional.empty();
    }
  }

  private static Optional<Answer> answer(JsonParser parser) {
    if (parser.next() != Event.START_OBJECT) {
      return Optional.empty();
    }
    Map<String, String> texts = new HashMap<>();
    String key = "";
    int depth = 1;
    while (depth > 0) {
      Event event = parser.next();
      depth += step(event);
      if (depth == 1 && event == Event.KEY_NAME) {
        key = parser.getString();
        // A library may keep the last of two: here neither counts.
        if (texts.put(key, "") != null) {
          return Optional.empty();
        }
      } else if (depth == 1 && event == Event.VALUE_STRING) {
        texts.put(key, parser.getString());
      }
    }
    boolean more = parser.hasNext();
    return more || !texts.containsKey("status")
        ? Optional.empty()
        : Optional.of(new Answer(texts.get("status"), texts.getOrDefault("msg", "")));
  }

  private static int step(Event event) {
    return switch (event) {
      case START_OBJECT, START_ARRAY -> 1;
      case END_OBJECT, END_ARRAY -> -1;
      case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
    };
  }
}
