package org.scangate.journal;

import java.time.Instant;
import java.util.List;
import org.scangate.journal.ScanRecord.ScannerAnswer;

/**
 * All that the journal still has of one content.
 *
 * @param sha256 those of its scans; several where a SHA-1 was asked for that two contents share. At
 *     most {@link #MAX_HASHES}
 * @param sha1 likewise; a store's scans have none
 * @param smallest bytes; another than {@link #largest} shows two contents
 * @param where the latest first
 * @param moreWhere whether there are others
 * @param verdicts the latest first
 * @param moreVerdicts whether some were so many that they are left out
 */
public record ContentHistory(
    List<String> sha256,
    List<String> sha1,
    long smallest,
    long largest,
    Seen seen,
    List<Where> where,
    boolean moreWhere,
    List<Judged> verdicts,
    boolean moreVerdicts) {

  static final int MAX_HASHES = 10;

  public ContentHistory {
    sha256 = List.copyOf(sha256);
    sha1 = List.copyOf(sha1);
    where = List.copyOf(where);
    verdicts = List.copyOf(verdicts);
  }

  /** How often, and when first and last. */
  public record Seen(long scans, Instant first, Instant last) {

    Seen and(Seen other) {
      return new Seen(
          scans + other.scans,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /**
   * Where it is, and who brought it there.
   *
   * @param place empty: it was not told, or is blanked
   * @param user likewise
   */
  public record Where(String entry, String site, String place, String user, Seen seen) {}

  /**
   * A verdict that it had.
   *
   * @param by with what; the latest first
   */
  public record Judged(
      String verdict, String reason, String signature, Seen seen, List<ByScanners> by) {
    public Judged {
      by = List.copyOf(by);
    }
  }

  /**
   * What scanners of one version each said.
   *
   * @param answers without addresses; empty: no scanner was asked
   */
  public record ByScanners(List<ScannerAnswer> answers, Seen seen) {
    public ByScanners {
      answers = List.copyOf(answers);
    }
  }
}
