package org.scangate.watch.canary;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.scangate.scan.Deadline;
import org.scangate.scan.Events;
import org.scangate.scan.access.CanaryMarks;

/** All canaries: how they are, and at the end of the application their end. */
public final class Canaries implements AutoCloseable {

  /** A request that is given up ends at once. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);

  private final List<CanaryRunner> runners;
  private final ScannerProofs proofs;

  private Canaries(List<CanaryRunner> runners, ScannerProofs proofs) {
    this.runners = List.copyOf(runners);
    this.proofs = proofs;
  }

  /**
   * Begins with them: each is tried some minutes after that.
   *
   * @param marks by which the entry knows what comes in again through the front door
   * @param proven the largest file that gets a verdict now, in bytes; empty: not known
   * @param events hears when one fails, fails otherwise, or is well again
   */
  public static Canaries start(
      List<CanarySettings> settings,
      CanaryMarks marks,
      Supplier<OptionalLong> proven,
      ScannerProofs proofs,
      Events events,
      Clock clock) {
    List<CanaryRunner> runners =
        settings.stream()
            .map(
                one -> {
                  CanaryTrial trial = trial(one, marks, proven);
                  return new CanaryRunner(one, trial, first(one), events, clock);
                })
            .toList();
    runners.forEach(CanaryRunner::start);
    return new Canaries(runners, proofs);
  }

  private static Duration first(CanarySettings settings) {
    Duration first = settings.type().first();
    return settings.every().compareTo(first) < 0 ? settings.every() : first;
  }

  private static CanaryTrial trial(
      CanarySettings settings, CanaryMarks marks, Supplier<OptionalLong> proven) {
    return switch (settings.type()) {
      case MOODLE -> new MoodleTrial(settings);
      case FRONT_DOOR -> new FrontDoorTrial(settings, marks, proven);
    };
  }

  /** In the configured order. */
  public List<CanaryStatus> statuses() {
    return runners.stream().map(CanaryRunner::status).toList();
  }

  /** The scanners' own. */
  public List<ScannerProofs.Proof> proofs() {
    return proofs.all();
  }

  /**
   * Has one tried now; one that is being tried goes on. Comes back at once.
   *
   * @param by who asks for it
   * @return how it is from now on; empty: there is none of this name
   */
  public Optional<CanaryStatus> run(String name, String by) {
    Optional<CanaryRunner> named =
        runners.stream().filter(one -> one.status().name().equals(name)).findFirst();
    named.ifPresent(one -> one.wanted(by));
    return named.map(CanaryRunner::status);
  }

  /** Gives up what goes on; waits for nobody. */
  public void end() {
    runners.forEach(CanaryRunner::giveUp);
  }

  @Override
  public void close() {
    Deadline ended = Deadline.in(ENDS_WITHIN);
    end();
    runners.forEach(one -> one.awaitEnd(ended));
  }
}
