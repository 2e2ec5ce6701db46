package org.scangate.pure.local;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.scangate.pure.VerdictDocument;

/** The text of an {@code .av}: read as anybody may write it, written always alike. */
final class AvJson {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Made once: looking for the server's JSON library takes longer than reading a document. */
  private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

  /** On one line, in the form of Elsevier's own example. */
  static byte[] write(VerdictDocument document) {
    StringBuilder json = new StringBuilder(256);
    for (Map.Entry<String, String> text : document.texts().entrySet()) {
      json.append(json.isEmpty() ? "{" : ", ");
      quote(text.getKey(), json);
      json.append(": ");
      quote(text.getValue(), json);
    }
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty when it is not a flat object with a status that is known. */
  Optional<VerdictDocument> read(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    try (JsonParser parser =
        parsers.createParser(new StringReader(marked ? text.substring(1) : text))) {
      return flat(parser).flatMap(VerdictDocument::of);
    } catch (JsonException | IllegalStateException | NoSuchElementException e) {
      return Optional.empty(); // damaged: its file will be scanned, and this one replaced
    }
  }

  private static Optional<Map<String, String>> flat(JsonParser parser) {
    Map<String, String> texts = new HashMap<>();
    if (parser.next() != Event.START_OBJECT) {
      return Optional.empty();
    }
    String key = "";
    while (parser.hasNext()) {
      Event event = parser.next();
      switch (event) {
        case KEY_NAME -> key = parser.getString().strip().toUpperCase(Locale.ROOT);
        case VALUE_STRING, VALUE_NUMBER -> {
          if (texts.put(key, parser.getString()) != null) {
            return Optional.empty(); // which of the two would Pure believe?
          }
        }
        case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {} // no text: as if it were missing
        case END_OBJECT -> {
          return parser.hasNext() ? Optional.empty() : Optional.of(texts);
        }
        case START_OBJECT, START_ARRAY, END_ARRAY -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '\u007f') {
        json.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
