package org.scangate.pure.sweep;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.VerdictTransitions;
import org.scangate.pure.VerdictTransitions.Before;
import org.scangate.pure.Visitor;
import org.scangate.scan.Deadline;
import org.scangate.scan.LogText;
import org.scangate.scan.ScanId;

/**
 * One pass over a store: decides for each file what is to be done, and hands it to the crew. A pass
 * that takes long stops for others within it, so that new files never wait for old ones: for quick
 * ones, each of which ends after an interval at most, and for a full walk, which scans nothing
 * itself and only tells the quick ones where to look.
 */
final class Pass implements Visitor {

  static final Logger LOG = System.getLogger("org.scangate.pure");

  /** A file that breaks its scan so often is unscanned. */
  static final int MAX_TRIES = 3;

  private static final Duration LOOK_UP = Duration.ofMillis(50);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final Duration ORPHANED_FOR = Duration.ofDays(1);

  private final PassKind kind;
  private final PureSettings settings;
  private final Sweep sweep;
  private final Crews crews;
  private final Figures figures;
  private final Troubles troubles;
  private final Pass outer;
  private final String provider;
  private final Object configuration;
  private final Duration early;

  /** Files with the crew: two walks may meet the same one. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  private final Deadline longEnough;
  private final Deadline enough;
  private volatile boolean dropping;
  private volatile boolean ended;

  /** Something was left that no later quick pass would meet. */
  private volatile boolean incomplete;

  /** Files that this walk has found with verdicts that were bound to others. */
  private long moved;

  private boolean firstOnes;
  private boolean backlogTold;
  private long leftFiles;
  private long leftBytes;
  private Deadline lookUp = Deadline.in(LOOK_UP);
  private Deadline tell = Deadline.in(TELL_EVERY);

  /** A pass of its own. */
  Pass(PassKind kind, PureSettings settings, Sweep sweep, Crews crews, Figures figures) {
    this(kind, settings, sweep, crews, figures, null);
  }

  private Pass(
      PassKind kind, PureSettings settings, Sweep sweep, Crews crews, Figures figures, Pass outer) {
    this.kind = kind;
    this.settings = settings;
    this.sweep = sweep;
    this.crews = crews;
    this.figures = figures;
    this.outer = outer;
    this.troubles = outer == null ? new Troubles(sweep, figures) : outer.troubles;
    this.configuration = sweep.store().configuration();
    this.provider = sweep.store().asKept(FileScan.provider(sweep.scans()));
    this.early = sweep.store().early(settings.rescanAfter());
    this.longEnough = Deadline.in(settings.interval());
    this.enough = Deadline.in(settings.interval().dividedBy(2));
  }

  /** It ends before it is through, and nothing is wrong. */
  static final class Ended extends InterruptedException {
    private static final long serialVersionUID = 1;

    Ended(String why) {
      super(why);
    }
  }

  /**
   * Goes through the store and waits for the scans.
   *
   * @return whether nothing was left for want of a scanner, or of time
   */
  boolean run() throws InterruptedException {
    try {
      if (kind == PassKind.CHECK) {
        firstOnes = true;
        sweep.store().walk(Scope.BLOCKED, this);
        firstOnes = false;
      }
      sweep.store().walk(kind.scope(), this);
      while (!crews.idle(LOOK_UP)) {
        goesOn();
      }
      if (kind == PassKind.FULL && outer == null) {
        sweep.movedFiles().walked(moved, figures.moved.sum(), figures.seen.sum());
        countedOrphans(figures.orphans.sum());
      }
      return !incomplete;
    } catch (Ended e) {
      dropping = true;
      crews.dropWaiting();
      while (!crews.idle(LOOK_UP)) {
        sweep.throwIfStopping();
      }
      throw e;
    } finally {
      ended = true;
    }
  }

