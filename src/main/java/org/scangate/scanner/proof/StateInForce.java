package org.scangate.scanner.proof;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.scangate.scan.DataSize;
import org.scangate.scan.LogText;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;

/** What is known of an engine now; the log hears of each change. Safe for use by many threads. */
final class StateInForce {

  private static final Logger LOG = System.getLogger(EngineMonitor.class.getName());

  private final EngineSource source;
  private final Object changes = new Object();
  private volatile boolean ended;
  private volatile EngineState state;
  private volatile long outageSince = System.nanoTime();

  /** Of the thread that looks: what the log was told. */
  private Set<String> notOpened = Set.of();

  StateInForce(EngineSource source) {
    this.source = source;
    this.state = EngineState.not(Reason.UNREACHABLE, source.engine() + " was not probed yet");
  }

  EngineState now() {
    return state;
  }

  /** When it was last wholly proven and that was lost, or when it was first looked for. */
  long outageSince() {
    return outageSince;
  }

  void become(Proof proof) {
    EngineClient client = proof.client();
    Readiness after =
        Readiness.ready(
            proof.advice(), client.shown(proof.version()), OptionalLong.of(proof.limit()));
    Readiness before = state.readiness();
    synchronized (changes) {
      if (ended) {
        return;
      }
      state = new EngineState(Optional.of(proof), after);
    }
    if (!after.equals(before)) {
      LOG.log(
          Level.INFO,
          "{0} is ready: {1}, scans files up to {2}",
          client.engine(),
          proof.version().isEmpty() ? "tells no version" : LogText.of(proof.version()),
          new DataSize(proof.limit()));
      proof.advice().stream()
          .filter(sentence -> !before.advice().contains(sentence))
          .forEach(sentence -> LOG.log(Level.WARNING, sentence));
    }
    if (proof.kinds().whole()) {
      tell(client, proof.opened().notOpened());
    }
  }

  private void tell(EngineClient client, Set<String> closed) {
    if (!closed.equals(notOpened) && !closed.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0} does not open {1}: such files are not scanned (not-opened), unless another scanner opens them",
          client.engine(),
          String.join(", ", closed));
      notOpened = closed;
    }
  }

  /** Nothing is proven now. */
  void forget(Verdict.Unscanned why) {
    EngineState before;
    EngineState after = EngineState.not(why.reason(), why.detail());
    synchronized (changes) {
      before = state;
      if (before.proof().filter(Proof::whole).isPresent()) {
        outageSince = System.nanoTime();
      }
      state = after;
    }
    before.proof().map(Proof::client).ifPresent(source::release);
    if (!ended && !before.readiness().equals(after.readiness())) {
      LOG.log(Level.WARNING, "not scanning: " + LogText.of(why.detail()));
    }
  }

  /** Nothing is proven from now on. */
  void end(Verdict.Unscanned why) {
    ended = true;
    forget(why);
  }
}
