package org.scangate.scanner.remote;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scanner.net.Resolver;

/** A blocking connection to an engine; whoever opens it guards it by a deadline. */
final class RemoteConnection implements Closeable {

  private static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

  private final Socket tcp;
  private final Socket stream;
  private final BufferedInputStream in;

  private RemoteConnection(Socket tcp, Socket stream) throws IOException {
    this.tcp = tcp;
    this.stream = stream;
    this.in = new BufferedInputStream(stream.getInputStream());
  }

  /**
   * Connects by the deadline, and in a few seconds at most: there may be another URL to try.
   *
   * @throws NotTrusted when the certificate does not fit
   */
  static RemoteConnection open(
      RemoteAddress address, Resolver resolver, DeadlineTimer deadlines, Deadline deadline)
      throws IOException {
    Deadline bound = deadline.atMost(CONNECT_BOUND);
    IOException failure = new IOException("cannot connect: the host has no address");
    for (InetAddress one : addresses(resolver, bound)) {
      try {
        return open(address, one, deadlines, bound);
      } catch (NotTrusted e) {
        throw e; // the others are the same engine
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static List<InetAddress> addresses(Resolver resolver, Deadline bound) throws IOException {
    try {
      return resolver.addresses(bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("cannot connect: interrupted", e);
    } catch (IOException e) {
      throw new IOException("cannot connect: " + e.getMessage(), e);
    }
  }

  private static RemoteConnection open(
      RemoteAddress address, InetAddress host, DeadlineTimer deadlines, Deadline bound)
      throws IOException {
    Socket tcp = new Socket(Proxy.NO_PROXY);
    try (DeadlineTimer.Guard guard = deadlines.guard(tcp, bound)) {
      try {
        tcp.connect(new InetSocketAddress(host, address.port()));
        tcp.setTcpNoDelay(true);
        return new RemoteConnection(tcp, address.secure() ? encrypted(tcp, address) : tcp);
      } catch (IOException | RuntimeException e) {
        tcp.close();
        String cause = guard.fired() ? "no answer in time" : e.toString();
        throw mistrusts(e) ? new NotTrusted(e) : new IOException("cannot connect: " + cause, e);
      }
    }
  }

  private static SSLSocket encrypted(Socket tcp, RemoteAddress address) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            address
                .tls()
                .getSocketFactory()
                .createSocket(tcp, address.host(), address.port(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private static boolean mistrusts(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /** What has come that nobody has read. */
  enum Arrived {
    NOTHING,
    BYTES,
    END
  }

  /**
   * Looks for an answer, and waits for one a little.
   *
   * @param patience zero: what is already here
   */
  Arrived arrived(Duration patience) throws IOException {
    if (in.available() > 0) {
      return Arrived.BYTES;
    }
    if (patience.isZero() && tcp.getInputStream().available() == 0) {
      return Arrived.NOTHING;
    }
    // Over TLS, bytes on the wire may be no answer but what TLS itself has to say: only reading
    // tells.
    stream.setSoTimeout(Math.max(1, Math.toIntExact(patience.toMillis())));
    try {
      in.mark(1);
      if (in.read() < 0) {
        return Arrived.END;
      }
      in.reset();
      return Arrived.BYTES;
    } catch (SocketTimeoutException e) {
      return Arrived.NOTHING;
    } finally {
      stream.setSoTimeout(0);
    }
  }

  /** Whether there is more than has been read. */
  boolean hasBytes() throws IOException {
    return arrived(Duration.ZERO) == Arrived.BYTES;
  }

  InputStream in() {
    return in;
  }

  void write(byte[] bytes, int length) throws IOException {
    stream.getOutputStream().write(bytes, 0, length);
  }

  /**
   * Not TLS's own farewell: writing it would block as long as an engine reads nothing. Nothing is
   * lost, since an answer is only believed when it came whole.
   */
  @Override
  public void close() throws IOException {
    tcp.close();
  }

  /** Whoever answers there cannot show that it is the engine. */
  static final class NotTrusted extends IOException {
    private static final long serialVersionUID = 1;

    NotTrusted(Exception e) {
      super(e instanceof SSLException ? e.getMessage() : e.toString(), e);
    }
  }
}
