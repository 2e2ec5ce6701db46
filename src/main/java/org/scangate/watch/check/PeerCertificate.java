package org.scangate.watch.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at a certificate, and sends nothing: whether it is believed is others' business. */
final class PeerCertificate {

  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

  private PeerCertificate() {}

  /** When the first of the chain that is shown there expires. */
  static Instant end(String host, int port) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), PATIENCE);
      plain.setSoTimeout(PATIENCE);
      Any any = new Any();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {any}, null);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false)) {
        socket.startHandshake();
      }
      return any.end;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Believes every certificate, since an expired one is to be looked at too. */
  private static final class Any extends X509ExtendedTrustManager {

    private Instant end = Instant.MAX;

    private void see(X509Certificate[] chain) {
      for (X509Certificate one : chain) {
        Instant its = one.getNotAfter().toInstant();
        end = its.isBefore(end) ? its : end;
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
