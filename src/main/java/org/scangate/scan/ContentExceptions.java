package org.scangate.scan;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What administrators decided on single contents. Asked for each scan, on its thread: answers from
 * memory, waits for nothing and throws nothing. Safe for use by many threads.
 */
public interface ContentExceptions {

  /** There are none. */
  ContentExceptions NONE =
      new ContentExceptions() {
        @Override
        public boolean concern(long size) {
          return false;
        }

        @Override
        public boolean block(long size) {
          return false;
        }

        @Override
        public Optional<ContentException> find(String sha256, long size) {
          return Optional.empty();
        }

        @Override
        public Optional<Instant> changed(long size) {
          return Optional.empty();
        }

        @Override
        public boolean lapsed(UUID id) {
          return true;
        }
      };

  /** Whether one holds now on some content of this size, which is to be hashed then. */
  boolean concern(long size);

  /** Whether one of those blocks its content. */
  boolean block(long size);

  /** The one that holds now on this content. */
  Optional<ContentException> find(String sha256, long size);

  /**
   * When one on a content of this size last began or ended: an earlier verdict may be another now.
   */
  Optional<Instant> changed(long size);

  /** Whether this one holds no more, or never was; false while that is not known. */
  boolean lapsed(UUID id);
}
