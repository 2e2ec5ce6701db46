package org.scangate.pure.local;

/**
 * What all files of the store have in common.
 *
 * @param verdicts reads and writes them
 */
record Shelf(
    StoreClock clock,
    Temporaries temporaries,
    VerdictFiles verdicts,
    java.nio.file.Path root,
    java.util.function.BooleanSupplier closed) {

  void throwIfClosed() {
    if (closed.getAsBoolean()) {
      throw new IllegalStateException("The store is closed");
    }
  }
}
