package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the listings of one root have come: which objects are new. Only the walking thread uses
 * it.
 */
final class Rounds {

  /** What came in parts is dated by the upload's begin; AWS gives up unfinished ones as late. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(7);

  private static final int MOST_IN_PARTS = 200_000;

  /** Fingerprints of objects in parts that were looked at; the date does not tell. */
  private final BoundedSet<Long> inParts = new BoundedSet<>(MOST_IN_PARTS);

  /** Whatever was there before was shown, in passes that left nothing; null: nothing was yet. */
  private Instant shownUntil;

  /** The same of the listings for changes; beside a full one they leave the older to it. */
  private Instant changesUntil;

  private Instant fullBegan;
  private boolean fullListed;
  private Instant roundBegan;
  private String position = "";

  /** A full listing begins. */
  void fullBegins(Instant now) {
    fullBegan = now;
    fullListed = false;
    if (shownUntil == null) {
      changesUntil = now;
      position = "";
    }
  }

  void fullListed() {
    fullListed = true;
  }

  boolean isNewToFull(State object) {
    return isNew(object, shownUntil) || mayHaveEnded(object, shownUntil);
  }

  /** Where more came in parts than can be remembered, only full listings look at them again. */
  boolean isNewToRound(State object) {
    return isNew(object, changesUntil)
        || (inParts.size() < MOST_IN_PARTS && mayHaveEnded(object, changesUntil));
  }

  private static boolean isNew(State object, Instant until) {
    return until == null || !object.modified().plus(State.GRAIN).isBefore(until);
  }

  /** Whether its upload began before, and may have ended since. */
  private boolean mayHaveEnded(State object, Instant until) {
    return object.inParts()
        && object.modified().isAfter(until.minus(LONGEST_UPLOAD))
        && !inParts.contains(object.fingerprint());
  }

  /** It is being shown. */
  void shows(State object) {
    if (object.inParts()) {
      inParts.add(object.fingerprint());
    }
  }

  /** Whether a listing has shown, or shows, what was there at the start. */
  boolean hasBegun() {
    return changesUntil != null;
  }

  /** Where the listing for changes goes on; empty: at the begin. */
  String position() {
    return position;
  }

  /** The listing for changes begins. */
  void roundBegins(Instant now) {
    roundBegan = now;
  }

  void roundCame(String last) {
    position = last;
  }

  /** The listing for changes is through. */
  void roundEnds() {
    changesUntil = roundBegan;
    position = "";
  }

  /** A full pass has ended. */
  void fullEnded(boolean complete) {
    if (complete && fullListed) {
      shownUntil = latest(fullBegan, changesUntil);
      changesUntil = shownUntil;
    } else {
      again();
    }
  }

  /** A pass over changes has ended, none within another. */
  void roundEnded(boolean complete) {
    if (complete) {
      shownUntil = changesUntil;
    } else {
      again();
    }
  }

  /** Something of what was shown is known nowhere any more. */
  void forget() {
    shownUntil = null;
    again();
  }

  private void again() {
    changesUntil = shownUntil;
    position = "";
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
