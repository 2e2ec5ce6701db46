package org.scangate.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.scangate.journal.ExceptionRecord;
import org.scangate.scan.ContentException;

/** Exceptions as JSON. */
final class ExceptionAnswer {

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private ExceptionAnswer() {}

  static Response all(List<ExceptionRecord> records, Instant now) {
    return JournalAnswer.of(200, JSON.createObjectBuilder().add("exceptions", array(records, now)));
  }

  static JsonArrayBuilder array(List<ExceptionRecord> records, Instant now) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    records.forEach(one -> all.add(record(one, now)));
    return all;
  }

  static Response decided(ContentException exception) {
    return JournalAnswer.of(201, exception(exception));
  }

  static Response ended(String id) {
    return JournalAnswer.of(200, JSON.createObjectBuilder().add("ended", id));
  }

  private static JsonObjectBuilder record(ExceptionRecord record, Instant now) {
    JsonObjectBuilder one = exception(record.exception()).add("holds", record.holds(now));
    record
        .end()
        .ifPresent(
            end ->
                one.add("ended", end.at().toString())
                    .add("ended_by", end.by())
                    .add("ended_why", end.why()));
    return one;
  }

  private static JsonObjectBuilder exception(ContentException exception) {
    return JSON.createObjectBuilder()
        .add("id", exception.id().toString())
        .add("kind", exception.kind() == ContentException.Kind.ALLOWED ? "allow" : "block")
        .add("sha256", exception.sha256())
        .add("size", exception.size())
        .add("by", exception.by())
        .add("reason", exception.reason())
        .add("begins", exception.begins().toString())
        .add("until", exception.ends().toString());
  }
}
