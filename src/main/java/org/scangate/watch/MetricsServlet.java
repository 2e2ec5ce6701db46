package org.scangate.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.Collections;
import java.util.List;
import org.scangate.scan.LogText;
import org.scangate.scan.RateLimitedWarning;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.FailedTokens;

/**
 * Answers {@code GET /metrics} (see {@code web.xml}): JAX-RS has every path but this one. Strangers
 * learn nothing, not even whether there are metrics for others.
 */
public class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final Logger LOG = System.getLogger(MetricsServlet.class.getName());

  @Inject private transient MetricsPage page;

  private final transient RateLimitedWarning refused =
      new RateLimitedWarning(LOG, System::nanoTime);

  private final transient FailedTokens failed = new FailedTokens(System::nanoTime);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    if (!mayAsk(request)) {
      refused.warn(
          "refused metrics to "
              + LogText.of(client(request))
              + ": it sent none of scangate.metrics.token and is not among"
              + " scangate.metrics.allowed-addresses");
      response.setHeader("WWW-Authenticate", "Bearer, Basic realm=\"scangate\"");
      send(response, HttpServletResponse.SC_UNAUTHORIZED, PLAIN, "not authorised\n");
    } else if (!List.of("GET", "HEAD").contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, PLAIN, "GET and HEAD alone\n");
    } else {
      Metrics.Page all = page.metrics().page(request.getHeader("Accept"));
      send(response, HttpServletResponse.SC_OK, all.type(), all.text());
    }
  }

  private boolean mayAsk(HttpServletRequest request) {
    return page.access()
        .allows(
            request.getRemoteAddr(),
            client(request),
            AddressAccess.isForwarded(name -> request.getHeader(name) != null),
            request.getHeader("Authorization"),
            failed);
  }

  private String client(HttpServletRequest request) {
    return page.clients()
        .get()
        .of(
            request.getRemoteAddr(),
            headers(request, "Forwarded"),
            headers(request, "X-Forwarded-For"));
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static void send(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] content = text.getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }
}
