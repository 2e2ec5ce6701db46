package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The API for findings: how many nobody has seen to, and a note on some of them. */
@Path("api/v1/findings")
@Operators
@ApplicationScoped
public class FindingResource {

  private static final String IN_DOUBT = "not noted, or not surely: ask again, which is safe; ";

  @Inject private JournalApi api;

  /** Of the last 31 days. */
  @GET
  @Path("open")
  public Response open(@Context UriInfo uri) {
    return ApiAct.answer(
        "",
        () -> {
          ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
          return JournalAnswer.of(200, FindingAnswer.open(api.journal().findings(), api.now()));
        });
  }

  @POST
  @Path("acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response acknowledge(InputStream body) {
    return ApiAct.answer(
        IN_DOUBT,
        () -> JournalAnswer.of(200, FindingAnswer.acknowledge(api.journal().findings(), body)));
  }
}
