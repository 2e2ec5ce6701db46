package org.scangate.pure.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.VerdictTransitions;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.pure.Visitor;

/**
 * Goes through a store on one thread, finds out which files are due, and hands them to the workers.
 * It waits where there is no room for more of its kind, and for no other walk.
 */
final class Walk implements Visitor {

  /** What was this much older when a full walk began, it meets as a file that has settled. */
  private static final Duration OLDER_BY = Duration.ofMinutes(1);

  private final WalkRun run;
  private final WalkKind kind;
  private final PureSettings settings;
  private final SweptStore swept;
  private final Progress progress;
  private final WalkEnd end;
  private final MovedFiles movedFiles;
  private final OrphanRule orphans;
  private final HandOver handOver;
  private final DueRule rule;

  /** What is to be scanned again, and before whom; null: it is no rescan. */
  private final Rescan rescan;

  /** Files that this walk has found with verdicts that were bound to others. */
  private long moved;

  private boolean blockedOnes;
  private long leftFiles;
  private long leftBytes;

  /**
   * @param end tells when it is over
   * @param rescan null: it is none
   */
  Walk(WalkRun run, Workers workers, WalkEnd end, MovedFiles movedFiles, Rescan rescan) {
    this.run = run;
    this.kind = run.kind();
    this.settings = run.settings();
    this.swept = run.swept();
    this.progress = run.progress();
    this.end = end;
    this.movedFiles = movedFiles;
    this.orphans = new OrphanRule(run);
    this.rescan = rescan;
    Priority priority = rescan == null ? kind.priority() : rescan.priority();
    this.handOver = new HandOver(run, workers, priority, this::goesOn);
    this.rule =
        new DueRule(
            kind,
            settings,
            swept.store().asKept(Provider.now(swept.scans())),
            swept.store().early(settings.rescanAfter()),
            swept.scans().exceptions());
  }

  /** Through the store; what was handed over may be at work when this returns. */
  void through() throws InterruptedException {
    if (rescan != null) {
      if (!swept.store().walkBelow(rescan.place(), this)) {
        run.troubles().failed(rescan.place(), "is no place in this store");
      }
      return;
    }
    if (kind == WalkKind.CHECK) {
      blockedOnes = true;
      swept.store().walk(Scope.BLOCKED, this);
      blockedOnes = false;
    }
    boolean whole = false;
    try {
      swept.store().walk(kind.scope(), this);
      whole = true;
    } finally {
      Progress full = swept.fullWalk();
      if (kind == WalkKind.QUICK && full != null) {
        full.counts(leftFiles, leftBytes, whole);
      }
    }
    if (kind == WalkKind.FULL) {
      movedFiles.walked(moved, progress.moved.sum(), progress.seen.sum());
      orphans.counted();
    }
  }

  @Override
  public void visit(StoredFile file) throws InterruptedException {
    if (!blockedOnes) { // each is met again
      progress.seen.increment();
    }
    goesOn();
    switch (kind) {
      case VOUCH -> movedFiles.vouchFor(file, run.troubles());
      case WITHDRAW -> scanIfOk(file);
      case RESCAN -> scanAgain(file);
      case QUICK, LOOK, FULL, CHECK, EVENTS -> scanIfDue(file);
    }
  }

  private void scanIfDue(StoredFile file) throws InterruptedException {
    VerdictFreshness freshness = freshness(file);
    if (rule.isNot(freshness, file.size()) || isLeftToFullWalk(file)) {
      return;
    }
    Optional<VerdictDocument> verdict = run.verdict(file, freshness);
    boolean settled = file.settled(settings.settle());
    DueRule.Due due =
        rule.of(freshness, verdict, file.size(), settled, blockedOnes, swept.clock().instant());
    if (due == DueRule.Due.NOT) {
      return;
    }
    Before before = before(freshness, verdict);
    VerdictTransitions.atOnce(before).ifPresent(status -> handOver.mark(file, verdict, status));
    if (kind == WalkKind.LOOK) {
      file.revisit(); // by a walk for changes
    } else if (due == DueRule.Due.LATER) {
      run.leave(file);
    } else if (swept.ready()) {
      handOver.give(file, before);
    } else if (kind == WalkKind.EVENTS || (kind == WalkKind.QUICK && swept.walkOfAll() != null)) {
      run.leave(file); // they are few: the walk of all has the others
    } else {
      progress.leaves();
      progress.later.increment();
    }
  }

