package org.scangate.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** What every answer has beside its text: nobody guesses at its type, and nobody keeps it. */
@Provider
@ApplicationScoped
public class AnswerHeaders implements ContainerResponseFilter {

  static final Map<String, String> ALWAYS =
      Map.of("X-Content-Type-Options", "nosniff", HttpHeaders.CACHE_CONTROL, "no-store");

  /** Two challenges (RFC 9110, 11.6.1): either will do. */
  static final String CHALLENGES = "Basic realm=\"scangate\", Bearer";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ALWAYS.forEach((name, value) -> response.getHeaders().putSingle(name, value));
    if (response.getStatus() == 401) {
      response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, CHALLENGES);
    }
  }
}
