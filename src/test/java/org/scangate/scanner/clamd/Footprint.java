package org.scangate.scanner.clamd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.scangate.testing.Await;

/**
 * What Scangate holds of this process.
 *
 * @param threads its own, alive
 * @param openFiles files and sockets, anybody's
 */
record Footprint(long threads, long openFiles) {

  private static final Duration SOON = Duration.ofSeconds(10);

  static Footprint now() {
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("scangate-"))
            .count();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new Footprint(threads, open.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is left over of what was made since. */
  void awaitBack() {
    Await.until(
        "the same as before, " + this,
        SOON,
        () -> now().threads <= threads && now().openFiles <= openFiles);
  }
}
