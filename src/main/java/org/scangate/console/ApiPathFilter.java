package org.scangate.console;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Turns strangers away from all that is, or is not, below {@code /api}: they do not learn which. It
 * runs when others have normalised the path; whatever that looks like, {@link OperatorFilter}
 * guards the resources themselves.
 */
@Provider
@PreMatching
@Priority(Priorities.USER + 1)
@ApplicationScoped
public class ApiPathFilter implements ContainerRequestFilter {

  private static final String API = "api";

  @Inject private JournalApi api;

  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    String path = context.getUriInfo().getPath();
    String below = path.startsWith("/") ? path.substring(1) : path;
    if (below.equals(API) || below.startsWith(API + "/")) {
      OperatorFilter.refuseStranger(api, request, context);
    }
  }
}
