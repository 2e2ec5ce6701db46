package org.scangate.watch.check;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where somebody is spoken to over TLS.
 *
 * @param startTls whether the connection begins as SMTP, and is encrypted by {@code STARTTLS}
 */
public record TlsAddress(String host, int port, boolean startTls) {

  private static final Map<String, Integer> PORTS = Map.of("https", 443, "icaps", 11_344);

  /** Empty: nothing is encrypted there. */
  public static Optional<TlsAddress> of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !PORTS.containsKey(scheme)) {
      return Optional.empty();
    }
    int port = uri.getPort() < 0 ? PORTS.get(scheme) : uri.getPort();
    return Optional.of(new TlsAddress(uri.getHost(), port, false));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
