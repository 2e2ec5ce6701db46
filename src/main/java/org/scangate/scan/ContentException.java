package org.scangate.scan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * What an administrator decided on one content: that it is allowed whatever scanners find in it, or
 * blocked whatever they do not. It is on a content and never on a signature: engines tell the first
 * match only, so that an allowed name could hide another.
 *
 * @param id by which it is named wherever it had a say
 * @param sha256 of the content, lower-case hexadecimal
 * @param size of the content, in bytes: others are not even hashed
 * @param by who decided
 * @param reason why, in their words
 * @param begins from when on it holds
 * @param ends the moment from which it does not hold any more
 */
public record ContentException(
    UUID id,
    Kind kind,
    String sha256,
    long size,
    String by,
    String reason,
    Instant begins,
    Instant ends) {

  /** What is decided. */
  public enum Kind {
    ALLOWED,
    BLOCKED
  }

  public ContentException {
    requireNonNull(id);
    requireNonNull(kind);
    requireNonNull(sha256);
    requireNonNull(by);
    requireNonNull(reason);
    requireNonNull(begins);
    requireNonNull(ends);
  }

  /** As it is named in logs, answers and verdicts. */
  public String name() {
    return "exception " + id;
  }

  /** What a blocked content is found to be. */
  String signature() {
    return "Scangate.Blocked." + id;
  }
}
