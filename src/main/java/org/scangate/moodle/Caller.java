package org.scangate.moodle;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Who asks.
 *
 * @param address its own, behind trusted proxies too
 * @param site the Moodle's address, such as {@code https://moodle.example}; empty where the client
 *     does not tell it; of a canary of ours its name
 * @param entry {@code moodle}, or {@code canary}
 */
record Caller(String address, String site, String entry) {

  private static final int MAX_LENGTH = 255;
  private static final String MOODLE = "moodle";
  private static final String CANARY = "canary";

  Caller {
    requireNonNull(address);
    requireNonNull(site);
    requireNonNull(entry);
  }

  Caller(String address, String site) {
    this(address, site, MOODLE);
  }

  /** The same, which has shown itself to be one of our own canaries. */
  Caller asCanary(String name) {
    return new Caller(address, name, CANARY);
  }

  boolean isCanary() {
    return entry.equals(CANARY);
  }

  /**
   * Moodle's User-Agent names its site: {@code MoodleBot/4.5 (+https://moodle.example)}. Whoever
   * may ask at all can write anything there.
   *
   * @param userAgent null: there is none
   */
  static Caller of(String address, String userAgent) {
    return new Caller(address, userAgent == null ? "" : site(userAgent));
  }

  /** Of a request that may not have come to the filters. */
  static String siteOf(HttpServletRequest request) {
    return of("", request.getHeader("User-Agent")).site();
  }

  private static String site(String userAgent) {
    int begin = userAgent.indexOf("(+");
    int end = userAgent.indexOf(')', begin + 1);
    if (begin < 0 || end < 0 || end - begin > MAX_LENGTH) {
      return "";
    }
    try {
      URI uri = new URI(userAgent.substring(begin + 2, end));
      return isSite(uri) ? written(uri) : "";
    } catch (URISyntaxException e) {
      return ""; // no address of anything
    }
  }

  private static boolean isSite(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  /** One way for each site: without what says nothing, and without a password. */
  private static String written(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port + path;
  }
}
