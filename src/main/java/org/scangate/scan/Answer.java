package org.scangate.scan;

import java.util.Optional;

/**
 * What one scanner said of one sample.
 *
 * @param cacheKey under which the verdict may be kept: it names the scanner, its address, its
 *     settings and its signatures' version, and is empty when the scanner does not tell that
 *     version, when it changed during the scan, or when there is no verdict
 * @param known whether the verdict comes from the cache of known content
 * @param opened what it was shown to open when it gave this answer; empty where it looks into
 *     nothing, such as a list of digests, or where it does not matter
 */
public record Answer(
    Verdict verdict,
    Engine engine,
    Optional<String> cacheKey,
    boolean known,
    Optional<Opened> opened) {

  /** An answer that must not be kept. */
  public static Answer of(Verdict verdict, Engine engine) {
    return new Answer(verdict, engine, Optional.empty(), false, Optional.empty());
  }
}
