package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * How the local side of the journal is. Numbers count from the start of this process.
 *
 * @param bytes of all segments
 * @param maxBytes their bound
 * @param waiting records that are not shipped: about so many where an earlier process wrote them
 * @param inMemory records that wait for the disk and are lost when the process is killed
 * @param givenUp records that had to make room for later ones
 * @param lost records that could not be written
 * @param late records whose sender did not wait until they were written
 * @param troubledSince since when the disk does not take records, or takes them slowly
 * @param lastError what went wrong last, however long ago
 */
public record JournalFileStatus(
    long bytes,
    long maxBytes,
    long waiting,
    long inMemory,
    ByKind givenUp,
    ByKind lost,
    long late,
    Optional<Instant> troubledSince,
    Optional<String> lastError) {

  /**
   * A number of records.
   *
   * @param ok scans that were OK
   * @param others other scans, and events
   */
  public record ByKind(long ok, long others) {

    public long sum() {
      return ok + others;
    }
  }
}
