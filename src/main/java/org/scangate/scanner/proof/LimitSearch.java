package org.scangate.scanner.proof;

import java.util.List;
import org.scangate.scanner.UnscannedException;

/** Finds the largest size that a scanner really scans, by trying. */
final class LimitSearch {

  /** What differs by less is not worth another trial. */
  static final long GRAIN = 1024;

  /** Debian's own limit, so the likeliest after the configured one. */
  private static final List<Long> LIKELY = List.of(25L << 20);

  private LimitSearch() {}

  /**
   * @param most the size that would be enough
   * @param trial scans something infected of this size
   * @return {@code most}, or the largest multiple of {@link #GRAIN} that was found; 0 for none
   */
  static long upTo(long most, Trial trial) throws UnscannedException, InterruptedException {
    if (trial.found(most)) {
      return most;
    }
    long low = 0;
    long high = most;
    for (long likely : LIKELY) {
      for (long size : new long[] {likely, likely + GRAIN}) {
        if (size > low && size < high) {
          if (trial.found(size)) {
            low = size;
          } else {
            high = size;
          }
        }
      }
    }
    while (high - low > GRAIN) {
      long middle = Math.max((low + high) / 2 / GRAIN * GRAIN, low + GRAIN);
      if (middle >= ProbeSamples.SMALLEST_TAR && trial.found(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** One attempt. */
  interface Trial {
    /**
     * @return false when it was not found, so was not scanned
     * @throws UnscannedException when the scanner gave no answer that says anything about its limit
     */
    boolean found(long size) throws UnscannedException, InterruptedException;
  }
}
