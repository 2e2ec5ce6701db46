package org.scangate.console.access;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as a container would hand it over, and the cookies that its answers set. */
final class ScriptedRequest {

  private static final Pattern COOKIE = Pattern.compile("scangate-console=([^;]*)");

  String address = "192.0.2.1";
  boolean secure;
  String principal;

  /** That the realm knows, with its password. */
  String known = "";

  int asked;

  /** What the container does with whom it does not know; null: it has no OpenID Connect. */
  Oidc oidc;

  enum Oidc {
    KNOWS,
    LEADS_ON,
    FAILS
  }

  /** Of the container, begun at a login as WildFly does. */
  boolean session;

  Set<String> roles = Set.of();
  final Map<String, List<String>> headers = new LinkedHashMap<>();
  final Map<String, String[]> parameters = new LinkedHashMap<>();
  final List<String> set = new ArrayList<>();
  private String cookie;

  ScriptedRequest header(String name, String... values) {
    headers.put(name, List.of(values));
    return this;
  }

  HttpServletRequest request() {
    return proxy(HttpServletRequest.class, this::asked);
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (method, arguments) -> {
          if (method.getName().equals("isCommitted")) {
            return false;
          }
          if (method.getName().equals("getHeader")) {
            return oidc == Oidc.LEADS_ON ? "https://login.example.org" : null;
          }
          if (!method.getName().equals("addHeader")) {
            throw new AssertionError("nobody scripted " + method);
          }
          set.add((String) arguments[1]);
          Matcher matcher = COOKIE.matcher((String) arguments[1]);
          cookie = matcher.find() && !matcher.group(1).isEmpty() ? matcher.group(1) : null;
          return null;
        });
  }

  private interface Answer {
    Object of(Method method, Object[] arguments) throws ServletException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.of(method, arguments)));
  }

  private Object asked(Method method, Object[] arguments) throws ServletException {
    return switch (method.getName()) {
      case "getRemoteAddr" -> address;
      case "login" -> {
        asked++;
        if (!known.equals(arguments[0] + " " + arguments[1])) {
          throw new ServletException("Login failed");
        }
        principal = (String) arguments[0];
        session = true;
        yield null;
      }
      case "getServletContext" ->
          proxy(
              ServletContext.class,
              (context, name) -> oidc == null ? null : "what elytron-oidc-client is told");
      case "authenticate" -> {
        asked++;
        if (oidc == Oidc.FAILS) {
          throw new IllegalArgumentException("No expected issuer given");
        }
        session = true;
        yield oidc == Oidc.KNOWS;
      }
      case "logout" -> {
        principal = null;
        yield null;
      }
      case "getSession" -> session ? proxy(HttpSession.class, this::ofSession) : null;
      case "getContextPath" -> "/scangate";
      case "isSecure" -> secure;
      case "getUserPrincipal" -> principal == null ? null : (Principal) () -> principal;
      case "isUserInRole" -> roles.contains((String) arguments[0]);
      case "getCookies" ->
          cookie == null ? null : new Cookie[] {new Cookie(ConsoleAccess.COOKIE, cookie)};
      case "getParameterMap" -> parameters;
      case "getHeader" ->
          headers.getOrDefault(arguments[0], List.of("")).get(0).isEmpty()
              ? null
              : headers.get(arguments[0]).get(0);
      case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
      default -> throw new AssertionError("nobody scripted " + method);
    };
  }

  private Object ofSession(Method method, Object[] arguments) {
    if (!method.getName().equals("invalidate")) {
      throw new AssertionError("nobody scripted " + method);
    }
    session = false;
    return null;
  }
}
