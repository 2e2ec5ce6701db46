package org.scangate.pure.s3;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;

/** What is known of single objects from one walk to the next: little, and bounded. */
final class KnownObjects {

  private static final int MAX_REMEMBERED = 100_000;

  /** To be visited by the next walk through changes. */
  private final BoundedSet<ObjectKey> revisits = new BoundedSet<>(MAX_REMEMBERED);

  /** Those that walks through changes have taken of which nobody has said how they have ended. */
  private final BoundedSet<ObjectKey> shownAgain = new BoundedSet<>(MAX_REMEMBERED);

  /** Cannot be looked at until somebody changes something. */
  private final BoundedSet<ObjectKey> failing = new BoundedSet<>(MAX_REMEMBERED);

  /** Those that a walk through everything has taken that has not ended. */
  private final BoundedSet<ObjectKey> shownFailing = new BoundedSet<>(MAX_REMEMBERED);

  /** Have another verdict than OK. */
  private final BoundedSet<ObjectKey> blocked = new BoundedSet<>(MAX_REMEMBERED);

  /** Of a check: to be looked at by the next one, whatever day it is. */
  private final BoundedSet<ObjectKey> owed = new BoundedSet<>(MAX_REMEMBERED);

  /** Shown to a check that has not ended. */
  private final BoundedSet<ObjectKey> owedShown = new BoundedSet<>(MAX_REMEMBERED);

  /** Ids of verdicts that may have landed on another content, and may still be there. */
  private final BoundedSet<UUID> disowned = new BoundedSet<>(MAX_REMEMBERED);

  void revisit(ObjectKey at) {
    revisits.add(at);
  }

  /** What is to be visited now. */
  List<ObjectKey> takeRevisits() {
    List<ObjectKey> taken = revisits.takeAll();
    shownAgain.addAll(taken);
    return taken;
  }

  /** What the check before could not do. */
  List<ObjectKey> takeOwed() {
    List<ObjectKey> taken = owed.takeAll();
    owedShown.addAll(taken);
    return taken;
  }

  void owe(ObjectKey at) {
    owed.add(at);
  }

  /** Of each kind of walk, what it has taken: nobody else's. */
  void checkEnded(boolean complete) {
    settle(owedShown, complete, owed);
  }

  void changesEnded(boolean complete) {
    settle(shownAgain, complete, revisits);
  }

  void allEnded(boolean complete) {
    settle(shownFailing, complete, revisits);
  }

  private static void settle(
      BoundedSet<ObjectKey> shown, boolean complete, BoundedSet<ObjectKey> again) {
    List<ObjectKey> then = shown.takeAll();
    if (!complete) {
      again.addAll(then);
    }
  }

  /** Whether so many were to be visited again that some are not known any more. */
  boolean hasForgotten() {
    boolean ofRevisits = revisits.hasForgotten();
    boolean ofFailing = shownFailing.hasForgotten();
    return shownAgain.hasForgotten() || ofFailing || ofRevisits;
  }

  void fails(ObjectKey at) {
    failing.add(at);
  }

  List<ObjectKey> takeFailing() {
    List<ObjectKey> taken = failing.takeAll();
    shownFailing.addAll(taken);
    return taken;
  }

  void looked(ObjectKey at, Optional<VerdictDocument> verdict) {
    if (verdict.isEmpty() || verdict.get().status() == Status.OK) {
      blocked.remove(at);
    } else {
      blocked.add(at);
    }
  }

  void published(ObjectKey at, VerdictDocument verdict) {
    looked(at, Optional.of(verdict));
    if (verdict.status() != Status.PENDING) {
      verdict.id().ifPresent(disowned::remove);
    }
  }

  List<ObjectKey> blocked() {
    return blocked.list();
  }

  void disown(UUID id) {
    disowned.add(id);
  }

  boolean isDisowned(UUID id) {
    return disowned.contains(id);
  }
}
