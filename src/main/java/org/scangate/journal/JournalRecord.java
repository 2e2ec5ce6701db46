package org.scangate.journal;

import java.time.Instant;
import java.util.UUID;

/** What the journal keeps, in the order in which it comes. */
public sealed interface JournalRecord permits ScanRecord, EventRecord {

  /** Tells this record from all others, so that it is kept once however often it is sent. */
  UUID id();

  /** When it was; never changes for one id. */
  Instant at();

  /** Whether it may be given up before others when there is no room: a scan that was OK. */
  boolean isOrdinary();
}
