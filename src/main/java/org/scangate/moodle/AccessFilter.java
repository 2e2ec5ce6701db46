package org.scangate.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every request comes through here first: repeated and trailing slashes are taken out ({@code
 * scanhost} with a slash at its end yields {@code //scan}), and who may not ask is turned away.
 */
@Provider
@PreMatching
@ApplicationScoped
public class AccessFilter implements ContainerRequestFilter {

  private static final String CLIENT = AccessFilter.class.getName();
  private static final Pattern SLASHES = Pattern.compile("/{2,}");
  private static final Pattern LAST_SLASH = Pattern.compile("(?<=.)/$");
  private static final String TELLS_ALL = CLIENT + ".health";
  private static final String HEALTH = "health/";
  private static final List<String> OF_PROXIES =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  @Inject private ScanEndpoint engine;

  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    String path = normalise(context);
    ReplyWording.Asked asked = asked(context.getMethod(), path);
    String client =
        engine.client(request.getRemoteAddr(), headers("Forwarded"), headers("X-Forwarded-For"));
    request.setAttribute(CLIENT, client);
    if (path.startsWith(HEALTH)) {
      boolean forwarded = OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
      String authorization = context.getHeaderString(HttpHeaders.AUTHORIZATION);
      request.setAttribute(
          TELLS_ALL, engine.tellsAll(request.getRemoteAddr(), client, forwarded, authorization));
    }
    if (path.startsWith(HEALTH) && context.getMethod().equals(HttpMethod.OPTIONS)) {
      context.abortWith(
          Response.noContent().header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS").build());
    } else if (!METHODS.contains(context.getMethod())) {
      context.abortWith(
          JsonResponse.of(engine.failure(asked, 405, "only GET and POST are answered here")));
    } else if (!path.startsWith(HEALTH)) {
      engine
          .refusal(asked, client, context.getHeaderString(HttpHeaders.AUTHORIZATION))
          .ifPresent(reply -> context.abortWith(JsonResponse.of(reply)));
    }
  }

  /**
   * @return the path below the context root, without slashes at its ends
   */
  private static String normalise(ContainerRequestContext context) {
    URI asked = context.getUriInfo().getRequestUri();
    String path = asked.getRawPath();
    String plain = LAST_SLASH.matcher(SLASHES.matcher(path).replaceAll("/")).replaceAll("");
    if (!plain.equals(path)) {
      String query = asked.getRawQuery() == null ? "" : '?' + asked.getRawQuery();
      context.setRequestUri(context.getUriInfo().getBaseUri(), asked.resolve(plain + query));
    }
    String base = context.getUriInfo().getBaseUri().getRawPath();
    return plain.startsWith(base) ? plain.substring(base.length()) : "";
  }

  private List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
  }

  static ReplyWording.Asked asked(String method, String path) {
    if (method.equals("POST")) {
      return ReplyWording.Asked.POST;
    }
    boolean get = method.equals("GET") || method.equals("HEAD");
    return get && path.matches("/*conncheck/*")
        ? ReplyWording.Asked.CONNCHECK
        : ReplyWording.Asked.OTHER;
  }

  /** Whether the client is told all of health. */
  static boolean tellsAll(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(TELLS_ALL));
  }

  /** The client's address, behind trusted proxies too, once the request came through here. */
  static String client(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(CLIENT));
  }
}
