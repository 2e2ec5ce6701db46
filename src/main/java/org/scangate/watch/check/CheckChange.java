package org.scangate.watch.check;

import java.util.Optional;

/**
 * A check says something else than before.
 *
 * @param before empty: it has been run for the first time
 */
public record CheckChange(Optional<CheckState> before, CheckStatus now) {

  /** Worth an event: not that all is well for the first time, nor that there is nothing to see. */
  public boolean isNews() {
    boolean wasTrouble = before.filter(CheckState::isTrouble).isPresent();
    return now.state().isTrouble() || wasTrouble;
  }
}
