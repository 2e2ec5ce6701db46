package org.scangate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What Scangate holds of this process.
 *
 * @param threads its own and those of its HTTP clients, alive
 * @param openFiles files and sockets, anybody's
 * @param processes that this one has begun and their children, alive
 */
public record Footprint(long threads, long openFiles, long processes) {

  private static final Duration SOON = Duration.ofSeconds(10);

  public static Footprint now() {
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("scangate-") || name.startsWith("HttpClient-"))
            .count();
    long processes = ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new Footprint(threads, open.count(), processes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is left over of what was made since. */
  public void awaitBack() {
    Await.until("the same as before, " + this, SOON, () -> now().noMoreThan(this));
  }

  private boolean noMoreThan(Footprint before) {
    return threads <= before.threads
        && openFiles <= before.openFiles
        && processes <= before.processes;
  }
}
