package org.scangate.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.scangate.scan.ContentException;

/**
 * An exception as this process knows it.
 *
 * @param ended whether somebody has ended it
 * @param learned when this process first knew of it as it is: verdicts before that may be others. A
 *     little late, for scans whose end was just being written down
 * @param told whether what it held for then was told to who acts on it; null: nothing yet
 */
record KnownException(ContentException exception, boolean ended, Instant learned, Boolean told) {

  private static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * As the database has it now.
   *
   * @param before null: it is new here
   */
  static KnownException of(ExceptionRecord record, KnownException before, Instant now) {
    boolean ended = record.end().isPresent();
    if (before != null && (before.ended || !ended)) {
      return before; // an end that is known here stays, whatever a restored database says
    }
    return new KnownException(
        record.exception(), ended, now.plus(SLACK), before == null ? null : before.told);
  }

  /** One that was decided just now. */
  static KnownException of(ContentException decided, Instant now) {
    return new KnownException(decided, false, now.plus(SLACK), null);
  }

  /** Whether another decision takes its place. */
  boolean isOn(ContentException other) {
    return !ended && exception.size() == other.size() && exception.sha256().equals(other.sha256());
  }

  /** As somebody ended it, or another one was decided on its content. */
  KnownException ended(Instant now) {
    return new KnownException(exception, true, now.plus(SLACK), told);
  }

  UUID id() {
    return exception.id();
  }

  /** Whether it has a say at this moment. */
  boolean holds(Instant now) {
    return !ended && now.isBefore(exception.ends());
  }

  /** From when on verdicts are as they are to be now. */
  Instant changed(Instant now) {
    return ended || now.isBefore(exception.ends()) ? learned : exception.ends().plus(SLACK);
  }

  /**
   * Whether who acts on it knows something else. One that was over when it was met concerns nobody.
   */
  boolean isNews(Instant now) {
    return told == null ? holds(now) : told != holds(now);
  }

  KnownException told(boolean holds) {
    return new KnownException(exception, ended, learned, holds);
  }
}
