package org.scangate.bench;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.scangate.testing.DirectClamd;

/**
 * What many would write: the server reads the form, and one INSTREAM sends the file to clamd. It
 * proves nothing, bounds nothing and remembers nothing.
 */
@WebServlet(urlPatterns = {BareServlet.PATH + "/conncheck", BareServlet.PATH + "/scan"})
@MultipartConfig(fileSizeThreshold = 1 << 20)
public final class BareServlet extends HttpServlet {

  static final String PATH = "/bare";

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response, "ready");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try (InputStream file = request.getPart("scanfile").getInputStream()) {
      String said = clamd().scan(file);
      if (!said.equals("stream: OK")) {
        throw new IOException(said);
      }
    }
    answer(response, "clean");
  }

  private static DirectClamd clamd() {
    String address = ConfigProvider.getConfig().getValue("scangate.clamd.address", String.class);
    int colon = address.lastIndexOf(':');
    return new DirectClamd(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
        Duration.ofMinutes(2));
  }

  private static void answer(HttpServletResponse response, String msg) throws IOException {
    response.setContentType("application/json");
    response.getWriter().write("{\"status\":\"OK\",\"msg\":\"" + msg + "\"}");
  }
}
