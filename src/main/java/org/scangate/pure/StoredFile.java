package org.scangate.pure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.scangate.scan.Sample;

/** One file of a store, as it was when it was listed. */
public interface StoredFile {

  /** Where it lies; unlike any other's in the store, and the same the next time. */
  String place();

  /** Bytes. */
  long size();

  /** When it last changed in any way, by the store's clock. */
  Instant changed();

  /**
   * How long ago {@link #changed} was; also when the clock was put back meanwhile. Not negative.
   */
  Duration age();

  /** Whether nobody is at it any more: it may be scanned. */
  boolean settled(Duration settle);

  VerdictFreshness freshness();

  /**
   * Reads its verdict.
   *
   * @return empty when there is none, or none that can be understood
   */
  Optional<VerdictDocument> verdict() throws IOException;

  /** To be scanned; reads this very file, or fails. */
  Sample sample();

  /** Why its content could not be read, if that is not its own fault; empty: it could. */
  default Optional<String> unreadable() {
    return Optional.empty();
  }

  /** Whether it is still as it was listed, as far as is known here. */
  boolean unchanged();

  /** Most of {@link #unchanged}, at half the price; not enough to publish a verdict by. */
  default boolean seemsUnchanged() {
    return unchanged();
  }

  /** Whether it has had a verdict since it was listed, as far as that costs no request. */
  default boolean hasNewVerdict() {
    return false;
  }

  /**
   * Puts a verdict in the place of the one before, whole or not at all, if the file is {@link
   * #unchanged}; looks again afterwards, and makes it {@link Status#PENDING} if it is not. {@link
   * Status#PENDING} itself is put there whether it changes on or not.
   *
   * <p>A {@link Status#PENDING} verdict leaves the file {@link VerdictFreshness#CHANGED} or {@link
   * VerdictFreshness#MISSING}, so that nobody forgets it.
   *
   * @return false when the file changed or is gone
   * @throws IOException when it cannot be written; what was there before stays. In the place of
   *     {@link Status#PENDING} there is then none, which says the same: the one before is deleted,
   *     if that can be done
   */
  boolean publish(VerdictDocument verdict) throws IOException;

  /**
   * Somebody vouches that a verdict is on this content: it is bound to the file as it was listed.
   *
   * @return the id that it has from now on; empty when the file changed or is gone, or has a
   *     verdict that cannot be bound
   */
  default Optional<UUID> vouch(VerdictDocument verdict) throws IOException {
    return Optional.empty();
  }

  /** Has it visited by the next walk through {@link Scope#CHANGES}, whatever changed. */
  void revisit();

  /** Keeps it usable until {@link #release}. */
  void hold();

  void release();
}
