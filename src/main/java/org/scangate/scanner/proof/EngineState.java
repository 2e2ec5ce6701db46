package org.scangate.scanner.proof;

import java.util.Optional;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;

/**
 * What is known of an engine.
 *
 * @param proof empty when nothing is proven; readiness then says why
 */
record EngineState(Optional<Proof> proof, Readiness readiness) {

  static EngineState not(Reason reason, String why) {
    return new EngineState(Optional.empty(), Readiness.not(reason, why));
  }
}
