package org.scangate.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The two calls of the remote-engine API, as HTTP. */
@Path("/")
@ApplicationScoped
public class EngineResource {

  @Inject private ScanEndpoint engine;

  @GET
  @Path("conncheck")
  public Response conncheck() {
    return JsonResponse.of(engine.conncheck());
  }

  /** The body is read as a raw stream: nothing of the container's own holds it in memory. */
  @POST
  @Path("scan")
  public Response scan(InputStream body, @Context HttpServletRequest request) {
    return JsonResponse.of(
        engine.scan(
            body,
            request.getContentType(),
            request.getContentLengthLong(),
            AccessFilter.client(request)));
  }
}