  /** However fresh that is. What has changed loses it by any other walk. */
  private void scanIfOk(StoredFile file) throws InterruptedException {
    VerdictFreshness freshness = file.freshness();
    if (freshness == VerdictFreshness.MISSING || freshness == VerdictFreshness.CHANGED) {
      file.revisit(); // this walk has shown it, and has another aim
      return;
    }
    Optional<VerdictDocument> verdict =
        run.verdict(file, freshness)
            .filter(one -> one.status() == Status.OK && (one.ours() || !settings.keepForeign()));
    if (verdict.isPresent() && swept.ready()) {
      handOver.give(file, Before.of(freshness, verdict));
    } else if (verdict.isPresent()) {
      run.leave(file);
    } else if (freshness != VerdictFreshness.CURRENT) {
      file.revisit();
    }
  }

  /** Whatever it has. */
  private void scanAgain(StoredFile file) throws InterruptedException {
    VerdictFreshness freshness = file.freshness();
    Optional<VerdictDocument> verdict = run.verdict(file, freshness);
    Before before = before(freshness, verdict);
    VerdictTransitions.atOnce(before).ifPresent(status -> handOver.mark(file, verdict, status));
    if (freshness != VerdictFreshness.CURRENT && !file.settled(settings.settle())) {
      run.leave(file);
      return;
    }
    while (!swept.ready()) {
      LockSupport.parkNanos(WalkEnd.LOOK_UP.toNanos());
      goesOn();
    }
    handOver.give(file, before);
  }

  /** What is OK by an exception alone has nothing to fall back on. */
  private Before before(VerdictFreshness freshness, Optional<VerdictDocument> verdict) {
    Before before = Before.of(freshness, verdict);
    if (verdict.flatMap(RescanPolicy::exceptionOf).isEmpty()) {
      return before;
    }
    if (rule.hasLapsed(verdict.get())) {
      return Before.OK_CHANGED; // also where something about the file is newer than its verdict
    }
    return before == Before.OK ? Before.OK_TOUCHED : before;
  }

  private VerdictFreshness freshness(StoredFile file) {
    VerdictFreshness freshness = file.freshness();
    boolean stays =
        switch (freshness) {
          case FOREIGN -> settings.keepForeign();
          case MOVED -> isLeftAsMoved();
          case MISSING, CHANGED, TOUCHED, CURRENT -> false;
        };
    return stays ? VerdictFreshness.CURRENT : freshness;
  }

  /**
   * A few may have been replaced, and are scanned. Very many were moved or restored together: to
   * scan them all takes days, and an administrator may know better.
   */
  private boolean isLeftAsMoved() {
    moved++;
    if (movedFiles.areFew(moved, progress.seen.sum())) {
      return false;
    }
    if (!blockedOnes) {
      progress.moved.increment();
    }
    return true;
  }

  /** The full walk that goes on will meet it, or is at it. */
  private boolean isLeftToFullWalk(StoredFile file) {
    Progress full = swept.fullWalk();
    if (full == null
        || !kind.looksForChanges()
        || full.hasSeenAll()
        || swept.store().showsChangesAlone()
        || file.freshness() != VerdictFreshness.MISSING
        || swept.hasFailed(file)) { // then that one has met it already
      return false;
    }
    Duration sinceThen = full.duration().plus(settings.settle()).plus(OLDER_BY);
    boolean older = file.age().compareTo(sinceThen) > 0;
    if (older) {
      leftFiles++;
      leftBytes += file.size();
    }
    return older;
  }

  @Override
  public void goesOn() throws InterruptedException {
    end.throwIfOver();
    end.throwIfLongEnough();
  }

  @Override
  public boolean wantsVerdict(long size) {
    return rule.wantsVerdict(size);
  }

  @Override
  public boolean enough() {
    return end.isEnough();
  }

  @Override
  public void failed(String what, String why) {
    run.troubles().failed(what, why);
  }

  @Override
  public boolean orphan(String what, Instant since) {
    return !blockedOnes && orphans.isToBeDeleted(what, since);
  }

  @Override
  public boolean mayWrite() {
    return run.mayWrite();
  }
}