  @Override
  public void visit(StoredFile file) throws InterruptedException {
    if (counts()) {
      figures.seen.increment();
    }
    goesOn();
    if (kind == PassKind.VOUCH) {
      sweep.movedFiles().vouchFor(file, this);
      return;
    }
    if (kind == PassKind.WITHDRAW) {
      scanIfOk(file);
      return;
    }
    VerdictFreshness freshness = freshness(file);
    if ((freshness == VerdictFreshness.CURRENT && kind != PassKind.CHECK) || leftToOuter(file)) {
      return;
    }
    Optional<VerdictDocument> verdict =
        freshness == VerdictFreshness.MISSING ? Optional.empty() : read(file);
    if (freshness == VerdictFreshness.CURRENT && !dueAgain(verdict)) {
      return;
    }
    Before before = Before.of(freshness, verdict);
    VerdictTransitions.atOnce(before).ifPresent(status -> mark(file, verdict, status));
    if (outer != null && kind == PassKind.FULL) {
      file.revisit(); // scanned by quick passes, bit by bit: a full walk can take long
    } else if (freshness != VerdictFreshness.CURRENT && !file.settled(settings.settle())) {
      leave(file); // whoever writes it may not have finished
    } else if (!sweep.ready() && kind == PassKind.EVENTS) {
      leave(file);
    } else if (!sweep.ready()) {
      top().incomplete = true;
      figures.later.increment();
    } else {
      handOver(file, before);
    }
  }

  /** However fresh that is. What has changed loses it by any other pass. */
  private void scanIfOk(StoredFile file) throws InterruptedException {
    VerdictFreshness freshness = file.freshness();
    if (freshness == VerdictFreshness.MISSING || freshness == VerdictFreshness.CHANGED) {
      return;
    }
    Optional<VerdictDocument> verdict =
        read(file)
            .filter(one -> one.status() == Status.OK && (one.ours() || !settings.keepForeign()));
    if (verdict.isPresent() && sweep.ready()) {
      handOver(file, Before.of(freshness, verdict));
    } else if (verdict.isPresent()) {
      leave(file);
    }
  }

  private VerdictFreshness freshness(StoredFile file) {
    VerdictFreshness freshness = file.freshness();
    boolean stays =
        switch (freshness) {
          case FOREIGN -> settings.keepForeign();
          case MOVED -> leftAsMoved();
          case MISSING, CHANGED, TOUCHED, CURRENT -> false;
        };
    return stays ? VerdictFreshness.CURRENT : freshness;
  }

  /**
   * A few may have been replaced, and are scanned. Very many were moved or restored together: to
   * scan them all takes days, and an administrator may know better.
   */
  private boolean leftAsMoved() {
    moved++;
    if (sweep.movedFiles().areFew(moved, figures.seen.sum())) {
      return false;
    }
    if (counts()) {
      figures.moved.increment();
    }
    return true;
  }

  /** Of several walks in a pass, one counts what is there. */
  private boolean counts() {
    return outer == null && !firstOnes;
  }

  /** The long pass around this one will meet it, or is at it. */
  private boolean leftToOuter(StoredFile file) {
    if (outer == null
        || outer.kind != PassKind.FULL
        || sweep.store().showsChangesAlone()
        || file.freshness() != VerdictFreshness.MISSING
        || hasFailed(file)) { // then the long one has met it already
      return false;
    }
    Duration sinceOuter = figures.duration().plus(settings.settle()).plus(TELL_EVERY);
    boolean older = file.age().compareTo(sinceOuter) > 0;
    if (older) {
      leftFiles++;
      leftBytes += file.size();
    }
    return older;
  }

  private boolean hasFailed(StoredFile file) {
    return sweep.tries().knows(file.place()) || sweep.outOfReach().knows(file.place());
  }

  private boolean dueAgain(Optional<VerdictDocument> verdict) {
    return RescanPolicy.first(verdict) == firstOnes
        && RescanPolicy.due(verdict, settings, provider, early, sweep.clock().instant());
  }

  private Optional<VerdictDocument> read(StoredFile file) {
    try {
      return file.verdict();
    } catch (IOException e) {
      missedByWithdrawal();
      failed(file.place(), "its verdict cannot be read: " + e);
      return Optional.empty();
    }
  }

