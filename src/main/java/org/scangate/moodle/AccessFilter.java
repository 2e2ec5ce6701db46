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
import org.scangate.scan.access.AddressAccess;

/**
 * Every request comes through here first: repeated and trailing slashes are taken out ({@code
 * scanhost} with a slash at its end yields {@code //scan}), and who may not ask is turned away.
 */
@Provider
@PreMatching
@ApplicationScoped
public class AccessFilter implements ContainerRequestFilter {

  private static final String CALLER = AccessFilter.class.getName();
  private static final Pattern SLASHES = Pattern.compile("/{2,}");
  private static final Pattern LAST_SLASH = Pattern.compile("(?<=.)/$");
  private static final Pattern CONNCHECK_PATH = Pattern.compile("/*conncheck/*");
  private static final String TELLS_ALL = CALLER + ".health";
  private static final String HEALTH = "health/";

  /** Asks for a token of its own: Moodle's opens nothing there. */
  private static final String API = "api/";

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  @Inject private ScanEndpoint engine;

  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    String path = normalise(context);
    ReplyWording.Asked asked = asked(context.getMethod(), path);
    String client =
        engine.client(request.getRemoteAddr(), headers("Forwarded"), headers("X-Forwarded-For"));
    Caller caller = Caller.of(client, request.getHeader(HttpHeaders.USER_AGENT));
    request.setAttribute(CALLER, caller);
    if (path.startsWith(HEALTH)) {
      boolean forwarded = AddressAccess.isForwarded(name -> request.getHeader(name) != null);
      String authorization = context.getHeaderString(HttpHeaders.AUTHORIZATION);
      request.setAttribute(
          TELLS_ALL, engine.tellsAll(request.getRemoteAddr(), client, forwarded, authorization));
    }
    if (path.startsWith(HEALTH) && context.getMethod().equals(HttpMethod.OPTIONS)) {
      context.abortWith(
          Response.noContent().header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS").build());
    } else if (!METHODS.contains(context.getMethod())) {
      context.abortWith(
          JsonResponse.of(
              engine.failure(asked, caller.site(), 405, "only GET and POST are answered here")));
    } else if (!path.startsWith(HEALTH) && !path.startsWith(API)) {
      engine
          .refusal(asked, caller, context.getHeaderString(HttpHeaders.AUTHORIZATION))
          .ifPresentOrElse(reply -> context.abortWith(JsonResponse.of(reply)), this::see);
    }
  }

  /** Of who was let in; others could raise an alarm. */
  private void see() {
    String connection = request.getRemoteAddr();
    boolean trusted = engine.isProxy(connection);
    boolean encrypted =
        request.isSecure()
            || (trusted && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    boolean forwarded =
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null;
    engine.seen().request(connection, encrypted, forwarded, trusted);
  }

  /**
   * @return the path below the context root, without slashes at its ends
   */
  private static String normalise(ContainerRequestContext context) {
    URI asked = context.getUriInfo().getRequestUri();
    String path = asked.getRawPath();
    boolean plainly = !path.contains("//") && !path.endsWith("/");
    String plain =
        plainly
            ? path // as nearly all are
            : LAST_SLASH.matcher(SLASHES.matcher(path).replaceAll("/")).replaceAll("");
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
    return get && CONNCHECK_PATH.matcher(path).matches()
        ? ReplyWording.Asked.CONNCHECK
        : ReplyWording.Asked.OTHER;
  }

  /** Whether the client is told all of health. */
  static boolean tellsAll(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(TELLS_ALL));
  }

  /** Who asks, once the request came through here. */
  static Caller caller(HttpServletRequest request) {
    return (Caller) request.getAttribute(CALLER);
  }
}
