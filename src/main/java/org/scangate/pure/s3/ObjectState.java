package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * An object as it was at some moment.
 *
 * @param at where
 * @param etag of its content, without quotation marks
 * @param modified in whole seconds, cut off, by the service's clock
 * @param size bytes
 * @param version where the bucket keeps versions and it is known; empty: whatever is there
 */
record ObjectState(
    ObjectKey at, String etag, Instant modified, long size, Optional<String> version) {

  /** Dates are cut off to whole seconds: within one an object may change and look as before. */
  static final Duration GRAIN = Duration.ofSeconds(1);

  /** Services write the same thing differently in listings and in headers. */
  ObjectState {
    etag = etag.replace("\"", "");
    modified = modified.truncatedTo(ChronoUnit.SECONDS);
  }

  ObjectState with(Optional<String> known) {
    return new ObjectState(at, etag, modified, size, known);
  }

  /** Whether it has the same content, as far as digest and size tell. */
  boolean sameContent(ObjectState other) {
    return etag.equals(other.etag) && size == other.size;
  }

  /** Whether it is the same content, from the same upload. */
  boolean sameAs(ObjectState other) {
    return sameContent(other) && modified.equals(other.modified);
  }

  /** Whether it came in parts: then its date is that of the upload's begin. */
  boolean inParts() {
    return etag.indexOf('-') >= 0;
  }

  /** Unlike that of any other object, or state of it, but for one in 2<sup>64</sup>. */
  long fingerprint() {
    return ((long) at.hashCode() << Integer.SIZE)
        | Integer.toUnsignedLong(Objects.hash(etag, modified, size));
  }
}
