package org.scangate.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scangate.scan.Readiness;

/**
 * Health in the form of MicroProfile Health 4.0 (section "Protocol and wireformat"), below our own
 * context root, so that it is there on servers without MicroProfile Health too. Always the truth,
 * whatever Moodle is told; to strangers without its reasons.
 */
@Path("health")
@ApplicationScoped
public class HealthResource {

  /** Once: {@code Json}'s own methods look for a provider each time. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  @Inject private ScanEndpoint engine;
  @Inject private HealthDetails details;
  @Inject private RequestGate gate;

  @Context private HttpServletRequest request;

  @GET
  @Path("live")
  public Response live() {
    return health(true, List.of(product(true)));
  }

  @GET
  @Path("ready")
  public Response ready() {
    boolean open = !gate.closed();
    List<JsonObjectBuilder> checks = new ArrayList<>(List.of(product(open)));
    boolean up = open && engine.policyBroken().isEmpty();
    for (ScanEndpoint.Named scanner : engine.scanners()) {
      up &= scanner.readiness().ready();
      checks.add(check(scanner));
    }
    checks.add(server());
    for (HealthCheck more : details.more().get()) {
      up &= more.up();
      JsonObjectBuilder data = JSON.createObjectBuilder();
      more.data().forEach(data::add);
      checks.add(check(more.name(), more.up(), data));
    }
    return health(up, checks);
  }

  private JsonObjectBuilder product(boolean up) {
    JsonObjectBuilder data =
        JSON.createObjectBuilder()
            .add("version", details.version().version())
            .add("commit", details.version().commit());
    if (gate.closed()) {
      data.add("detail", RequestGate.STOPPING);
    }
    List<String> warnings = new ArrayList<>(engine.exceptions());
    warnings.addAll(details.keyProblems().get());
    addWarnings(data, warnings.stream().distinct().toList());
    return check("scangate", up, data);
  }

  private JsonObjectBuilder check(ScanEndpoint.Named scanner) {
    Readiness readiness = scanner.readiness();
    JsonObjectBuilder data = JSON.createObjectBuilder();
    readiness
        .obstacle()
        .ifPresent(why -> data.add("reason", why.reason().key()).add("detail", why.detail()));
    if (!readiness.version().isEmpty()) {
      data.add("version", readiness.version());
    }
    readiness.limit().ifPresent(limit -> data.add("limit", limit));
    readiness
        .opened()
        .ifPresent(opened -> data.add("notOpened", JSON.createArrayBuilder(opened.notOpened())));
    addWarnings(data, readiness.advice());
    return check(scanner.name(), readiness.ready(), data);
  }

  private JsonObjectBuilder server() {
    JsonObjectBuilder data = JSON.createObjectBuilder();
    addWarnings(data, engine.serverAdvice());
    return check("server", engine.policyBroken().isEmpty(), data);
  }

  private static void addWarnings(JsonObjectBuilder data, List<String> warnings) {
    for (int i = 0; i < warnings.size(); i++) {
      data.add("warning-" + (i + 1), warnings.get(i));
    }
  }

  private JsonObjectBuilder check(String name, boolean up, JsonObjectBuilder data) {
    JsonObjectBuilder check = JSON.createObjectBuilder().add("name", name).add("status", word(up));
    return AccessFilter.tellsAll(request) ? check.add("data", data) : check;
  }

  private static Response health(boolean up, List<JsonObjectBuilder> checks) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    checks.forEach(all::add);
    String json =
        JSON.createObjectBuilder().add("status", word(up)).add("checks", all).build().toString();
    return Response.status(up ? 200 : 503).type(JsonResponse.TYPE).entity(json).build();
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
