package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the listings of one root have come: which objects are new. There are two at a time at
 * most: one of everything, and one for changes, a round, which may take several walks.
 */
final class ListingProgress {

  /** What came in parts is dated by the upload's begin; AWS gives up unfinished ones as late. */
  private static final Duration MAX_UPLOAD = Duration.ofDays(7);

  /** Also what did not may be dated by its begin, or by a clock that is slow, or be seen late. */
  private static final Duration MAX_PUT = Duration.ofHours(1);

  private static final int MAX_LATE = 200_000;

  /** Fingerprints of what was looked at, and until when its date does not tell that. */
  private final Map<Long, Instant> late = new HashMap<>();

  /** The same of walks of which it is not known yet what they have left. */
  private final Map<Long, Instant> showing = new HashMap<>();

  /** Whatever was there before was shown, in walks that left nothing; null: nothing was yet. */
  private Instant shownUntil;

  /** The same of the listings for changes; beside a full one they leave the older to it. */
  private Instant changesUntil;

  /** Null: no full listing goes on. */
  private Instant fullBegan;

  private boolean fullListed;

  /** Null: no round goes on, or it is to begin anew. */
  private Instant roundBegan;

  private String position = "";

  /** A full listing begins. */
  synchronized void fullBegins(Instant now) {
    fullBegan = now;
    fullListed = false;
    if (shownUntil == null) {
      roundsBeginAt(now);
    }
  }

  synchronized void fullListed() {
    fullListed = true;
  }

  /** The full listing broke off: nobody has seen the rest. */
  synchronized void fullBroke() {
    fullListed = false;
    roundsBeginAt(shownUntil);
  }

  synchronized boolean isNewToFull(ObjectState object) {
    return isNew(object, shownUntil) || mayBeLate(object, shownUntil);
  }

  /** What is late, and more than can be remembered, is left to full listings. */
  synchronized boolean isNewToRound(ObjectState object) {
    return isNew(object, changesUntil) || (hasRoom() && mayBeLate(object, changesUntil));
  }

  private static boolean isNew(ObjectState object, Instant until) {
    return until == null || !object.modified().plus(ObjectState.GRAIN).isBefore(until);
  }

  private boolean mayBeLate(ObjectState object, Instant until) {
    long print = object.fingerprint();
    return datedUntil(object).isAfter(until)
        && !late.containsKey(print)
        && !showing.containsKey(print);
  }

  /** Until when it may be seen for the first time. */
  private static Instant datedUntil(ObjectState object) {
    return object.modified().plus(object.inParts() ? MAX_UPLOAD : MAX_PUT);
  }

  private boolean hasRoom() {
    return late.size() + showing.size() < MAX_LATE;
  }

  /** The full listing is showing it. */
  synchronized void showsInFull(ObjectState object) {
    shows(object, fullBegan);
  }

  /** A round is showing it. */
  synchronized void showsInRound(ObjectState object) {
    shows(object, roundBegan);
  }

  private void shows(ObjectState object, Instant began) {
    Instant until = datedUntil(object);
    if (hasRoom() && (began == null || until.isAfter(began))) {
      showing.put(object.fingerprint(), until);
    }
  }

  /** Whether a listing has shown, or shows, what was there at the start. */
  synchronized boolean hasBegun() {
    return changesUntil != null;
  }

  /** Where the round goes on; empty: at the begin. */
  synchronized String position() {
    return position;
  }

  synchronized void roundBegins(Instant now) {
    roundBegan = now;
  }

  /** Counts nothing in a round that is to begin anew. */
  synchronized void roundCame(String last) {
    if (roundBegan != null) {
      position = last;
    }
  }

  /** The round is through. */
  synchronized void roundEnds() {
    if (roundBegan != null) {
      roundsBeginAt(roundBegan);
    }
  }

  /** A full walk has ended, and with it what rounds beside it have shown. */
  synchronized void fullEnded(boolean complete) {
    if (fullBegan == null) { // it did not come here, but rounds may have
      roundEnded(complete);
      return;
    }
    if (complete && fullListed) {
      shownUntil = latest(fullBegan, changesUntil);
      changesUntil = shownUntil;
    } else {
      roundsBeginAt(shownUntil);
    }
    showed(complete && fullListed);
    fullBegan = null;
  }

  /** A walk of changes has ended, and none of everything was beside it. */
  synchronized void roundEnded(boolean complete) {
    if (complete) {
      shownUntil = changesUntil;
    } else {
      roundsBeginAt(shownUntil);
    }
    showed(complete);
  }

  private void showed(boolean complete) {
    if (complete) {
      late.putAll(showing);
    }
    showing.clear();
    if (shownUntil != null) {
      late.values().removeIf(until -> !until.isAfter(shownUntil));
    }
  }

  /** The next round shows what is later; one that goes on has shown it by another rule. */
  private void roundsBeginAt(Instant until) {
    changesUntil = until;
    position = "";
    roundBegan = null;
  }

  private static Instant latest(Instant one, Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
