package org.scangate.console.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scangate.console.access.ConsoleUser.Source;
import org.scangate.scan.LogText;
import org.scangate.scan.RateLimitedWarning;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;
import org.scangate.scan.access.FailedTokens;

/**
 * Lets people in: the one place that decides it, for every path of the console. No constraint of
 * the container stands before it: on WildFly that would answer for Moodle's paths too.
 */
public final class ConsoleAccess {

  private static final Logger LOG = System.getLogger(ConsoleAccess.class.getName());

  static final String COOKIE = "scangate-console";

  private static final int MAX_NAME = 200;

  /** A slow realm must not hold the threads that uploads need, nor be asked in parallel. */
  private static final int MAX_LOGINS = 4;

  private static final AddressAccess THIS_MACHINE = new AddressAccess(Optional.empty());

  private final ConsoleSettings settings;
  private final Supplier<ClientAddress> clients;
  private final ConsoleSessions sessions = new ConsoleSessions(System::nanoTime);
  private final FailedTokens failed = new FailedTokens(System::nanoTime);
  private final RateLimitedWarning refused = new RateLimitedWarning(LOG, System::nanoTime);
  private final Semaphore logins = new Semaphore(MAX_LOGINS);
  private final LongAdder failures = new LongAdder();
  private final Optional<String> trialSecret;

  /**
   * Has let in nobody yet.
   *
   * @param clients tells clients from the proxies before them, by the settings as they are now
   */
  public ConsoleAccess(ConsoleSettings settings, Supplier<ClientAddress> clients) {
    this.settings = settings;
    this.clients = clients;
    this.trialSecret = settings.trial() ? Optional.of(sessions.secret()) : Optional.empty();
  }

  /** Below the console's root; empty where this is no trial run. */
  public Optional<String> trialPath() {
    return trialSecret.map(secret -> "trial?secret=" + secret);
  }

  /** Logins that the realm refused, since the start. */
  public long failures() {
    return failures.sum();
  }

  /**
   * Whose request it is.
   *
   * @param response gets a cookie where the container or a proxy names somebody new
   * @return empty: nobody's whom anybody knows
   */
  public Optional<ConsoleSession> session(
      HttpServletRequest request, HttpServletResponse response) {
    Optional<ConsoleSession> known =
        cookie(request).flatMap(sessions::find).filter(one -> isAtHome(one, request));
    Optional<ConsoleUser> told = told(request);
    if (told.isEmpty()) {
      known = known.filter(one -> !one.user().isTold());
    } else if (known.filter(one -> isOf(one, told.get())).isPresent()) {
      known.get().isNow(told.get());
    } else {
      known = Optional.of(begin(told.get(), request, response));
    }
    if (!isRefresh(request)) {
      known.ifPresent(ConsoleSession::use);
    }
    return known;
  }

