package org.scangate.moodle;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.scangate.scan.Deadline;

/**
 * Over HTTP/2 an answer waits for the rest of the body, which is read and thrown away. Payara never
 * gives back the connection's flow-control window for what nobody has read: after a few answers
 * such as 401, 404 and 413 the client may send no more, and its later uploads hang. Java's own HTTP
 * client comes this way over plain http too, by {@code Upgrade: h2c}. To switch HTTP/2 off in
 * Payara is no way out: its HTTP/1.1 then waits forever for the end of a body that comes with such
 * an upgrade (Grizzly's issue 1972).
 */
@Provider
public class RestOfBody implements ContainerResponseFilter {

  /** Longer than this an answer is not held back. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Context private HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    discardOverHttp2(servletRequest);
  }

  /** For answers that are given elsewhere than by JAX-RS. */
  static void discardOverHttp2(HttpServletRequest servletRequest) {
    if (!servletRequest.getProtocol().startsWith("HTTP/2")) {
      return;
    }
    try {
      discard(new UploadTimeoutStream(servletRequest.getInputStream(), Deadline.in(PATIENCE)));
    } catch (IOException e) {
      // broken off, or too slow: the answer goes out as it would have without the rest
    }
  }

  private static void discard(InputStream body) throws IOException {
    byte[] buffer = new byte[64 << 10];
    while (body.read(buffer) >= 0) {
      // thrown away
    }
  }
}
