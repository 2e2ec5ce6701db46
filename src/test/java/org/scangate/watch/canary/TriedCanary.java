package org.scangate.watch.canary;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.scangate.scan.Events;
import org.scangate.scan.access.CanaryMarks;
import org.scangate.scanner.net.TrustedCertificates;
import org.scangate.testing.Await;

/** One canary that is tried when a test wants it. */
final class TriedCanary implements AutoCloseable {

  static final String TOKEN = "0123456789abcdef0123456789abcdef";

  final List<String> events = new CopyOnWriteArrayList<>();
  private final Canaries canaries;

  private TriedCanary(CanarySettings settings, CanaryMarks marks, OptionalLong proven) {
    Events heard = (kind, who, what, detail) -> events.add(kind + " " + who + " " + what);
    ScannerProofs proofs = new ScannerProofs(java.util.Map::of, Clock.systemUTC());
    canaries =
        Canaries.start(List.of(settings), marks, () -> proven, proofs, heard, Clock.systemUTC());
  }

  static TriedCanary moodle(String url, Duration timeout) {
    return new TriedCanary(
        settings(CanaryType.MOODLE, url, Optional.of(TOKEN), timeout, jvm()),
        new CanaryMarks(),
        OptionalLong.empty());
  }

  static TriedCanary frontDoor(String url, CanaryMarks marks, long proven) {
    return frontDoor(url, Optional.empty(), marks, proven);
  }

  static TriedCanary frontDoor(String url, Optional<String> token, CanaryMarks marks, long proven) {
    return new TriedCanary(
        settings(CanaryType.FRONT_DOOR, url, token, Duration.ofSeconds(20), jvm()),
        marks,
        OptionalLong.of(proven));
  }

  static TriedCanary frontDoor(String url, SSLContext tls) {
    return new TriedCanary(
        settings(CanaryType.FRONT_DOOR, url, Optional.empty(), Duration.ofSeconds(20), tls),
        new CanaryMarks(),
        OptionalLong.empty());
  }

  private static CanarySettings settings(
      CanaryType type, String url, Optional<String> token, Duration timeout, SSLContext tls) {
    URI address = CanarySettings.url(url);
    return new CanarySettings("it", type, address, token, Duration.ofDays(1), timeout, tls);
  }

  private static SSLContext jvm() {
    try {
      return TrustedCertificates.context(Optional.empty());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  CanaryStatus status() {
    return canaries.statuses().get(0);
  }

  void begin() {
    assertTrue(canaries.run("it", "anna").isPresent());
  }

  /** What is wrong; empty: nothing. */
  String tried() {
    begin();
    return told();
  }

  /** The same of a trial that has begun. */
  String told() {
    Await.until("it was tried", Duration.ofSeconds(60), () -> !status().running());
    return status().problem();
  }

  @Override
  public void close() {
    canaries.close();
  }
}
