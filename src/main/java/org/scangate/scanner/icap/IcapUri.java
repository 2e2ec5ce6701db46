package org.scangate.scanner.icap;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** What names a service of an ICAP server (RFC 3507 §4.2), and how it is written in requests. */
final class IcapUri {

  private static final int PORT = 1344;

  /** IANA's number for ICAP in TLS. */
  private static final int TLS_PORT = 11344;

  private static final int HIGHEST_PORT = 65_535;

  private IcapUri() {}

  /** {@link IcapSettings#uri}. */
  static URI parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      // Neither the text nor the cause is told: there may be a password in it.
      throw wrong("it cannot be read");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("icap") && !scheme.equals("icaps")) {
      throw wrong("it begins with icap:// or icaps://");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      throw wrong("there is no user name or password in it");
    }
    if (uri.getHost() == null) {
      throw wrong("its host is missing or no host's name, or its port is no number");
    }
    int usual = scheme.equals("icap") ? PORT : TLS_PORT;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    if (port == 0 || port > HIGHEST_PORT) {
      throw wrong("its port is from 1 to " + HIGHEST_PORT);
    }
    if (uri.getRawFragment() != null) {
      throw wrong("there is no # in it");
    }
    return URI.create(scheme + "://" + uri.getHost() + ':' + port + service(uri));
  }

  private static String service(URI uri) {
    if (uri.getRawPath().length() < 2) {
      throw wrong("it ends with the service's name, as in /avscan");
    }
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    // Other letters than ASCII are percent-encoded: they go into a request line as they are.
    return URI.create(uri.getRawPath() + query).toASCIIString();
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "the URI of an ICAP service is such as icap://host:1344/service or"
            + " icaps://host:11344/service; "
            + why);
  }

  static boolean encrypted(URI uri) {
    return uri.getScheme().equals("icaps");
  }

  /** RFC 3507 knows no icaps: within TLS it is the same protocol. */
  static String inRequest(URI uri) {
    String text = uri.toString();
    return encrypted(uri) ? "icap" + text.substring("icaps".length()) : text;
  }
}
