package org.scangate.scanner.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;

/** Opens connections to one engine, over TCP or TLS, and says why that failed. */
public final class Connector {

  private final String engine;
  private final String host;
  private final int port;
  private final Optional<SSLContext> tls;
  private final DeadlineTimer deadlines;
  private final Resolver resolver;

  /**
   * @param engine for sentences, such as {@code the ICAP server at icap://av:1344/scan}
   * @param host a name or an address; of IPv6 with or without brackets
   * @param tls whose certificates are believed; empty: without TLS
   */
  public Connector(
      String engine, String host, int port, Optional<SSLContext> tls, DeadlineTimer deadlines) {
    this.engine = engine;
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    this.port = port;
    this.tls = tls;
    this.deadlines = deadlines;
    this.resolver = new Resolver(this.host);
  }

  /**
   * Connects by the deadline, and in a few seconds at most; with TLS, the host's name is checked.
   */
  public Connection connect(Deadline deadline) throws UnscannedException {
    Deadline bound = deadline.atMost(Connection.CONNECT_BOUND);
    try {
      List<InetAddress> addresses = resolver.addresses(bound);
      for (InetAddress address : addresses.subList(0, addresses.size() - 1)) {
        try {
          return connect(address, bound);
        } catch (SSLException e) {
          throw e; // the others are the same engine
        } catch (IOException e) {
          // the next one is tried
        }
      }
      return connect(addresses.get(addresses.size() - 1), bound);
    } catch (IOException e) {
      throw deadline.passed() ? timedOut(e) : failed(e);
    }
  }

  private Connection connect(InetAddress address, Deadline bound) throws IOException {
    InetSocketAddress socket = new InetSocketAddress(address, port);
    return tls.isEmpty()
        ? Connection.open(socket, deadlines, bound)
        : Connection.open(socket, this::encrypted, deadlines, bound);
  }

  private SSLSocket encrypted(Socket tcp) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(tcp, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private UnscannedException failed(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return new UnscannedException(
            Reason.MISCONFIGURED,
            "%s has a certificate that is not trusted: %s; it must name the host %s, be valid now, and come from an issuer that is trusted here"
                .formatted(engine, LogText.of(String.valueOf(cause.getMessage())), host),
            e);
      }
    }
    return new UnscannedException(
        Reason.UNREACHABLE,
        "%s is not there: cannot connect: %s"
            .formatted(engine, LogText.of(String.valueOf(e.getMessage()))),
        e);
  }

  private UnscannedException timedOut(IOException e) {
    return new UnscannedException(
        Reason.TIMED_OUT, engine + " did not answer within the time bound", e);
  }
}