  private void mark(StoredFile file, Optional<VerdictDocument> earlier, Status status) {
    if (!mayWrite()) {
      LOG.log(Level.DEBUG, "dry run: {0} would get {1}", shown(file), status);
      return;
    }
    try {
      file.publish(
          earlier
              .map(one -> new VerdictDocument(one.provider(), one.timestamp(), one.id(), status))
              .orElseGet(() -> ofNow(status)));
    } catch (IOException e) {
      notWritten(file, e);
    }
  }

  private VerdictDocument ofNow(Status status) {
    return new VerdictDocument(
        FileScan.provider(sweep.scans()),
        Optional.of(sweep.clock().instant()),
        Optional.of(ScanId.next()),
        status);
  }

  private void leave(StoredFile file) {
    figures.later.increment();
    missedByWithdrawal();
    file.revisit();
  }

  /** It has kept its OK, and nobody knows whether it should. */
  private void missedByWithdrawal() {
    if (withdraws()) {
      incomplete = true;
    }
  }

  private void handOver(StoredFile file, Before before) throws InterruptedException {
    if (top().inHand.contains(file.place())) {
      file.revisit(); // it may have changed since
      return;
    }
    if (sweep.outOfReach().mustWait(file.place()) || sweep.tries().mustWait(file.place())) {
      leave(file);
      return;
    }
    file.hold();
    top().inHand.add(file.place());
    boolean suspect = sweep.tries().knows(file.place());
    FileScan scan = new FileScan(this, file, before, crews.turns(suspect));
    boolean taken = false;
    try {
      taken = suspect ? takeSuspect(scan) : take(scan);
    } finally {
      if (!taken) {
        leave(file);
        scan.drop();
      }
    }
  }

  private boolean takeSuspect(FileScan scan) throws InterruptedException {
    boolean taken = crews.takeSuspect(scan);
    if (taken) {
      countDue();
    }
    return taken;
  }

  /** Waits for room; what comes meanwhile is taken on by others within this pass. */
  private boolean take(FileScan scan) throws InterruptedException {
    countDue();
    while (!crews.take(scan, outer != null, LOOK_UP)) {
      goesOn();
    }
    return true;
  }

  private void countDue() {
    if (figures.due.sum() == 0) {
      LOG.log(Level.INFO, "{0}: the {1} has found work", sweep.name(), top().kind);
    }
    figures.due.increment();
  }

  /** A scan has ended, or never began. */
  void done(StoredFile file) {
    top().inHand.remove(file.place());
    file.release();
  }

  @Override
  public void goesOn() throws InterruptedException {
    sweep.throwIfStopping();
    if (!lookUp.passed()) {
      return;
    }
    lookUp = Deadline.in(LOOK_UP);
    if (sweep.isPaused()) {
      throw new Ended("paused");
    }
    if (kind != PassKind.VOUCH && kind != PassKind.EVENTS && sweep.movedFiles().isVouchAsked()) {
      throw new Ended("somebody vouches for the store");
    }
    if (kind != PassKind.VOUCH
        && kind != PassKind.EVENTS
        && sweep.unopenedFiles().isWithdrawalAsked()) {
      throw new Ended("somebody withdraws what is not opened");
    }
    if (kind == PassKind.CHECK && !sweep.agenda().inWindow(settings)) {
      throw new Ended("scangate.pure.rescan-window is over");
    }
    if (outer == null && settingsHaveChanged()) {
      if (kind != PassKind.EVENTS) {
        sweep.agenda().fullNow();
      }
      throw new Ended("the settings have changed");
    }
    top().tell();
    if (kind == PassKind.QUICK && longEnough.passed()) {
      throw new Ended("there is much to do; a full walk follows");
    }
    if (kind == PassKind.EVENTS && !sweep.ready()) {
      throw new Ended("no scanner is ready");
    }
    boolean takesOthers = outer == null && !settings.dryRun();
    if (takesOthers && kind.isLong()) {
      Optional<Scope> due = sweep.agenda().dueWithin();
      if (due.isPresent()) {
        within(due.get());
      }
    }
  }

