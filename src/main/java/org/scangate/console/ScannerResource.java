package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The API for scanners: what each was shown to do and does, a proof now, and their memory. */
@Path("api/v1/scanners")
@Operators
@ApplicationScoped
public class ScannerResource {

  @Inject private ConsoleParts parts;

  @GET
  public Response all(@Context UriInfo uri) {
    return ApiAct.answer(
        "",
        () -> {
          ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
          return JournalAnswer.of(200, ScannerJson.all(parts.scanners(), parts.readiness().get()));
        });
  }

  /** Comes back at once; what comes of it is in the list. */
  @POST
  @Path("{name}/prove")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response prove(@PathParam("name") String name, InputStream body) {
    return ApiAct.answer(
        "",
        () ->
            prove(parts.scannerActs(), name, body)
                .map(done -> JournalAnswer.of(200, done))
                .orElseGet(() -> JournalAnswer.error(404, "there is no such scanner")));
  }

  static Optional<JsonObjectBuilder> prove(ScannerActs acts, String name, InputStream body)
      throws IOException {
    return acts.prove(name, by(body)).map(ScannerResource::answer);
  }

  @POST
  @Path("flush-cache")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response flushCache(InputStream body) {
    return ApiAct.answer(
        "",
        () ->
            flushCache(parts.scannerActs(), body)
                .map(done -> JournalAnswer.of(200, done))
                .orElseGet(() -> JournalAnswer.error(404, "there is no scanner")));
  }

  static Optional<JsonObjectBuilder> flushCache(ScannerActs acts, InputStream body)
      throws IOException {
    return acts.flushCache(by(body)).map(ScannerResource::answer);
  }

  private static String by(InputStream body) throws IOException {
    return new ApiBody(body, List.of("by")).by();
  }

  private static JsonObjectBuilder answer(String came) {
    return JournalAnswer.JSON.createObjectBuilder().add("answer", came);
  }
}
