package org.scangate.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which scans are looked for: those that have all of what is given. Texts are compared as they are,
 * but for the place, whose beginning is.
 *
 * @param sha256 hexadecimal
 * @param sha1 hexadecimal: Moodle's contenthash
 * @param place how it begins
 * @param entry or {@link #NO_CANARY}
 * @param verdict or {@link #NOT_OK} or {@link #OPEN}
 * @param scanner one that answered
 * @param from the first moment
 * @param to the moment after the last one
 */
public record ScanSearch(
    Optional<UUID> id,
    Optional<String> sha256,
    Optional<String> sha1,
    Optional<String> user,
    Optional<String> site,
    Optional<String> entry,
    Optional<String> place,
    Optional<String> verdict,
    Optional<String> reason,
    Optional<String> signature,
    Optional<String> scanner,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** In the place of a verdict: {@code FOUND} and {@code UNSCANNED}. */
  public static final String NOT_OK = "NOT-OK";

  /** In the place of a verdict: {@code FOUND}, and nobody has acknowledged it. */
  public static final String OPEN = "OPEN";

  /** In the place of an entry: all but our own test files. */
  public static final String NO_CANARY = "NO-CANARY";
}
