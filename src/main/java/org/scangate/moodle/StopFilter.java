package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Every request passes here before all else (see {@code web.xml}), so that it is known until its
 * answer is written. While the application is being stopped, all but health is turned away at once,
 * by what was made before: CDI would wire a late request a second application.
 */
public class StopFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  @Inject private transient RequestGate gate;
  @Inject private transient ScanEndpoint engine;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = new AnswerToTheGone(response);
    String path = path(request);
    if (path.startsWith("health/")) {
      chain.doFilter(request, answer);
    } else if (gate.enter()) {
      try {
        chain.doFilter(request, answer);
      } finally {
        gate.leave();
      }
    } else {
      RestOfBody.discardOverHttp2(request);
      refuse(AccessFilter.asked(request.getMethod(), path), Caller.siteOf(request), answer);
    }
  }

  private void refuse(ReplyWording.Asked asked, String site, HttpServletResponse response)
      throws IOException {
    Reply reply =
        engine.failure(
            asked, site, HttpServletResponse.SC_SERVICE_UNAVAILABLE, RequestGate.STOPPING);
    response.setStatus(reply.code());
    response.setContentType("application/json; charset=utf-8");
    AnswerHeaders.ALWAYS.forEach(response::setHeader);
    response.getOutputStream().write(JsonResponse.json(reply).getBytes(UTF_8));
  }

  /**
   * @return below the context root, without slashes before it
   */
  private static String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    int begin = uri.startsWith(context) ? context.length() : 0;
    while (begin < uri.length() && uri.charAt(begin) == '/') {
      begin++;
    }
    return uri.substring(begin);
  }
}
