package org.scangate.pure.s3;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that tell of objects, as S3 sends them: directly, through SNS, or through EventBridge
 * (and that through SNS).
 */
final class EventEnvelope {

  private static final int MAX_LAYERS = 4;

  private EventEnvelope() {}

  /**
   * What a message tells.
   *
   * @param places the objects that have come; none where it tells of something else, as of deleted
   *     ones
   * @param refused why of others among them nobody can tell which they are; empty: there are none
   */
  record Told(List<ObjectKey> places, Optional<String> refused) {}

  /**
   * @throws IllegalArgumentException when it is no such message
   */
  static Told open(String body) {
    String inner = body;
    for (int layer = 0; layer < MAX_LAYERS; layer++) {
      JsonObject message = parse(inner);
      if (message.get("Records") instanceof JsonArray records) {
        return records(records);
      }
      if (message.get("detail") instanceof JsonObject detail
          && message.containsKey("detail-type")) {
        return new Told(detail(message, detail), Optional.empty());
      }
      if (text(message, "Event").equals("s3:TestEvent")) {
        return new Told(List.of(), Optional.empty());
      }
      inner = text(message, "Message"); // of SNS
      if (inner.isEmpty()) {
        throw new IllegalArgumentException(
            "it tells of no objects, neither as S3 does, nor as SNS or EventBridge pass it on");
      }
    }
    throw new IllegalArgumentException("it is wrapped up too often");
  }

  private static JsonObject parse(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException e) { // each parser has its own for what is nested too deeply
      throw new IllegalArgumentException("it is no JSON object", e);
    }
  }

  /** One that cannot be read does not hold up its neighbours. */
  private static Told records(JsonArray records) {
    List<ObjectKey> places = new ArrayList<>();
    Optional<String> refused = Optional.empty();
    for (JsonValue one : records) {
      try {
        JsonObject record = object(one);
        if (hasCome(text(record, "eventName"))) {
          JsonObject s3 = object(record.get("s3"));
          String key = text(object(s3.get("object")), "key");
          places.add(place(s3, URLDecoder.decode(key, StandardCharsets.UTF_8)));
        }
      } catch (IllegalArgumentException e) {
        refused = Optional.of(e.getMessage());
      }
    }
    return new Told(places, refused);
  }

  /** There the key is not encoded. */
  private static List<ObjectKey> detail(JsonObject message, JsonObject detail) {
    return switch (text(message, "detail-type")) {
      case "Object Created", "Object Restore Completed" ->
          List.of(place(detail, text(object(detail.get("object")), "key")));
      default -> List.of();
    };
  }

  private static boolean hasCome(String event) {
    String name = event.startsWith("s3:") ? event.substring("s3:".length()) : event;
    return name.startsWith("ObjectCreated:")
        || name.equals("ObjectRestore:Completed")
        || name.equals("ObjectSynced:Create"); // of Ceph, from another zone
  }

  private static ObjectKey place(JsonObject s3, String key) {
    String bucket = text(object(s3.get("bucket")), "name");
    if (bucket.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("it names no bucket, or no key");
    }
    return new ObjectKey(bucket, key);
  }

  private static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("parts of it are missing");
  }

  private static String text(JsonObject object, String name) {
    return object.getString(name, "");
  }
}
