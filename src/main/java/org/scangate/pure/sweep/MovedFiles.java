package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.LogText;

/**
 * What becomes of files whose size and date are those that were scanned, but which are other files,
 * or whose verdicts have another date: a store was moved, restored, or given other rights. They
 * keep what they have until an administrator vouches for them or has them scanned.
 */
final class MovedFiles {

  /** So many are scanned without asking, and one of a hundred files of the store. */
  static final long FEW = 100;

  private final SweptStore swept;

  /** Files in the store, as the last full walk that came to its end counted them. */
  private volatile long known;

  private volatile boolean scanAll;
  private volatile Vouching asked;
  private volatile boolean isRunning;
  private volatile String last = "";

  /**
   * What somebody asks for.
   *
   * @param who as they say
   */
  private record Vouching(String who, boolean dryRun) {}

  private Vouching running;
  private long vouched;
  private long failed;

  MovedFiles(SweptStore swept) {
    this.swept = swept;
  }

  /**
   * Whether those that a walk has found are to be scanned as any.
   *
   * @param moved found so far
   * @param seen files that the walk has seen so far
   */
  boolean areFew(long moved, long seen) {
    return scanAll || moved <= Math.max(FEW, Math.max(seen, known) / 100);
  }

  /** A full walk has come to its end, and left so many of those that it found as they are. */
  void walked(long moved, long left, long seen) {
    known = seen;
    if (moved == 0) {
      scanAll = false;
    }
    if (left == 0) {
      return;
    }
    if (areFew(moved, seen)) {
      swept.agenda().fullNow(); // which was not known at the begin
      return;
    }
    String what =
        moved
            + " of "
            + seen
            + " files have the size and date that were scanned, but are other files, or their"
            + " verdicts have another date: was the store moved, restored, or given other rights?"
            + " Their verdicts stay as they are. If it was you, vouch for them (vouch in JMX); if"
            + " not, have them scanned (scanMoved)";
    swept.problem(what);
    SweptStore.LOG.log(Level.WARNING, "{0}: {1}", swept.name(), what);
  }

  /** Has all of them scanned, by this full walk and those after it until none is left. */
  void scanAll() {
    scanAll = true;
    swept.events().tell("scan-of-moved-asked", StoreEvents.OPERATOR, "");
    SweptStore.LOG.log(
        Level.INFO, "{0}: files that were moved are to be scanned again", swept.name());
    swept.fullNow();
  }

  /** Somebody vouches; done by a walk of its own, soon. */
  String vouch(String who, boolean dryRun) {
    if (!swept.store().canVouch()) {
      return "This store needs nobody to vouch for it";
    }
    asked = new Vouching(LogText.of(who), dryRun || swept.settings().dryRun());
    last = "asked for by " + LogText.of(who);
    swept.events().tell("vouch-asked", who, dryRun ? "a dry run" : "");
    swept.fullNow();
    return "Begins within seconds. Vouched in JMX, and the log, say what came of it";
  }

  boolean isVouchAsked() {
    return asked != null;
  }

  /** Asked for, or going on: meanwhile nothing else is walked. */
  boolean isVouching() {
    return asked != null || isRunning;
  }

  /** What came of the last vouching. */
  String last() {
    return last;
  }

  void vouchBegins() {
    isRunning = true;
    running = asked;
    asked = null;
    vouched = 0;
    failed = 0;
    tell("begins");
  }

  void vouchFor(StoredFile file, Troubles troubles) {
    VerdictFreshness freshness = file.freshness();
    if (freshness != VerdictFreshness.MOVED && freshness != VerdictFreshness.TOUCHED) {
      return;
    }
    String place = file.place();
    if (!swept.inHand().add(place)) {
      file.revisit(); // it is being scanned, which says more than who vouches
      return;
    }
    try {
      Optional<VerdictDocument> verdict = file.verdict();
      if (verdict.isEmpty() || !verdict.get().ours() || verdict.get().status() == Status.PENDING) {
        return;
      }
      if (running.dryRun()) {
        vouched++;
        return;
      }
      Optional<UUID> now = file.vouch(verdict.get());
      if (now.isPresent()) {
        vouched++;
        SweptStore.LOG.log(
            Level.INFO,
            "{0}: {1} vouches for {2} of {3}: scan {4} is {5} from now on",
            swept.name(),
            running.who(),
            verdict.get().status(),
            Troubles.shown(file),
            verdict.get().id().orElseThrow(),
            now.get());
      }
    } catch (IOException e) {
      failed++;
      troubles.failed(place, "nobody can vouch for it: " + e.getMessage());
    } finally {
      swept.inHand().remove(place);
    }
  }

  void vouchEnded(boolean complete) {
    tell(complete ? "is through" : "has ended before it was through");
    swept.agenda().fullNow();
    isRunning = false;
  }

  private void tell(String what) {
    last =
        running.who()
            + (running.dryRun() ? " would vouch for " : " vouches for ")
            + vouched
            + " verdicts, "
            + failed
            + " could not be written; the walk "
            + what;
    SweptStore.LOG.log(Level.INFO, "{0}: {1}", swept.name(), last);
  }
}
