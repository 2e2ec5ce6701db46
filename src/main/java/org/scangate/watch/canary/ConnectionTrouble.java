package org.scangate.watch.canary;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.scangate.scan.LogText;

/** Why no answer came, in words that say what to do. */
final class ConnectionTrouble {

  private ConnectionTrouble() {}

  /**
   * @param of what was sent, such as {@code a body of 2 MB}
   */
  static CanaryFailure failure(CanarySettings settings, String of, Throwable trouble) {
    return new CanaryFailure(of + " was not answered: " + why(settings, trouble), trouble);
  }

  private static String why(CanarySettings settings, Throwable trouble) {
    if (has(trouble, CertificateExpiredException.class)) {
      return "its certificate has expired; renew it, and have the server read it anew";
    }
    if (has(trouble, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet; look at the clocks of both machines";
    }
    if (has(trouble, CertPathBuilderException.class)
        || has(trouble, CertPathValidatorException.class)) {
      return "its certificate is not trusted; serve the whole chain, or name the authority's in "
          + settings.keys()
          + "trusted-certificates";
    }
    if (has(trouble, CertificateException.class)) {
      return "its certificate is not for "
          + settings.url().getHost()
          + "; get one for this name, or set "
          + settings.keys()
          + "url to the one that it is for";
    }
    if (has(trouble, SSLException.class)) {
      return "no TLS came about; is it the port of https? " + text(trouble);
    }
    if (has(trouble, UnresolvedAddressException.class)) {
      return "no address is known for "
          + settings.url().getHost()
          + "; look at DNS, and at the key";
    }
    if (has(trouble, HttpConnectTimeoutException.class)) {
      return "no connection came about in time; a firewall that drops? " + settings.keys() + "url";
    }
    if (has(trouble, ConnectException.class)) {
      return "nothing listens there, or it is refused; is it up? " + settings.keys() + "url";
    }
    return has(trouble, IOException.class)
        ? "the connection broke off; a limit of a proxy or server on size or time? " + text(trouble)
        : text(trouble);
  }

  private static boolean has(Throwable trouble, Class<? extends Throwable> cause) {
    int depth = 0;
    for (Throwable one = trouble; one != null && depth < 20; one = one.getCause()) {
      if (cause.isInstance(one)) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private static String text(Throwable trouble) {
    String message = trouble.getMessage();
    return LogText.of(message == null ? trouble.getClass().getSimpleName() : message);
  }
}
