package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What the container itself refuses or fails at (see {@code web.xml}): still JSON. */
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

  @Inject private transient ScanEndpoint engine;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = code instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
    Object method = request.getAttribute("jakarta.servlet.error.method"); // since Servlet 6.1
    ReplyWording.Asked asked =
        AccessFilter.asked(method == null ? request.getMethod() : method.toString(), path(request));
    RestOfBody.discardOverHttp2(request);
    Reply reply =
        engine.failure(asked, Caller.siteOf(request), status, JsonExceptionMapper.why(status));
    response.setStatus(reply.code());
    response.setContentType("application/json; charset=utf-8");
    AnswerHeaders.ALWAYS.forEach(response::setHeader);
    try {
      response.getOutputStream().write(JsonResponse.json(reply).getBytes(UTF_8));
    } catch (IOException e) {
      // The client is gone. Thrown on, it would be two stack traces in the server's log.
      LOG.log(Level.DEBUG, "no answer to a client that is gone", e);
    }
  }

  private static String path(HttpServletRequest request) {
    String uri = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    String context = request.getContextPath();
    return uri.startsWith(context) ? uri.substring(context.length()) : uri;
  }
}
