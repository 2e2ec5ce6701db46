package org.scangate.pure.s3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.s3.State.Place;

/** What is known of single objects from one walk to the next: little, and bounded. */
final class Memory {

  private static final int MOST = 100_000;

  /** To be visited by the next walk through changes. */
  private final BoundedSet<Place> revisits = new BoundedSet<>(MOST);

  /** Shown to a pass that has not ended. */
  private final BoundedSet<Place> shown = new BoundedSet<>(MOST);

  /** Cannot be looked at until somebody changes something. */
  private final BoundedSet<Place> failing = new BoundedSet<>(MOST);

  /** Have another verdict than OK. */
  private final BoundedSet<Place> blocked = new BoundedSet<>(MOST);

  /** Ids of verdicts that may have landed on another content, and may still be there. */
  private final Map<Place, UUID> disowned = new LinkedHashMap<>();

  void revisit(Place at) {
    revisits.add(at);
  }

  /** What is to be visited now. */
  List<Place> takeRevisits() {
    List<Place> taken = revisits.takeAll();
    shown.addAll(taken);
    return taken;
  }

  void passEnded(boolean complete) {
    List<Place> then = shown.takeAll();
    if (!complete) {
      revisits.addAll(then);
    }
  }

  /** Whether so many were to be revisited that some are not known any more. */
  boolean hasForgotten() {
    boolean ofRevisits = revisits.hasForgotten();
    return shown.hasForgotten() || ofRevisits;
  }

  void fails(Place at) {
    failing.add(at);
  }

  List<Place> takeFailing() {
    List<Place> taken = failing.takeAll();
    shown.addAll(taken);
    return taken;
  }

  void looked(Place at, Optional<VerdictDocument> verdict) {
    if (verdict.isEmpty() || verdict.get().status() == Status.OK) {
      blocked.remove(at);
    } else {
      blocked.add(at);
    }
  }

  void published(Place at, VerdictDocument verdict) {
    looked(at, Optional.of(verdict));
    synchronized (disowned) {
      disowned.remove(at);
    }
  }

  List<Place> blocked() {
    return blocked.list();
  }

  void disown(Place at, UUID id) {
    synchronized (disowned) {
      disowned.put(at, id);
    }
  }

  boolean isDisowned(Place at, UUID id) {
    synchronized (disowned) {
      return id.equals(disowned.get(at));
    }
  }
}
