package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.scangate.watch.canary.Canaries;

/** The API for canaries: how they are, and one of them tried now. */
@Path("api/v1/canaries")
@Operators
@ApplicationScoped
public class CanaryResource {

  @Inject private Canaries canaries;

  @GET
  public Response all(@Context UriInfo uri) {
    try {
      ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    }
    return JournalAnswer.of(200, CanaryJson.all(canaries.statuses(), canaries.proofs()));
  }

  /** Comes back at once; what comes of it is in the list. */
  @POST
  @Path("{name}/run")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response run(@PathParam("name") String name, InputStream body) {
    return ApiAct.answer(
        "",
        () -> {
          String by = new ApiBody(body, List.of("by")).by();
          return canaries
              .run(name, by)
              .map(status -> JournalAnswer.of(200, CanaryJson.of(status)))
              .orElseGet(() -> JournalAnswer.error(404, "scangate.canary names no such canary"));
        });
  }
}
