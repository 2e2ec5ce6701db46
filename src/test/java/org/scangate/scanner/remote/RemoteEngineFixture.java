package org.scangate.scanner.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.net.TrustedCertificates;

/** A client without proofs, for one URL. */
record RemoteEngineFixture(RemoteClient client, DeadlineTimer deadlines) implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(20);

  static RemoteEngineFixture of(URI url) {
    return of(url, new Credentials.None(), believing());
  }

  static RemoteEngineFixture of(URI url, Credentials credentials, SSLContext tls) {
    DeadlineTimer deadlines = new DeadlineTimer();
    return new RemoteEngineFixture(
        new RemoteClient(settings(List.of(url), credentials, tls), url, deadlines), deadlines);
  }

  static RemoteSettings settings(List<URI> urls, Credentials credentials, SSLContext tls) {
    return new RemoteSettings(
        "av", urls, credentials, DataSize.ofMebibytes(1), 2, Duration.ofSeconds(10), tls);
  }

  /** What the JVM believes. */
  static SSLContext believing() {
    try {
      return TrustedCertificates.context(Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Verdict scan(Sample sample) {
    return scan(sample, Deadline.in(SOON));
  }

  Verdict scan(Sample sample, Deadline deadline) {
    return client.scan(sample, deadline).verdict();
  }

  @Override
  public void close() {
    client.close();
    deadlines.close();
  }
}
