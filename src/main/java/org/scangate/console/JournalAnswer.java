package org.scangate.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;
import java.util.UUID;
import org.scangate.journal.EventRecord;
import org.scangate.journal.FindingAcknowledgement;
import org.scangate.journal.JournalCursor;
import org.scangate.journal.JournalPage;
import org.scangate.journal.ScanRecord;

/** What the API answers, as JSON: keys without a value are left out. */
final class JournalAnswer {

  private static final MediaType TYPE = new MediaType("application", "json", "utf-8");
  static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private JournalAnswer() {}

  static Response error(int code, String why) {
    return of(code, JSON.createObjectBuilder().add("error", why));
  }

  static Response scans(
      JournalPage<ScanRecord> page, Map<UUID, FindingAcknowledgement> acknowledged) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    page.records().forEach(one -> all.add(scan(one, acknowledged)));
    return page(page, "scans", all);
  }

  static Response events(JournalPage<EventRecord> page) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    page.records().forEach(one -> all.add(event(one)));
    return page(page, "events", all);
  }

  private static Response page(JournalPage<?> page, String name, JsonArrayBuilder all) {
    JsonObjectBuilder answer = JSON.createObjectBuilder().add(name, all);
    page.next().map(JournalCursor::text).ifPresent(next -> answer.add("next", next));
    return of(200, answer);
  }

  static Response of(int code, JsonObjectBuilder answer) {
    return of(code, answer.build().toString());
  }

  static Response of(int code, String json) {
    return of(code, (Object) json);
  }

  /** What writes JSON. */
  static Response ok(StreamingOutput answer) {
    return of(200, answer);
  }

  private static Response of(int code, Object entity) {
    return Response.status(code)
        .type(TYPE)
        .header("Cache-Control", "no-store")
        .entity(entity)
        .build();
  }

  /**
   * @param acknowledged by the scan's id
   */
  static JsonObjectBuilder scan(ScanRecord scan, Map<UUID, FindingAcknowledgement> acknowledged) {
    JsonObjectBuilder one = scan(scan);
    FindingAcknowledgement said = acknowledged.get(scan.id());
    return said == null ? one : one.add("acknowledged", FindingAnswer.of(said));
  }

  static JsonObjectBuilder scan(ScanRecord scan) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "id", scan.id().toString());
    add(one, "ended", scan.at().toString());
    add(one, "entry", scan.entry());
    add(one, "site", scan.site());
    add(one, "place", scan.place());
    add(one, "user", scan.user());
    add(one, "client", scan.client());
    one.add("size", scan.size());
    add(one, "sha256", scan.sha256());
    add(one, "sha1", scan.sha1());
    add(one, "verdict", scan.verdict());
    add(one, "reason", scan.reason());
    add(one, "signature", scan.signature());
    add(one, "detail", scan.detail());
    one.add("took_ms", scan.tookMillis()).add("known", scan.known());
    JsonArrayBuilder answers = JSON.createArrayBuilder();
    scan.answers().forEach(answer -> answers.add(answer(answer)));
    return one.add("scanners", answers);
  }

  static JsonObjectBuilder answer(ScanRecord.ScannerAnswer answer) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "name", answer.scanner());
    add(one, "address", answer.address());
    add(one, "version", answer.version());
    add(one, "verdict", answer.verdict());
    add(one, "what", answer.what());
    return one;
  }

  static JsonObjectBuilder event(EventRecord event) {
    JsonObjectBuilder one = JSON.createObjectBuilder();
    add(one, "id", event.id().toString());
    add(one, "at", event.at().toString());
    add(one, "kind", event.kind());
    add(one, "who", event.who());
    add(one, "what", event.what());
    add(one, "detail", event.detail());
    return one;
  }

  static void add(JsonObjectBuilder to, String key, String text) {
    if (!text.isEmpty()) {
      to.add(key, text);
    }
  }
}
