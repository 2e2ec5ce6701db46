package org.scangate.console.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * What the container itself does to find out who asks, where it has a way that needs no password
 * here: OpenID Connect of WildFly. Elsewhere it is not asked: Payara would take passwords by HTTP
 * Basic, and nobody would count the wrong ones.
 */
final class ContainerLogin {

  private static final Logger LOG = System.getLogger(ContainerLogin.class.getName());

  /** Given to the WAR by a {@code secure-deployment} of WildFly's {@code elytron-oidc-client}. */
  private static final String OIDC = "org.wildfly.security.http.oidc.json.config";

  /** What a provider adds to the address that it leads back to; an access token is none of it. */
  private static final Set<String> OF_THE_WAY_BACK =
      Set.of("code", "state", "session_state", "iss", "error", "error_description", "error_uri");

  private ContainerLogin() {}

  static boolean isThere(HttpServletRequest request) {
    return request.getServletContext().getInitParameter(OIDC) != null;
  }

  /** What came of asking. */
  enum Came {
    /** The request has a principal. */
    KNOWN,
    /** The response leads to where they log in. */
    LED_ON,
    /** Nobody is known, and nothing leads on. */
    NOBODY
  }

  /**
   * No token opens the console, however it is sent: only who was led there and back is asked for.
   */
  static Came ask(HttpServletRequest request, HttpServletResponse response) {
    if (!isThere(request)
        || request.getHeader("Authorization") != null
        || !OF_THE_WAY_BACK.containsAll(request.getParameterMap().keySet())) {
      return Came.NOBODY;
    }
    try {
      if (request.authenticate(response) && request.getUserPrincipal() != null) {
        return Came.KNOWN;
      }
    } catch (IOException | ServletException | RuntimeException e) {
      LOG.log(Level.WARNING, "the server failed to let somebody in by OpenID Connect", e);
    }
    return response.isCommitted() || response.getHeader("Location") != null
        ? Came.LED_ON
        : Came.NOBODY;
  }

  /** The session is ours: what the container remembers of a login is not asked again. */
  static void forget(HttpServletRequest request) {
    try {
      request.logout();
    } catch (ServletException e) {
      LOG.log(Level.DEBUG, "the container keeps a login that nobody uses", e);
    }
    endSession(request);
  }

  /** WildFly begins one at a login: a cookie for all paths. */
  static void endSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
