package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What all files of a walk below a root have in common.
 *
 * @param verdicts reads and writes them
 * @param root with what all walks together remember of it
 * @param real its path, without symbolic links
 */
record StoreContext(
    StoreClock clock,
    TemporaryFiles temporaries,
    VerdictFiles verdicts,
    LocalRoot root,
    Path real,
    BooleanSupplier closed) {

  /** The next walk through changes lists this folder. */
  void revisit(Path folder) {
    root.revisit(real, folder);
  }
}
