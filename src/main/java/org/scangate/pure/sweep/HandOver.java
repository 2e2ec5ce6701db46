package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.scan.ScanId;

/** Where a walk leaves its files to the workers; waits for room, which is all that holds it up. */
final class HandOver {

  private final WalkRun run;
  private final SweptStore swept;
  private final Progress progress;
  private final Workers workers;
  private final Priority priority;
  private final Meanwhile meanwhile;

  /** What the walk looks to while it waits. */
  interface Meanwhile {

    /**
     * Is called now and then.
     *
     * @throws InterruptedException to end the walk
     */
    void goesOn() throws InterruptedException;
  }

  HandOver(WalkRun run, Workers workers, Priority priority, Meanwhile meanwhile) {
    this.run = run;
    this.swept = run.swept();
    this.progress = run.progress();
    this.workers = workers;
    this.priority = priority;
    this.meanwhile = meanwhile;
  }

  /** What no longer holds is not believed while it waits. */
  void mark(StoredFile file, Optional<VerdictDocument> earlier, Status status) {
    if (!run.mayWrite()) {
      SweptStore.LOG.log(Level.DEBUG, "dry run: {0} would get {1}", Troubles.shown(file), status);
      return;
    }
    try {
      file.publish(
          earlier
              .map(one -> new VerdictDocument(one.provider(), one.timestamp(), one.id(), status))
              .orElseGet(() -> ofNow(status)));
    } catch (IOException e) {
      run.notWritten(file, e);
    }
  }

  private VerdictDocument ofNow(Status status) {
    return new VerdictDocument(
        Provider.now(swept.scans()),
        Optional.of(swept.clock().instant()),
        Optional.of(ScanId.next()),
        status);
  }

  /** Unless it is in hand already, or must wait. */
  void give(StoredFile file, Before before) throws InterruptedException {
    String place = file.place();
    if (swept.mustWait(place)) {
      run.leave(file);
    } else if (isOurs(place)) {
      boolean taken = false;
      boolean held = false;
      try {
        file.hold();
        held = true;
        taken = !run.wasScannedMeanwhile(file) && take(file, before);
      } finally {
        if (!taken) {
          swept.inHand().remove(place);
          run.leave(file);
          if (held) {
            file.release();
          }
        }
      }
    } else {
      file.revisit(); // it may have changed since
    }
  }

  /** Whether no other walk has it in hand; who must have asked itself waits for that one. */
  private boolean isOurs(String place) throws InterruptedException {
    boolean ours = swept.inHand().add(place);
    while (run.scansWhatever() && !ours) {
      LockSupport.parkNanos(WalkEnd.LOOK_UP.toNanos());
      meanwhile.goesOn();
      ours = swept.inHand().add(place);
    }
    return ours;
  }

  /** Of suspects it takes what there is room for. */
  private boolean take(StoredFile file, Before before) throws InterruptedException {
    boolean suspect = swept.tries().knows(file.place());
    Room room = suspect ? workers.roomForSuspects() : workers.room(priority);
    if (suspect && !room.tryTake()) {
      return false;
    }
    if (progress.due.sum() == 0) {
      SweptStore.LOG.log(Level.INFO, "{0}: the {1} has found work", swept.name(), run.kind());
    }
    progress.due.increment();
    while (!suspect && !room.tryTake(WalkEnd.LOOK_UP)) {
      meanwhile.goesOn();
    }
    run.handedOver();
    boolean added = false;
    try {
      workers.add(new FileScan(run, file, before, room, workers.turns(suspect)), priority, suspect);
      added = true;
    } finally {
      if (!added) { // no thread could be had: nobody would ever be done with it
        run.takenBack();
        room.giveBack();
      }
    }
    return true;
  }
}
