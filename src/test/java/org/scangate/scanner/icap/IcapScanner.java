package org.scangate.scanner.icap;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.scangate.scan.Answer;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Verdict;
import org.scangate.scan.pool.ScannerPool;
import org.scangate.testing.Await;
import org.scangate.testing.TestSample;

/** Scangate's own ICAP scanner, wired as in the product, and its client alone. */
final class IcapScanner implements AutoCloseable {

  static final List<String> HEADERS =
      List.of("X-Infection-Found", "X-Virus-ID", "X-Violations-Found");

  /** Far longer than any wait in a test that passes. */
  static final Duration SOON = Duration.ofSeconds(20);

  private final DeadlineTimer deadlines = new DeadlineTimer();
  private final ScannerPool pool;

  IcapScanner(IcapSettings settings) {
    pool = new ScannerPool("icap", Icap.all(settings, deadlines), settings.connections());
  }

  static IcapSettings settings(String... uris) {
    List<URI> all = Arrays.stream(uris).map(IcapSettings::uri).toList();
    return new IcapSettings(
        "icap",
        all,
        IcapSettings.Method.RESPMOD,
        HEADERS,
        DataSize.ofMebibytes(1),
        4,
        SOON,
        defaultTls());
  }

  static IcapSettings with(IcapSettings settings, IcapSettings.Method method) {
    return new IcapSettings(
        settings.name(),
        settings.uris(),
        method,
        settings.foundHeaders(),
        settings.maxFileSize(),
        settings.connections(),
        settings.scanTimeout(),
        settings.tls());
  }

  static IcapSettings with(IcapSettings settings, SSLContext tls) {
    return new IcapSettings(
        settings.name(),
        settings.uris(),
        settings.method(),
        settings.foundHeaders(),
        settings.maxFileSize(),
        settings.connections(),
        settings.scanTimeout(),
        tls);
  }

  static IcapSettings with(IcapSettings settings, DataSize maxFileSize, int connections) {
    return new IcapSettings(
        settings.name(),
        settings.uris(),
        settings.method(),
        settings.foundHeaders(),
        maxFileSize,
        connections,
        settings.scanTimeout(),
        settings.tls());
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has TLS", e);
    }
  }

  ScannerPool pool() {
    return pool;
  }

  IcapScanner ready() {
    Await.until(
        "it is ready",
        SOON,
        () ->
            pool.readiness().ready()
                && pool.readiness().advice().stream().noneMatch(a -> a.contains("just connected")));
    return this;
  }

  void awaitNotReady() {
    Await.until("it is not ready", SOON, () -> !pool.readiness().ready());
  }

  Answer ask(TestSample sample) {
    return pool.scan(sample, Deadline.in(SOON));
  }

  Verdict scan(byte[] content) {
    return ask(TestSample.of(content)).verdict();
  }

  @Override
  public void close() {
    pool.close();
    deadlines.close();
  }
}
