package org.scangate.watch.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.scangate.journal.CoverageGap;
import org.scangate.journal.JournalException;

/** What the journal knows of the past, of all servers that share it. */
public interface SilenceHistory {

  /**
   * The last hour in which each Moodle site was heard.
   *
   * @param most of them, those that were heard last
   */
  Map<String, Instant> lastHours(Instant since, int most) throws JournalException;

  /** All hours in which that site was heard, the earliest first. */
  List<Instant> hours(String site, Instant since) throws JournalException;

  /** When none ran, or none can tell. */
  List<CoverageGap> away(Instant since) throws JournalException;

  /** Whether other servers may write it too, so that without it nobody can tell who was heard. */
  boolean shared();
}
