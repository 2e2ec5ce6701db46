package org.scangate.scanner.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.scangate.scan.DataSize;

/**
 * How another engine is reached and what is asked of it.
 *
 * @param name the scanner's configured name; its keys are {@code scangate.<name>.…}
 * @param urls equals that share the load, as {@link #url} made them
 * @param credentials sent to all of them
 * @param maxFileSize upper bound of what is sent; less if an engine is proven to scan less
 * @param connections scans at once per URL
 * @param scanTimeout the bound on one scan, also on one probe of the limit
 * @param tls whose certificates are believed where a URL is https
 */
public record RemoteSettings(
    String name,
    List<URI> urls,
    Credentials credentials,
    DataSize maxFileSize,
    int connections,
    Duration scanTimeout,
    SSLContext tls) {

  private static final Pattern LAST_SLASHES = Pattern.compile("/+$");
  private static final String EXAMPLE = ", such as https://av.example.org/scangate";
  private static final int MAX_PORT = 65_535;

  public RemoteSettings {
    urls = List.copyOf(urls);
  }

  /**
   * Reads the URL below which {@code /scan} is, as it is configured; a slash at its end is taken
   * off.
   *
   * @throws IllegalArgumentException saying what would be right, without what was given: people
   *     write passwords into URLs
   */
  public static URI url(String text) {
    URI url;
    try {
      url = new URI(LAST_SLASHES.matcher(text.strip()).replaceFirst(""));
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the URL.
      throw wrong("a URL is http:// or https://, a host and a path");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw wrong("a URL begins with http:// or https://");
    }
    if (url.getRawUserInfo() != null) {
      throw wrong("a URL has no user and password in it; .user, .password or .token are for that");
    }
    if (url.getHost() == null) {
      throw wrong("a URL names a host (letters, digits, dots and dashes) or an IP address");
    }
    if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
      throw wrong("a URL's port is 1 to 65535");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw wrong("a URL has no ? and no # in it: /scan is appended to it");
    }
    return url;
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(why + EXAMPLE);
  }
}
