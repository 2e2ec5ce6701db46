package org.scangate.journal;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scangate.journal.CoverageReport.Some;
import org.scangate.journal.CoverageReport.Sum;

/**
 * A few figures of a span of time, such as a week, without those of canaries, which are tests of
 * our own. A file that is scanned twice counts twice.
 *
 * @param from a whole hour of UTC: sums are kept by the hour
 * @param to likewise, the moment after
 * @param outcomes by verdict and reason; an OK with a reason was allowed by an exception
 * @param places those with the most findings first, then those with the most not scanned
 * @param unopened of files that were not scanned because they were not opened: how often each kind
 *     of container was met, of the latest files alone where there are many
 * @param gaps the earliest first
 * @param waiting records of this server that the database does not have yet
 */
public record WeekReport(
    Instant from,
    Instant to,
    List<ByReason> outcomes,
    Some<ByPlace> places,
    SortedMap<String, Long> unopened,
    List<CoverageGap> gaps,
    long waiting) {

  public WeekReport {
    outcomes = List.copyOf(outcomes);
    unopened = new TreeMap<>(unopened);
    gaps = List.copyOf(gaps);
  }

  /**
   * @param reason empty: none
   */
  public record ByReason(String verdict, String reason, Sum sum) {}

  /**
   * @param site empty: not known
   */
  public record ByPlace(String entry, String site, long files, long found, long notScanned) {}
}
