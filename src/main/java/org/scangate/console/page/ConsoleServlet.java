package org.scangate.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.output.Utf8ByteOutput;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scangate.console.access.ConsoleAccess;
import org.scangate.console.access.ConsoleAccess.Login;
import org.scangate.console.access.ConsoleSession;

/**
 * Answers everything below {@code /console} (see {@code web.xml}): JAX-RS has every path but this
 * one and metrics. Who is not let in gets the login page, whatever the path; the stylesheet alone
 * is for all.
 */
public class ConsoleServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = System.getLogger(ConsoleServlet.class.getName());

  private static final String HTML = "text/html; charset=utf-8";
  private static final int MAX_PATH = 2_000;

  /** No script but ours, nothing from elsewhere, in nobody's frame. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  @Inject private transient Console console;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setCharacterEncoding(UTF_8.name());
    HEADERS.forEach(response::setHeader);
    String path = path(request);
    try {
      switch (request.getMethod()) {
        case "GET", "HEAD" -> get(path, request, response);
        case "POST" -> post(path, request, response);
        default -> {
          response.setHeader("Allow", "GET, HEAD, POST");
          plain(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "GET, HEAD and POST alone\n");
        }
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a page of the console failed", e);
      if (!response.isCommitted()) {
        plain(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "a fault of Scangate\n");
      }
    }
  }

  private static String path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null || path.isEmpty() ? "" : path.substring(1);
  }

  private static String base(HttpServletRequest request) {
    return request.getContextPath() + "/console";
  }

  private void get(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (path.equals(ConsoleAsset.STYLE.path())) {
      ConsoleAsset.STYLE.send(request, response);
      return;
    }
    if (path.equals("trial")) {
      if (console.access().trial(request, response, request.getParameter("secret"))) {
        redirect(response, base(request) + "/");
        return;
      }
    }
    if (path.equals("sso")) {
      Optional<Login> came = console.access().loginByContainer(request, response);
      if (came.isPresent()) {
        answer(came.get(), "", request, response);
      }
      return;
    }
    Optional<ConsoleSession> session = console.access().session(request, response);
    if (session.isEmpty()) {
      stranger(path, request, response);
      return;
    }
    Optional<ConsoleAsset> asset = ConsoleAsset.of(path);
    if (asset.isPresent()) {
      asset.get().send(request, response);
    } else if (path.equals(ScanExport.PATH)) {
      console.export().answer(session.get(), sent(request), request.getMethod(), response);
    } else if (path.equals("login")) {
      redirect(response, base(request) + "/");
    } else {
      Optional<String> said = isSeen(request) ? session.get().said() : Optional.empty();
      send(response, console.show(session.get(), base(request), path, sent(request), said));
    }
  }

  /** Of a refresh only a part is shown, of a HEAD nothing. */
  private static boolean isSeen(HttpServletRequest request) {
    return !ConsoleAccess.isRefresh(request) && request.getMethod().equals("GET");
  }

  /** Learns nothing of what there is. */
  private static void stranger(
      String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (ConsoleAccess.isRefresh(request)) { // the whole page is to be the login, not a part of it
      response.setHeader("HX-Refresh", "true");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String query = request.getQueryString();
    String to = path.equals("login") || path.equals("trial") ? "" : path;
    String wanted = query == null || to.isEmpty() ? to : to + "?" + query;
    loginPage(
        HttpServletResponse.SC_OK,
        wanted.length() > MAX_PATH ? "" : wanted,
        path.equals("trial") ? "This link is not, or no more, one of this process." : "",
        request,
        response);
  }

  /**
   * @param to what was asked for, below the console
   */
  private static void loginPage(
      int status, String to, String why, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean sso = ConsoleAccess.hasContainerLogin(request);
    send(response, Console.login(status, base(request), to, why, sso));
  }

  private void post(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (path.equals("login")) {
      login(request, response);
      return;
    }
    Optional<ConsoleSession> session = console.access().session(request, response);
    if (session.isEmpty()) {
      stranger("", request, response);
    } else if (isFromElsewhere(request) || !session.get().isOurs(request.getParameter("csrf"))) {
      send(
          response,
          console.trouble(
              session.get(),
              base(request),
              Console.FORBIDDEN,
              "The form was not of this session: nothing was done. Go back, reload, send it"
                  + " again"));
    } else if (path.equals("logout")) {
      console.access().logout(request, response);
      redirect(response, base(request) + "/");
    } else {
      act(path, session.get(), request, response);
    }
  }

  private void act(
      String path, ConsoleSession session, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = path.startsWith("act/") ? path.substring("act/".length()) : "";
    Map<String, List<String>> sent = sent(request);
    Console.Done done = console.act(session, name, sent);
    if (done.status() == HttpServletResponse.SC_OK) {
      session.say(done.sentence());
      redirect(response, base(request) + "/" + back(sent));
    } else {
      send(response, console.trouble(session, base(request), done.status(), done.sentence()));
    }
  }

  /** Where the form was: within the console, whatever it says. */
  private static String back(Map<String, List<String>> sent) {
    String to = String.join("", sent.getOrDefault("to", List.of("")));
    boolean ours =
        to.length() <= MAX_PATH
            && !to.startsWith("/")
            && to.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return ours ? to : "";
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String to = Optional.ofNullable(request.getParameter("to")).orElse("");
    if (isFromElsewhere(request)) {
      loginPage(Console.FORBIDDEN, "", "Log in from this page.", request, response);
      return;
    }
    Login came =
        console
            .access()
            .login(
                request,
                response,
                Optional.ofNullable(request.getParameter("name")).orElse(""),
                Optional.ofNullable(request.getParameter("password")).orElse(""));
    answer(came, to, request, response);
  }

  private static void answer(
      Login came, String to, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (came == Login.DONE) {
      redirect(response, base(request) + "/" + back(Map.of("to", List.of(to))));
    } else {
      loginPage(HttpServletResponse.SC_UNAUTHORIZED, to, LoginWording.of(came), request, response);
    }
  }

  /** Browsers tell; who is none has no session that could be misused. */
  private static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /** Without what every form has, and what was left empty. */
  private static Map<String, List<String>> sent(HttpServletRequest request) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              List<String> given = List.of(values).stream().filter(one -> !one.isEmpty()).toList();
              if (!given.isEmpty() && !name.equals("csrf")) {
                sent.put(name, given);
              }
            });
    return sent;
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", to);
  }

  private static void send(HttpServletResponse response, Console.Shown shown) throws IOException {
    Utf8ByteOutput content = shown.content();
    response.setStatus(shown.status());
    response.setContentType(HTML);
    response.setContentLength(content.getContentLength());
    content.writeTo(response.getOutputStream());
  }

  private static void plain(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write(text.getBytes(UTF_8));
  }
}
