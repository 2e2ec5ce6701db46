package org.scangate.moodle;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * What the remote-engine API answers: always JSON with both keys, always strings.
 *
 * @param code of HTTP
 * @param status what the client goes by
 * @param msg for the administrator
 */
record Reply(int code, Status status, String msg) {

  enum Status {
    OK,
    FOUND,
    ERROR
  }

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  /** Of every answer. */
  static final MediaType TYPE = new MediaType("application", "json", "utf-8");

  static Reply ok(String msg) {
    return new Reply(200, Status.OK, msg);
  }

  static Reply found(String msg) {
    return new Reply(200, Status.FOUND, msg);
  }

  static Reply error(int code, String msg) {
    return new Reply(code, Status.ERROR, msg);
  }

  String json() {
    return JSON.createObjectBuilder()
        .add("status", status.name())
        .add("msg", msg)
        .build()
        .toString();
  }

  Response response() {
    return Response.status(code).type(TYPE).entity(json()).build();
  }
}
