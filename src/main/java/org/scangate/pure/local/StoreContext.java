package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What all files of the store have in common.
 *
 * @param verdicts reads and writes them
 */
record StoreContext(
    StoreClock clock,
    TemporaryFiles temporaries,
    VerdictFiles verdicts,
    Path root,
    BooleanSupplier closed) {

  void throwIfClosed() {
    if (closed.getAsBoolean()) {
      throw new IllegalStateException("The store is closed");
    }
  }
}
