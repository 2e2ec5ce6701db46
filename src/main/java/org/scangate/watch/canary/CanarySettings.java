package org.scangate.watch.canary;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * One canary, as the administrator wants it.
 *
 * @param name for people, and in its keys
 * @param url Moodle's own address, or Scangate's public one with its context root; without a slash
 *     at its end
 * @param token of Moodle's test user; or one of those that Scangate asks Moodle for
 * @param every how often it is tried
 * @param timeout the bound on each of its requests
 * @param tls whose certificates are believed
 */
public record CanarySettings(
    String name,
    CanaryType type,
    URI url,
    Optional<String> token,
    Duration every,
    Duration timeout,
    SSLContext tls) {

  private static final Pattern WORD = Pattern.compile("[!-~]+");

  public CanarySettings {
    if (token.isPresent() && !WORD.matcher(token.get()).matches()) {
      throw new IllegalArgumentException(
          "a token has letters, digits and signs of ASCII, and no blanks");
    }
  }

  /**
   * An address below which there are others.
   *
   * @throws IllegalArgumentException with what would be right; the text is not repeated, a password
   *     may stand in it by mistake
   */
  public static URI url(String text) {
    try {
      URI url = new URI(text.replaceAll("/+$", ""));
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      if ((http || "https".equalsIgnoreCase(url.getScheme()))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below, with what is right
    }
    throw new IllegalArgumentException(
        "an address such as https://moodle.example.org or https://av.example.org/scangate is right,"
            + " without user, password or query");
  }

  URI below(String path) {
    return URI.create(url + path);
  }

  /** As its keys begin. */
  String keys() {
    return "scangate.canary." + name + ".";
  }

  /** Without the token: records are printed by accident. */
  @Override
  public String toString() {
    return "CanarySettings[%s, %s, %s, %s, %s, %s]"
        .formatted(name, type, url, token.isPresent() ? "with a token" : "", every, timeout);
  }
}