  /** A page that asks by itself for what has changed: nobody need sit before it. */
  public static boolean isRefresh(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  private static boolean isOf(ConsoleSession session, ConsoleUser told) {
    ConsoleUser user = session.user();
    return user.source() == told.source() && user.name().equals(told.name());
  }

  private static boolean isAtHome(ConsoleSession session, HttpServletRequest request) {
    return session.user().source() != Source.TRIAL || isOnThisMachine(request);
  }

  private Optional<ConsoleUser> told(HttpServletRequest request) {
    if (request.getUserPrincipal() != null) {
      return ofContainer(request, Source.CONTAINER);
    }
    if (settings.userHeader().isEmpty() || !clients.get().trusts(request.getRemoteAddr())) {
      return Optional.empty();
    }
    List<String> names = Collections.list(request.getHeaders(settings.userHeader().get()));
    List<String> groups =
        settings.groupsHeader().stream()
            .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .toList();
    return names.size() == 1
        ? user(names.get(0).strip(), Role.highest(groups), Source.PROXY)
        : Optional.empty(); // several: somebody forges one
  }

  private static Optional<ConsoleUser> ofContainer(HttpServletRequest request, Source source) {
    String name = request.getUserPrincipal().getName();
    return user(name, Role.highest(request::isUserInRole), source);
  }

  private static Optional<ConsoleUser> user(String name, Optional<Role> role, Source source) {
    return name == null || name.isEmpty() || name.length() > MAX_NAME
        ? Optional.empty()
        : role.map(one -> new ConsoleUser(name, one, source));
  }

  /** What came of a login. */
  public enum Login {
    /** They are in. */
    DONE,
    /** No such name, another password, or there is no realm: they look alike. */
    WRONG,
    /** The container has no OpenID Connect, or did not let them in by it. */
    NO_WAY,
    /** Right, but without any role of Scangate. */
    NO_ROLE,
    /** Too many wrong ones for that name from there, or too many at once: not looked at now. */
    SHUT
  }

  /**
   * Asks the container's realm.
   *
   * @param response gets the cookie of a new session
   */
  public Login login(
      HttpServletRequest request, HttpServletResponse response, String name, String password) {
    if (name.isEmpty() || name.length() > MAX_NAME || password.isEmpty()) {
      return Login.WRONG; // nobody's: neither asked nor remembered
    }
    String client = client(request);
    // behind one proxy nobody shuts out another name
    String who = AddressRange.network(client) + " " + ConsoleUser.letters(name);
    if (failed.shut(who) || !logins.tryAcquire()) {
      return Login.SHUT;
    }
    Optional<Optional<ConsoleUser>> asked;
    try {
      asked = ask(request, name, password);
    } finally {
      logins.release();
    }
    if (asked.filter(Optional::isPresent).isEmpty()) {
      failures.increment();
      failed.failed(who);
      refused.warn(
          "refused a login to the console from %s as %s: %s"
              .formatted(
                  LogText.of(client),
                  LogText.of(name),
                  asked.isEmpty()
                      ? "the realm knows no such name and password, or there is no realm"
                      : "none of the roles scangate-viewer, scangate-operator, scangate-admin"));
      return asked.isEmpty() ? Login.WRONG : Login.NO_ROLE;
    }
    enter(asked.get().get(), request, response);
    return Login.DONE;
  }

  /** Whether {@link #loginByContainer} can lead anywhere. */
  public static boolean hasContainerLogin(HttpServletRequest request) {
    return ContainerLogin.isThere(request);
  }

  /**
   * Has the container find out who it is, by OpenID Connect.
   *
   * @param response gets the cookie of a new session, or leads to where they log in
   * @return empty: it leads there
   */
  public Optional<Login> loginByContainer(
      HttpServletRequest request, HttpServletResponse response) {
    if (!logins.tryAcquire()) {
      return Optional.of(Login.SHUT);
    }
    ContainerLogin.Came came;
    try {
      came = ContainerLogin.ask(request, response);
    } finally {
      logins.release();
    }
    return switch (came) {
      case LED_ON -> Optional.empty();
      case NOBODY -> Optional.of(Login.NO_WAY);
      case KNOWN -> {
        Optional<ConsoleUser> user = ofContainer(request, Source.LOGIN);
        ContainerLogin.endSession(request);
        user.ifPresent(one -> enter(one, request, response));
        yield Optional.of(user.isPresent() ? Login.DONE : Login.NO_ROLE);
      }
    };
  }

  private void enter(ConsoleUser user, HttpServletRequest request, HttpServletResponse response) {
    end(request); // whoever was there before
    begin(user, request, response);
  }

  /** Empty: refused; empty within: let in by the realm, but with no role. */
  private static Optional<Optional<ConsoleUser>> ask(
      HttpServletRequest request, String name, String password) {
    try {
      request.login(name, password);
    } catch (ServletException e) {
      return Optional.empty();
    }
    try {
      return request.getUserPrincipal() == null
          ? Optional.empty()
          : Optional.of(ofContainer(request, Source.LOGIN));
    } finally {
      ContainerLogin.forget(request);
    }
  }

  /**
   * By the link of the trial run.
   *
   * @param secret what it has, or null
   * @return whether they are in
   */
  public boolean trial(HttpServletRequest request, HttpServletResponse response, String secret) {
    boolean right =
        trialSecret.isPresent()
            && secret != null
            && isOnThisMachine(request)
            && MessageDigest.isEqual(
                trialSecret.get().getBytes(US_ASCII), secret.getBytes(US_ASCII));
    if (right) {
      begin(new ConsoleUser("trial", Role.ADMIN, Source.TRIAL), request, response);
    }
    return right;
  }

  private static boolean isOnThisMachine(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return THIS_MACHINE.allows(
        address, address, AddressAccess.isForwarded(name -> request.getHeader(name) != null));
  }

  /** Who is in now, by their names. */
  public List<LoggedIn> people() {
    return sessions.people();
  }

  /**
   * Ends all sessions of somebody, however they wrote their name, as when the realm has taken a
   * role away. Whom the container or a proxy names is back with their next request, with the role
   * that they have then.
   *
   * @return how many
   */
  public int endAll(String user) {
    return sessions.endAll(user);
  }

  /** Ends the request's session, if there is one. */
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    end(request);
    setCookie(request, response, "", "; Max-Age=0");
  }

  private void end(HttpServletRequest request) {
    cookie(request).ifPresent(sessions::end);
  }

  private ConsoleSession begin(
      ConsoleUser user, HttpServletRequest request, HttpServletResponse response) {
    ConsoleSessions.Begun begun = sessions.begin(user);
    setCookie(request, response, begun.name(), "");
    LOG.log(
        Level.INFO,
        "{0} ({1}) has come to the console from {2}, by {3}",
        LogText.of(user.name()),
        user.role().word(),
        LogText.of(client(request)),
        user.source());
    return begun.session();
  }

  /** SameSite is not to be had through {@code web.xml}; Lax, so that links in mails work. */
  private void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, String more) {
    response.addHeader(
        "Set-Cookie",
        COOKIE
            + "="
            + value
            + "; Path="
            + request.getContextPath()
            + "/console; HttpOnly; SameSite=Lax"
            + (isSecure(request) ? "; Secure" : "")
            + more);
  }

  private boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || (clients.get().trusts(request.getRemoteAddr())
            && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Stream.of(cookies)
            .filter(one -> one.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst();
  }

  private String client(HttpServletRequest request) {
    return clients
        .get()
        .of(
            request.getRemoteAddr(),
            Collections.list(request.getHeaders("Forwarded")),
            Collections.list(request.getHeaders("X-Forwarded-For")));
  }
}
