package org.scangate.scanner.icap;

import static java.net.StandardSocketOptions.TCP_NODELAY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.LogText;
import org.scangate.scan.Reason;
import org.scangate.scanner.net.Resolver;

/** Opens connections to one server. */
final class IcapConnector {

  /** There may be another server to try. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final URI uri;
  private final SSLContext tls;
  private final DeadlineTimer deadlines;
  private final Resolver resolver;

  IcapConnector(URI uri, SSLContext tls, DeadlineTimer deadlines) {
    this.uri = uri;
    this.tls = tls;
    this.deadlines = deadlines;
    this.resolver = new Resolver(IcapUri.host(uri));
  }

  /** Connects by the deadline, and in a few seconds at most; with TLS, the name is checked. */
  IcapConnection connect(Deadline deadline) throws NoVerdict, InterruptedException {
    Deadline bound = deadline.atMost(BOUND);
    try {
      IOException failure = null;
      for (InetAddress address : resolver.addresses(bound)) {
        try {
          return connect(new InetSocketAddress(address, uri.getPort()), bound);
        } catch (SSLException e) {
          throw e; // the others are the same server
        } catch (IOException e) {
          failure = e;
        }
      }
      throw failure == null ? new IOException("the host has no address") : failure;
    } catch (SSLException e) {
      throw noTls(e);
    } catch (IOException e) {
      throw failed(deadline, bound, e);
    }
  }

  private IcapConnection connect(InetSocketAddress address, Deadline bound) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try (DeadlineTimer.Guard guard = deadlines.guard(channel, bound)) {
      channel.setOption(TCP_NODELAY, true);
      channel.connect(address);
      Wire wire =
          IcapUri.encrypted(uri)
              ? TlsWire.over(channel, tls, IcapUri.host(uri), uri.getPort())
              : new PlainWire(channel);
      if (guard.fired()) {
        throw new IOException("no answer in time");
      }
      return new IcapConnection(wire);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private NoVerdict failed(Deadline deadline, Deadline bound, IOException e) {
    String where = "cannot connect to the ICAP server at " + uri + ": ";
    if (deadline.passed()) {
      return new NoVerdict(Reason.TIMED_OUT, where + "no answer within the time bound", e);
    }
    String why = bound.passed() ? "no answer in time" : LogText.of(String.valueOf(e));
    return new NoVerdict(Reason.UNREACHABLE, where + why, e);
  }

  private NoVerdict noTls(SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return new NoVerdict(
            Reason.MISCONFIGURED,
            "the certificate of the ICAP server at %s does not fit (%s); its issuer must be trusted, and the host be named as in the certificate"
                .formatted(uri, LogText.of(String.valueOf(cause.getMessage()))),
            e);
      }
    }
    return new NoVerdict(
        Reason.UNREACHABLE,
        "no TLS with the ICAP server at %s: %s"
            .formatted(uri, LogText.of(String.valueOf(e.getMessage()))),
        e);
  }
}
