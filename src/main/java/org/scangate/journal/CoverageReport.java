package org.scangate.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was scanned within a span of time, and what may have gone by.
 *
 * @param from a whole hour of UTC: sums are kept by the hour
 * @param to the whole hour after the last one
 * @param asked when this was asked: hours that are not over by then are in the sums alone
 * @param outcomes by verdict, reason, and whether any scanner was given the file
 * @param sites those with the most files first
 * @param versions of the scanners, the latest first
 * @param gaps the earliest first
 * @param quiet hours that are over and in which no file came
 * @param firstHour of the first sums of that site that there still are; what was before is not
 *     known. Empty: there are none at all
 * @param waiting records of this server that the database does not have yet
 */
public record CoverageReport(
    Instant from,
    Instant to,
    Instant asked,
    List<ByOutcome> outcomes,
    Some<BySite> sites,
    Some<ByVersions> versions,
    Some<CoverageGap> gaps,
    Some<Quiet> quiet,
    Optional<Instant> firstHour,
    long waiting) {

  public CoverageReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * A list with a bound.
   *
   * @param more whether there are others
   */
  public record Some<T>(List<T> list, boolean more) {
    public Some {
      list = List.copyOf(list);
    }

    static <T> Some<T> of(List<T> all, int most) {
      return new Some<>(all.subList(0, Math.min(most, all.size())), all.size() > most);
    }
  }

  /** Scans of files: a file that is scanned twice counts twice. */
  public record Sum(long files, long bytes) {

    public Sum and(Sum other) {
      return new Sum(files + other.files, bytes + other.bytes);
    }
  }

  /**
   * @param asked whether any scanner was given the file; else it was not received, or turned down
   *     before
   */
  public record ByOutcome(String verdict, String reason, boolean asked, Sum sum) {}

  /** Between its first and its last hour there may be quiet ones. */
  public record BySite(String entry, String site, Sum sum, Instant firstHour, Instant lastHour) {}

  /**
   * @param versions each scanner's name, product and signatures' version
   */
  public record ByVersions(String versions, Sum sum, Instant firstHour, Instant lastHour) {}

  /**
   * @param to the moment after
   */
  public record Quiet(Instant from, Instant to) {}
}
