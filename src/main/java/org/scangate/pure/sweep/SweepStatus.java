package org.scangate.pure.sweep;

import java.time.Instant;
import java.util.Optional;

/**
 * How the sweep of one store is, in short.
 *
 * @param store its name
 * @param state as {@link SweepMXBean#getState}
 * @param problem as {@link SweepMXBean#getProblem}
 * @param lastFullWalk when a full walk last came to its end since the start, whatever it could not
 *     read
 */
public record SweepStatus(
    String store, String state, String problem, Optional<Instant> lastFullWalk) {

  /** Whether somebody has it wait until it is resumed. */
  public boolean paused() {
    return state.equals(SweepBean.PAUSED);
  }
}
