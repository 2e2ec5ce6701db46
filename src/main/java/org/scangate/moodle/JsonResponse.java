package org.scangate.moodle;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** A {@link Reply} as it goes out: JSON with both keys, always strings. */
final class JsonResponse {

  /** Of every answer. */
  static final MediaType TYPE = new MediaType("application", "json", "utf-8");

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private JsonResponse() {}

  static Response of(Reply reply) {
    return Response.status(reply.code()).type(TYPE).entity(json(reply)).build();
  }

  static String json(Reply reply) {
    return JSON.createObjectBuilder()
        .add("status", reply.status().name())
        .add("msg", reply.msg())
        .build()
        .toString();
  }
}
