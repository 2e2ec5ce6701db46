package org.scangate.watch.canary;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.scan.Readiness;
import org.scangate.scan.Verdict;

/**
 * The canary of each scanner is its proof, which goes on all the time: this only remembers when it
 * held last.
 */
public final class ScannerProofs {

  private final Supplier<Map<String, Readiness>> scanners;
  private final Clock clock;
  private final Map<String, Last> last = new LinkedHashMap<>();

  private record Last(Optional<Instant> success, Optional<Instant> failure, String problem) {}

  /**
   * One scanner.
   *
   * @param problem why it would give no true verdict now; empty: it would
   */
  public record Proof(
      String scanner,
      Optional<Instant> lastSuccess,
      Optional<Instant> lastFailure,
      String problem) {}

  public ScannerProofs(Supplier<Map<String, Readiness>> scanners, Clock clock) {
    this.scanners = scanners;
    this.clock = clock;
  }

  /** To be called every second or so. */
  public synchronized void look() {
    Instant now = clock.instant();
    scanners.get().forEach((name, readiness) -> last.merge(name, now(readiness, now), this::later));
  }

  private static Last now(Readiness readiness, Instant now) {
    String problem = readiness.obstacle().map(Verdict.Unscanned::detail).orElse("");
    return readiness.ready()
        ? new Last(Optional.of(now), Optional.empty(), "")
        : new Last(Optional.empty(), Optional.of(now), problem);
  }

  private Last later(Last before, Last now) {
    return new Last(
        now.success().or(before::success), now.failure().or(before::failure), now.problem());
  }

  public synchronized List<Proof> all() {
    return last.entrySet().stream()
        .map(
            one ->
                new Proof(
                    one.getKey(),
                    one.getValue().success(),
                    one.getValue().failure(),
                    one.getValue().problem()))
        .toList();
  }
}
