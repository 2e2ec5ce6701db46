package org.scangate.watch.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;

/**
 * Where alerts are posted to.
 *
 * @param url as {@link #url} made it: it may have a secret in its path or query, and is never shown
 * @param secret of the signature; empty: nothing is signed
 * @param timeout of one attempt
 */
public record WebhookSettings(URI url, String secret, Duration timeout) {

  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  /**
   * Reads a URL as it is configured.
   *
   * @throws IllegalArgumentException saying what would be right, without what was given
   */
  public static URI url(String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http"))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below, without what was given
    }
    throw new IllegalArgumentException(
        "https://host/path is right, without a user, a password and a #");
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    int port = url.getPort();
    return url.getScheme() + "://" + url.getHost() + (port < 0 ? "" : ":" + port) + "/…";
  }
}
