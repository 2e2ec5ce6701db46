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
import org.scangate.scan.access.CanaryMarks;

/** The two calls of the remote-engine API, as HTTP. */
@Path("/")
@ApplicationScoped
public class EngineResource {

  @Inject private ScanEndpoint engine;
  @Inject private CanaryMarks marks;

  @GET
  @Path("conncheck")
  public Response conncheck(@Context HttpServletRequest request) {
    return JsonResponse.of(engine.conncheck(caller(request)));
  }

  /** The body is read as a raw stream: nothing of the container's own holds it in memory. */
  @POST
  @Path("scan")
  public Response scan(InputStream body, @Context HttpServletRequest request) {
    return JsonResponse.of(
        engine.scan(
            body, request.getContentType(), request.getContentLengthLong(), caller(request)));
  }

  private Caller caller(HttpServletRequest request) {
    Caller caller = AccessFilter.caller(request);
    return marks.redeem(request.getHeader(CanaryMarks.HEADER)).map(caller::asCanary).orElse(caller);
  }
}
