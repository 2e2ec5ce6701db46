package org.scangate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scangate.container.ContainerKind;
import org.scangate.journal.FindingAcknowledgement;
import org.scangate.pure.sweep.SmallSweep;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.pure.sweep.SweepStatus;
import org.scangate.pure.sweep.SweepView;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.pool.MemberStatus;

/** Each key of an answer is in the OpenAPI document, and the other way round. */
class ApiSchemaTest {

  private static final JsonObject DOCUMENT = SentBody.plain(ApiDocument.text());
  private static final Readiness FULL =
      new Readiness(
          Optional.of(new Verdict.Unscanned(Reason.UNREACHABLE, "away")),
          List.of("advice"),
          "v",
          OptionalLong.of(1),
          Optional.of(new Opened(EnumSet.of(ContainerKind.ZIP), 1)));

  @Test
  void aSweepIsDocumented() {
    SweepStatus status = new SweepStatus("local", "idle", "a problem", Optional.of(Instant.now()));
    assertKeys("Sweep", SweepJson.of(new SweepView(status, figures())).build());
  }

  /** With something in each attribute. */
  private static SweepMXBean figures() {
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "x",
            long.class,
            1L,
            double.class,
            1.0,
            List.class,
            List.of(SmallSweep.walk(2)),
            Map.class,
            Map.of("told", 1));
    return (SweepMXBean)
        Proxy.newProxyInstance(
            SweepMXBean.class.getClassLoader(),
            new Class<?>[] {SweepMXBean.class},
            (proxy, method, arguments) -> values.get(method.getReturnType()));
  }

  @Test
  void anAddressOfAScannerIsDocumented() {
    MemberStatus member = new MemberStatus("a:1", FULL, Optional.of(Instant.now()));
    assertKeys("ScannerAddress", ScannerJson.address(member).build());
  }

  @Test
  void aScannerIsDocumented() {
    Set<String> keys = new TreeSet<>(ScannerJsonTest.told(FULL).keySet());
    assertEquals(new TreeSet<>(schema("Scanner").getJsonObject("properties").keySet()), keys);
  }

  @Test
  void settingsAndNotesAreDocumented() {
    assertKeys(
        "Setting",
        SettingResource.of(new ConsoleParts.ShownSetting("k", "v", "a file", "d")).build());
    assertKeys(
        "FindingAcknowledgement",
        FindingAnswer.of(new FindingAcknowledgement(Instant.now(), "otto", "done")).build());
  }

  /** The body that is documented is the one that is taken. */
  @ParameterizedTest
  @EnumSource
  void theBodyOfEachActOnAStoreIsDocumented(StoreCall call) {
    String act = call.name().toLowerCase(Locale.ROOT).replace('_', '-');
    JsonObject body =
        DOCUMENT
            .getJsonObject("paths")
            .getJsonObject("/sweeps/{store}/" + act)
            .getJsonObject("post")
            .getJsonObject("requestBody")
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema");
    assertEquals(call.keys(), List.copyOf(body.getJsonObject("properties").keySet()));
  }

  private static JsonObject schema(String name) {
    return DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  private static void assertKeys(String schema, JsonObject value) {
    assertKeys(schema, schema(schema), value);
  }

  private static void assertKeys(String where, JsonObject schema, JsonObject value) {
    JsonObject properties = schema.getJsonObject("properties");
    assertEquals(new TreeSet<>(properties.keySet()), new TreeSet<>(value.keySet()), where);
    assertTrue(
        value
            .keySet()
            .containsAll(
                schema.getJsonArray("required").stream()
                    .map(one -> ((JsonString) one).getString())
                    .toList()),
        where);
    properties.forEach(
        (key, property) ->
            objects(value.get(key))
                .forEach(one -> assertKeysOf(where + "." + key, property.asJsonObject(), one)));
  }

  private static void assertKeysOf(String where, JsonObject property, JsonObject value) {
    JsonObject schema = property.containsKey("items") ? property.getJsonObject("items") : property;
    if (schema.containsKey("$ref")) {
      assertKeys(schema.getString("$ref").replaceFirst(".*/", ""), value);
    } else if (schema.containsKey("properties")) {
      assertKeys(where, schema, value);
    }
  }

  private static Stream<JsonObject> objects(JsonValue value) {
    if (value instanceof JsonObject object) {
      return Stream.of(object);
    }
    return value instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject)
        : Stream.empty();
  }
}
