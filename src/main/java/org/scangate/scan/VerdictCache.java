package org.scangate.scan;

import java.util.Optional;

/** Keeps the verdicts of known content for a while. Safe for use by many threads. */
public interface VerdictCache {

  /** Knows nothing and keeps nothing. */
  VerdictCache NONE =
      new VerdictCache() {
        @Override
        public Optional<Verdict> find(String key) {
          return Optional.empty();
        }

        @Override
        public void keep(String key, Verdict verdict) {
          // by its contract
        }

        @Override
        public void forget(String sha256) {
          // by its contract
        }

        @Override
        public void flush() {
          // by its contract
        }
      };

  /** What is known under this key, which begins with the content's SHA-256 and a blank. */
  Optional<Verdict> find(String key);

  void keep(String key, Verdict verdict);

  /** Forgets what is known of one content. */
  void forget(String sha256);

  /** Forgets everything. */
  void flush();
}
