package org.scangate.scanner.remote;

import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * Where an engine is.
 *
 * @param url as {@link RemoteSettings#url} made it
 * @param tls whose certificates are believed, if it is https
 */
record RemoteAddress(URI url, SSLContext tls) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  boolean secure() {
    return url.getScheme().equalsIgnoreCase("https");
  }

  String host() {
    return url.getHost();
  }

  int port() {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return secure() ? HTTPS : HTTP;
  }

  /** The header {@code Host}. */
  String hostAndPort() {
    return url.getPort() > 0 ? host() + ':' + url.getPort() : host();
  }

  /** Of {@code /scan}, as it is sent. */
  String scanPath() {
    return URI.create(url.toASCIIString()).getRawPath() + "/scan";
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
