package org.scangate.scanner;

import java.util.List;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/**
 * Speaks with one engine at one address, and is all that a protocol needs: {@code ProvenScanner}
 * makes a scanner of it. Knows nothing of proofs, limits, slots and second tries. Safe for use by
 * many threads.
 */
public interface EngineClient extends AutoCloseable {

  /** For sentences, such as {@code the ICAP server at icap://av:1344/scan}; without secrets. */
  String engine();

  /** Where it is, for the log, such as {@code icap://av:1344/scan}; never empty, no secrets. */
  String address();

  /**
   * Gives it every byte of the sample, and returns what it says: clean only if it answered exactly
   * that, after the last byte. Every failure is a {@link Verdict.Unscanned}; nothing is thrown for
   * it. Returns by the deadline, which may end early, and leaves nothing behind.
   */
  Said scan(Sample sample, Deadline deadline);

  /** {@link Scanner#maxConcurrentScans()}; one more, a probe, may come at the same time. */
  default int maxConcurrentScans() {
    return Integer.MAX_VALUE;
  }

  /**
   * Asks for product, version and signature version.
   *
   * @return empty when it tells none, or does not answer by the deadline
   */
  Optional<String> version(Deadline deadline);

  /** The same for those who can do without: empty also while many are asking. */
  default Optional<String> versionInPassing(Deadline deadline) {
    return version(deadline);
  }

  /** A version as people are shown it. */
  default String shown(String version) {
    return version;
  }

  /** Whether the version changes with the signatures, so that a verdict may be kept under it. */
  default boolean tellsSignatures(String version) {
    return !version.isEmpty();
  }

  /**
   * The process that this client speaks with, by a name that no other has: as long as it is not
   * {@link #gone}, every answer is its own.
   *
   * @return empty where one process cannot be told from the next
   */
  default Optional<String> process() {
    return Optional.empty();
  }

  /** Whether that process has gone away, as far as is known; never blocks. */
  default boolean gone() {
    return false;
  }

  /** What it is asked for beside its limit: what any engine should do. */
  default List<Weakness> asked() {
    return List.of(Weakness.ZIP, Weakness.PDF, Weakness.BEYOND_LIMITS, Weakness.ENCRYPTED);
  }

  /**
   * Whether one that tells when it ended a scan at a limit ({@link Weakness#BEYOND_LIMITS}) tells
   * so of its time limit too. Of most engines nobody knows.
   */
  default boolean tellsTimeWithLimits() {
    return false;
  }

  /**
   * What the administrator should do about a weakness: half a sentence such as {@code set
   * AlertEncrypted yes in its clamd.conf and restart it}.
   *
   * @param limit the largest file that it is proven to scan
   */
  String remedy(Weakness weakness, DataSize limit);

  /** Ends its connections, threads and processes; scans in flight end as unscanned. */
  @Override
  void close();

  /**
   * An answer.
   *
   * @param version as {@link EngineClient#version}, as it came with the answer itself; empty when
   *     none came: then nothing is kept of it
   */
  record Said(Verdict verdict, String version) {
    /** An answer that came without a version. */
    public static Said of(Verdict verdict) {
      return new Said(verdict, "");
    }
  }
}