  @Override
  public boolean enough() {
    return kind == PassKind.QUICK && enough.passed();
  }

  private boolean settingsHaveChanged() {
    return !settings.equals(sweep.settings())
        || !configuration.equals(sweep.store().configuration());
  }

  /** A pass for what came meanwhile. */
  private void within(Scope scope) throws InterruptedException {
    PureSettings now = sweep.settings();
    Scope walked = withdraws() ? Scope.CHANGES : scope; // no walk of all in one of all
    PassKind inner = walked == Scope.ALL ? PassKind.FULL : PassKind.QUICK;
    Pass pass = new Pass(inner, now, sweep, crews, figures, this);
    try {
      sweep.store().walk(walked, pass);
      if (walked == Scope.ALL) {
        sweep.fullWalkEnded();
      }
      if (kind == PassKind.FULL && !backlogTold) {
        backlogTold = true;
        figures.left(pass.leftFiles, pass.leftBytes);
      }
    } catch (Ended e) {
      incomplete = true; // and what it did not come to is visited by the next one
    } finally {
      sweep.agenda().endedWithin(scope, now);
    }
  }

  private void tell() {
    if (tell.passed()) {
      tell = Deadline.in(TELL_EVERY);
      if (figures.due.sum() > 0) {
        sweep.tell(kind, figures, kind + " goes on");
      }
    }
  }

  @Override
  public void failed(String what, String why) {
    troubles.failed(what, why);
  }

  /** No scanner had an answer for it, for a reason that passes. */
  void passedOver(StoredFile file) {
    file.revisit();
    missedByWithdrawal();
    if (top().kind == PassKind.FULL && !sweep.store().showsChangesAlone() && !hasFailed(file)) {
      top().incomplete = true; // a short pass within would leave it to this one
    }
  }

  void notWritten(StoredFile file, IOException e) {
    outOfReach(file, "its verdict cannot be written: " + e.getMessage());
  }

  /** Tried again after pauses that grow. */
  void outOfReach(StoredFile file, String why) {
    missedByWithdrawal();
    sweep.outOfReach().failed(file.place(), settings.interval());
    file.revisit();
    failed(file.place(), why);
  }

  @Override
  public boolean orphan(String what, Instant since) {
    if (!counts() || kind == PassKind.VOUCH || withdraws()) {
      return false;
    }
    boolean old = !since.plus(ORPHANED_FOR).isAfter(sweep.clock().instant());
    boolean delete =
        settings.deleteOrphans()
            && old
            && mayWrite()
            && sweep.orphansAreFew(settings.orphansMax())
            && figures.orphans.sum() < settings.orphansMax();
    troubles.orphan(what, delete);
    return delete;
  }

  private void countedOrphans(long count) {
    sweep.orphans(count);
    if (settings.deleteOrphans() && count > settings.orphansMax()) {
      String what =
          count
              + " verdicts have no file, and none is deleted, since that is more than"
              + " scangate.pure.orphans-max="
              + settings.orphansMax()
              + ": is a store not mounted?";
      sweep.problem(what);
      LOG.log(Level.WARNING, "{0}: {1}", sweep.name(), what);
    }
  }

  @Override
  public boolean mayWrite() {
    return !settings.dryRun() && !(withdraws() && sweep.unopenedFiles().onlyCounts());
  }

  /** Whether an OK is taken from a file that no scanner was shown to open. */
  boolean withdraws() {
    return kind == PassKind.WITHDRAW;
  }

  private Pass top() {
    return outer == null ? this : outer;
  }

  /** Whether scans are being broken off, and mean nothing. */
  boolean stopping() {
    return top().ended || sweep.isStopping();
  }

  /** Whether no scan is to be begun any more. */
  boolean beginsNothing() {
    return top().dropping || stopping();
  }

  Sweep sweep() {
    return sweep;
  }

  PureSettings settings() {
    return settings;
  }

  Figures figures() {
    return figures;
  }

  static String shown(StoredFile file) {
    return '"' + LogText.of(file.place()) + '"';
  }
}
