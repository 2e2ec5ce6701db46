package org.scangate.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What no resource answers, and our own bugs: still JSON with both keys. */
@Provider
@ApplicationScoped
public class JsonExceptionMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(JsonExceptionMapper.class.getName());

  @Inject private ScanEndpoint engine;

  @Context private Request request;
  @Context private UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    ReplyWording.Asked asked = AccessFilter.asked(request.getMethod(), uri.getPath());
    if (failure instanceof WebApplicationException known && known.getResponse() != null) {
      int code = known.getResponse().getStatus();
      return JsonResponse.of(engine.failure(asked, "", code, why(code)));
    }
    LOG.log(Level.ERROR, "a fault of Scangate's own", failure);
    return JsonResponse.of(engine.failure(asked, "", 500, "internal error, see the server's log"));
  }

  static String why(int code) {
    Response.Status status = Response.Status.fromStatusCode(code);
    String reason = status == null ? "HTTP " + code : status.getReasonPhrase();
    return reason + ": here are GET /conncheck, POST /scan, GET /health/live, GET /health/ready";
  }
}
