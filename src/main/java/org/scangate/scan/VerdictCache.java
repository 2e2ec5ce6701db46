package org.scangate.scan;

import java.util.Optional;

/** Keeps the verdicts of known content for a while. Safe for use by many threads. */
public interface VerdictCache {

  /** What is known under this key. */
  Optional<Verdict> find(String key);

  void keep(String key, Verdict verdict);

  /** Forgets everything. */
  void flush();
}
