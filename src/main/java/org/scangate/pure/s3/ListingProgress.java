package org.scangate.pure.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the listings of one root have come: which objects are new. Only the walking thread uses
 * it.
 */
final class ListingProgress {

  /** What came in parts is dated by the upload's begin; AWS gives up unfinished ones as late. */
  private static final Duration MAX_UPLOAD = Duration.ofDays(7);

  /** Also what did not may be dated by its begin, or by a clock that is slow, or be seen late. */
  private static final Duration MAX_PUT = Duration.ofHours(1);

  private static final int MAX_LATE = 200_000;

  /** Fingerprints of what was looked at, and until when its date does not tell that. */
  private final Map<Long, Instant> late = new HashMap<>();

  /** The same of a pass that has not ended. */
  private final Map<Long, Instant> showing = new HashMap<>();

  /** Whatever was there before was shown, in passes that left nothing; null: nothing was yet. */
  private Instant shownUntil;

  /** The same of the listings for changes; beside a full one they leave the older to it. */
  private Instant changesUntil;

  private Instant listingBegan = Instant.MIN;
  private Instant fullBegan;
  private boolean fullListed;
  private Instant roundBegan;
  private String position = "";

  /** A full listing begins. */
  void fullBegins(Instant now) {
    fullBegan = now;
    listingBegan = now;
    fullListed = false;
    if (shownUntil == null) {
      changesUntil = now;
      position = "";
    }
  }

  void fullListed() {
    fullListed = true;
  }

  /** The full listing broke off: nobody has seen the rest. */
  void fullBroke() {
    fullListed = false;
    again();
  }

  boolean isNewToFull(ObjectState object) {
    return isNew(object, shownUntil) || mayBeLate(object, shownUntil);
  }

  /** What is late, and more than can be remembered, is left to full listings. */
  boolean isNewToRound(ObjectState object) {
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

  /** It is being shown. */
  void shows(ObjectState object) {
    Instant until = datedUntil(object);
    if (hasRoom() && until.isAfter(listingBegan)) {
      showing.put(object.fingerprint(), until);
    }
  }

  /** A pass has ended. */
  private void shown(boolean complete) {
    if (complete) {
      late.putAll(showing);
    }
    showing.clear();
    if (shownUntil != null) {
      late.values().removeIf(until -> !until.isAfter(shownUntil));
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
    listingBegan = now;
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
    shown(complete && fullListed);
  }

  /** A pass over changes has ended, none within another. */
  void roundEnded(boolean complete) {
    if (complete) {
      shownUntil = changesUntil;
    } else {
      again();
    }
    shown(complete);
  }

  /** Something of what was shown is known nowhere any more. */
  void forget() {
    shownUntil = null;
    late.clear();
    showing.clear();
    again();
  }

  private void again() {
    changesUntil = shownUntil;
    position = "";
  }

  private static Instant latest(Instant one, Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
