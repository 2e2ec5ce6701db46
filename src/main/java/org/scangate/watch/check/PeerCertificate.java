package org.scangate.watch.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;

/** Looks at a certificate, and sends nothing: whether it is believed is others' business. */
final class PeerCertificate {

  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

  private PeerCertificate() {}

  /**
   * When the first of those expires that matter of the chain shown there: whose own it is, and who
   * signed it. A root that is sent along is not looked at by who knows it, nor believed otherwise.
   *
   * @param timer which closes the connection at {@code bound}
   */
  static Instant end(TlsAddress address, DeadlineTimer timer, Deadline bound) throws IOException {
    try (Socket plain = new Socket();
        DeadlineTimer.Guard guard = timer.guard(plain, bound)) {
      try {
        plain.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE);
        plain.setSoTimeout(PATIENCE);
        return shown(plain, address);
      } catch (IOException e) {
        throw guard.fired() ? new IOException("it takes too long", e) : e;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Instant shown(Socket plain, TlsAddress address)
      throws IOException, GeneralSecurityException {
    if (address.startTls()) {
      StartTls.over(plain);
    }
    Any any = new Any();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {any}, null);
    SSLSocketFactory sockets = context.getSocketFactory();
    try (SSLSocket socket =
        (SSLSocket) sockets.createSocket(plain, address.host(), address.port(), false)) {
      socket.startHandshake();
    }
    return any.end;
  }

  /** Believes every certificate, since an expired one is to be looked at too. */
  private static final class Any extends X509ExtendedTrustManager {

    private Instant end = Instant.MAX;

    private void see(X509Certificate[] chain) {
      for (int i = 0; i < chain.length; i++) {
        X509Certificate one = chain[i];
        boolean root =
            i > 0 && Objects.equals(one.getSubjectX500Principal(), one.getIssuerX500Principal());
        Instant its = one.getNotAfter().toInstant();
        end = !root && its.isBefore(end) ? its : end;
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
      see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
