package org.scangate.journal;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened around the scans.
 *
 * @param kind lower case with dashes, such as {@code scanner-not-ready}; few
 * @param who the operator, or empty where nobody did it
 * @param what it happened to: a scanner, a store, a site, a content
 * @param detail in words, for an administrator
 */
public record EventRecord(UUID id, Instant at, String kind, String who, String what, String detail)
    implements JournalRecord {

  @Override
  public boolean isOrdinary() {
    return false;
  }
}
