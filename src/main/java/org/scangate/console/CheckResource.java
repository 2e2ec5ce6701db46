package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.scangate.watch.check.CheckBoard;

/** The API for what the checks said last; it runs none of them. */
@Path("api/v1/checks")
@Operators
@ApplicationScoped
public class CheckResource {

  @Inject private CheckBoard checks;

  @GET
  public Response all(@Context UriInfo uri) {
    try {
      ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
    } catch (IllegalArgumentException e) {
      return JournalAnswer.error(400, e.getMessage());
    }
    return JournalAnswer.of(200, CheckAnswer.all(checks.statuses()));
  }
}
