package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Collections;

/** Turns strangers away, whatever the path looked like: it runs when the resource is known. */
@Provider
@Operators
@ApplicationScoped
public class OperatorFilter implements ContainerRequestFilter {

  @Inject private JournalApi api;

  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    refuseStranger(api, request, context);
  }

  static void refuseStranger(
      JournalApi api, HttpServletRequest request, ContainerRequestContext context) {
    String client =
        api.clients()
            .of(
                request.getRemoteAddr(),
                Collections.list(request.getHeaders("Forwarded")),
                Collections.list(request.getHeaders("X-Forwarded-For")));
    if (!api.mayAsk(client, context.getHeaderString(HttpHeaders.AUTHORIZATION))) {
      context.abortWith(JournalAnswer.error(401, "not authorised"));
    }
  }
}
