package org.scangate.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What the checks of the deployed Scangate say. */
final class CheckCommand {

  private CheckCommand() {}

  /** The command that mends what a check found. */
  static String of(String check, String token) throws IOException {
    JsonObject told = told(check, token).orElseThrow(() -> new AssertionError("no " + check));
    assertTrue(told.containsKey("command"), told.toString());
    return told.getString("command");
  }

  /** As in {@code warning}; empty before its first look. */
  static String state(String check, String token) throws IOException {
    return told(check, token).map(one -> one.getString("state")).orElse("");
  }

  private static Optional<JsonObject> told(String check, String token) throws IOException {
    HttpResponse<String> checks =
        Site.send(
            HttpRequest.newBuilder(URI.create(Site.BASE + "api/v1/checks"))
                .header("Authorization", "Bearer " + token));
    try (JsonReader reader = Json.createReader(new StringReader(checks.body()))) {
      return reader.readObject().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
          .filter(one -> one.getString("name").equals(check))
          .findFirst();
    }
  }
}
