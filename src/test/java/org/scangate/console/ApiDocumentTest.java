package org.scangate.console;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scangate.journal.EventRecord;
import org.scangate.journal.FilledJournal;
import org.scangate.journal.ScanRecord;
import org.scangate.watch.check.CheckResult;
import org.scangate.watch.check.CheckStatus;

/** What the OpenAPI document says is what the code does, and the other way round. */
class ApiDocumentTest {

  private static final String HASH = "ab".repeat(32);
  private static final String PREFIX = "api/v1";
  private static final JsonObject DOCUMENT = json(ApiDocument.text());

  /** How each call reads its parameters. */
  private static final Map<String, Consumer<ApiParameters>> CALLS =
      Map.ofEntries(
          Map.entry("get /scans", ApiCall.Scans::of),
          Map.entry("get /events", ApiCall.EventList::of),
          Map.entry("get /contents/{hash}", asked -> ApiCall.Content.of(HASH, asked)),
          Map.entry("get /exceptions", ApiCall.Nothing::of),
          Map.entry("get /checks", ApiCall.Nothing::of),
          Map.entry("get /canaries", ApiCall.Nothing::of),
          Map.entry("get /silence", ApiCall.Nothing::of),
          Map.entry("get /sweeps", ApiCall.Nothing::of),
          Map.entry("get /scanners", ApiCall.Nothing::of),
          Map.entry("get /findings/open", ApiCall.Nothing::of),
          Map.entry("get /settings", ApiCall.Nothing::of),
          Map.entry("get /alerts", ApiCall.Latest::of),
          Map.entry("get /coverage", asked -> ApiCall.Coverage.of(asked, Instant.now())),
          Map.entry("get /openapi.json", ApiCall.Nothing::of));

  @Test
  void itHasThePathsThatThereAre() {
    Map<String, Set<String>> documented = new TreeMap<>();
    calls((name, call) -> documented.put(name, names(call, "path")));
    Map<String, Set<String>> resources = new TreeMap<>();
    new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
        .importPackagesOf(ApiResource.class).stream()
            .filter(one -> one.isAnnotatedWith(Path.class))
            .flatMap(one -> one.getMethods().stream())
            .map(JavaMethod::reflect)
            .forEach(
                method ->
                    method(method)
                        .ifPresent(verb -> resources.put(verb + path(method), in(method))));
    assertEquals(resources, documented);
  }

  private static Optional<String> method(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(one -> one.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(verb -> verb.value().toLowerCase(Locale.ROOT) + " ")
        .findFirst();
  }

  private static String path(Method method) {
    Path below = method.getAnnotation(Path.class);
    String whole =
        method.getDeclaringClass().getAnnotation(Path.class).value()
            + (below == null ? "" : "/" + below.value());
    assertTrue(whole.startsWith(PREFIX), whole);
    return whole.substring(PREFIX.length());
  }

  private static Set<String> in(Method method) {
    Set<String> names = new TreeSet<>();
    for (Annotation[] parameter : method.getParameterAnnotations()) {
      for (Annotation one : parameter) {
        if (one instanceof PathParam named) {
          names.add(named.value());
        }
      }
    }
    return names;
  }

  /** The refusal of an unknown one names those that there are. */
  @Test
  void itHasTheParametersThatThereAre() {
    Map<String, Set<String>> documented = new TreeMap<>();
    calls(
        (name, call) -> {
          if (name.startsWith("get ")) { // the others have bodies
            documented.put(name, names(call, "query"));
          }
        });
    Map<String, Set<String>> known = new TreeMap<>();
    CALLS.forEach(
        (name, call) -> {
          MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
          sent.putSingle("nonsense", "1");
          if (name.endsWith("/coverage")) {
            sent.putSingle("from", "2026-03-01T00:00:00Z");
          }
          String refusal =
              assertThrows(
                      IllegalArgumentException.class, () -> call.accept(new ApiParameters(sent)))
                  .getMessage();
          String names = refusal.replaceFirst("a parameter is unknown; there (are|is none) ?", "");
          known.put(name, names.isEmpty() ? Set.of() : new TreeSet<>(List.of(names.split(", "))));
        });
    assertEquals(known, documented);
  }

  @Test
  void itHasEveryKeyOfARecord() {
    ScanRecord scan = FilledJournal.scanWithAll();
    assertEquals(JournalAnswer.scan(scan).build().keySet(), keys("Scan"));
    assertEquals(
        JournalAnswer.answer(scan.answers().get(0)).build().keySet(), keys("ScannerAnswer"));
    EventRecord event = new EventRecord(UUID.randomUUID(), Instant.now(), "k", "w", "x", "d");
    assertEquals(JournalAnswer.event(event).build().keySet(), keys("Event"));
    CheckResult result = CheckResult.error("s").mendedBy("c");
    CheckStatus check = new CheckStatus("n", result, Instant.now(), Instant.now(), Duration.ZERO);
    assertEquals(CheckAnswer.of(check).build().keySet(), keys("Check"));
  }

  private static Set<String> keys(String schema) {
    return schema(schema).getJsonObject("properties").keySet();
  }

  private static JsonObject schema(String name) {
    return DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  @Test
  void itSaysWhatEachAnswerIsAndNamesNothingThatIsNotThere() {
    calls(
        (name, call) -> {
          JsonObject answers = call.getJsonObject("responses");
          assertTrue(answers.containsKey("200") || answers.containsKey("201"), name);
          assertTrue(answers.keySet().containsAll(Set.of("400", "401", "503")), name);
          assertFalse(call.getString("summary").isEmpty());
        });
    references(DOCUMENT).forEach(ApiDocumentTest::resolved);
  }

  private static Stream<String> references(JsonValue in) {
    if (in instanceof JsonObject object) {
      Stream<String> here =
          object.containsKey("$ref") ? Stream.of(object.getString("$ref")) : Stream.empty();
      return Stream.concat(here, object.values().stream().flatMap(ApiDocumentTest::references));
    }
    return in instanceof JsonArray array
        ? array.stream().flatMap(ApiDocumentTest::references)
        : Stream.empty();
  }

  private static JsonObject resolved(String reference) {
    return DOCUMENT.getValue(reference.substring(1)).asJsonObject();
  }

  private static Set<String> names(JsonObject call, String in) {
    JsonArray parameters = call.getJsonArray("parameters");
    return parameters == null
        ? Set.of()
        : parameters.stream()
            .map(JsonValue::asJsonObject)
            .map(one -> one.containsKey("$ref") ? resolved(one.getString("$ref")) : one)
            .filter(one -> one.getString("in").equals(in))
            .map(one -> ((JsonString) one.get("name")).getString())
            .collect(toCollection(TreeSet::new));
  }

  private interface Call {
    void of(String name, JsonObject call);
  }

  private static void calls(Call each) {
    DOCUMENT
        .getJsonObject("paths")
        .forEach(
            (path, verbs) ->
                verbs
                    .asJsonObject()
                    .forEach((verb, call) -> each.of(verb + " " + path, call.asJsonObject())));
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
