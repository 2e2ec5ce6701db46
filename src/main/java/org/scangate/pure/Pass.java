package org.scangate.pure;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.pure.RescanPolicy.Before;
import org.scangate.scan.Deadline;
import org.scangate.scan.Printable;

/**
 * One pass over a store: decides for each file what is to be done, and hands it to the crew. A pass
 * that takes long stops for short ones within it, so that new files never wait for old ones.
 */
final class Pass implements Visitor {

  static final Logger LOG = System.getLogger("org.scangate.pure");

  /** A file that breaks its scan so often is unscanned. */
  static final int MOST_TRIES = 3;

  private static final int MOST_WARNINGS = 20;
  private static final Duration LOOK_UP = Duration.ofMillis(50);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final Duration ORPHANED_FOR = Duration.ofDays(1);

  private final PassKind kind;
  private final PureSettings settings;
  private final Sweep sweep;
  private final Crew crew;
  private final Figures figures;
  private final Pass outer;
  private final String provider;
  private final AtomicInteger warnings = new AtomicInteger();

  /** Files with the crew: two walks may meet the same one. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  private final Deadline longEnough;
  private volatile boolean ended;
  private volatile boolean wantsScanner;
  private boolean firstOnes;
  private boolean backlogTold;
  private long leftFiles;
  private long leftBytes;
  private Deadline lookUp = Deadline.in(LOOK_UP);
  private Deadline tell = Deadline.in(TELL_EVERY);

  /** A pass of its own. */
  Pass(PassKind kind, PureSettings settings, Sweep sweep, Crew crew, Figures figures) {
    this(kind, settings, sweep, crew, figures, null);
  }

  private Pass(
      PassKind kind, PureSettings settings, Sweep sweep, Crew crew, Figures figures, Pass outer) {
    this.kind = kind;
    this.settings = settings;
    this.sweep = sweep;
    this.crew = crew;
    this.figures = figures;
    this.outer = outer;
    this.provider = FileScan.provider(sweep.scans());
    this.longEnough = Deadline.in(settings.interval());
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
   * @return whether nothing was left for want of a scanner
   */
  boolean run() throws InterruptedException {
    try {
      if (kind == PassKind.CHECK) {
        firstOnes = true;
        sweep.store().walk(kind.scope(), this);
        firstOnes = false;
      }
      sweep.store().walk(kind.scope(), this);
      while (!crew.idle(LOOK_UP)) {
        goesOn();
      }
      return !wantsScanner;
    } catch (Ended e) {
      crew.dropWaiting();
      while (!crew.idle(LOOK_UP)) {
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
    Standing standing = file.standing();
    if ((standing == Standing.CURRENT && kind != PassKind.CHECK) || leftToOuter(file)) {
      return;
    }
    Optional<VerdictDocument> verdict =
        standing == Standing.MISSING ? Optional.empty() : read(file);
    if (standing == Standing.CURRENT && !dueAgain(verdict)) {
      return;
    }
    Before before = Before.of(standing, verdict);
    RescanPolicy.atOnce(before).ifPresent(status -> mark(file, verdict.orElseThrow(), status));
    if (standing != Standing.CURRENT && file.age().compareTo(settings.settle()) < 0) {
      leave(file); // whoever writes it may not have finished
    } else if (!sweep.ready()) {
      top().wantsScanner = true;
      figures.later.increment();
    } else {
      handOver(file, before);
    }
  }

  /** Of several walks in a pass, one counts what is there. */
  private boolean counts() {
    return outer == null && !firstOnes;
  }

  /** The long pass around this one will meet it, or is at it. */
  private boolean leftToOuter(StoredFile file) {
    if (outer == null
        || outer.kind != PassKind.FULL
        || file.standing() != Standing.MISSING
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
    return sweep.tries().knows(file.place()) || sweep.unwritten().knows(file.place());
  }

  private boolean dueAgain(Optional<VerdictDocument> verdict) {
    return RescanPolicy.first(verdict) == firstOnes
        && RescanPolicy.due(verdict, settings, provider, sweep.clock().instant());
  }

  private Optional<VerdictDocument> read(StoredFile file) {
    try {
      return file.verdict();
    } catch (IOException e) {
      failed(file.place(), "its verdict cannot be read: " + e);
      return Optional.empty();
    }
  }

  private void mark(StoredFile file, VerdictDocument earlier, Status status) {
    if (!mayWrite()) {
      LOG.log(Level.INFO, "dry run: {0} would get {1}", shown(file), status);
      return;
    }
    try {
      file.publish(
          new VerdictDocument(earlier.provider(), earlier.timestamp(), earlier.id(), status));
    } catch (IOException e) {
      notWritten(file, e);
    }
  }

  private void leave(StoredFile file) {
    figures.later.increment();
    file.revisit();
  }

  private void handOver(StoredFile file, Before before) throws InterruptedException {
    if (top().inHand.contains(file.place())) {
      file.revisit(); // it may have changed since
      return;
    }
    boolean again = sweep.tries().knows(file.place());
    boolean mustWait =
        sweep.unwritten().mustWait(file.place()) || sweep.tries().mustWait(file.place());
    // One at a time of those that broke their scan: who kills the scanner shall not take another
    // one along that only happened to be there.
    if (mustWait || (again && !sweep.lane().tryAcquire())) {
      leave(file);
      return;
    }
    if (figures.due.sum() == 0) {
      LOG.log(Level.INFO, "{0}: the {1} has found work", sweep.store().name(), top().kind);
    }
    figures.due.increment();
    file.hold();
    top().inHand.add(file.place());
    FileScan scan = new FileScan(this, file, before, again);
    boolean taken = false;
    try {
      while (!taken) {
        taken = crew.take(scan, outer != null, LOOK_UP);
        goesOn();
      }
    } finally {
      if (!taken) {
        scan.drop();
      }
    }
  }

  /** A scan has ended, or never began. */
  void done(StoredFile file, boolean again) {
    top().inHand.remove(file.place());
    file.release();
    if (again) {
      sweep.lane().release();
    }
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
    if (kind == PassKind.CHECK && !sweep.agenda().inWindow(settings)) {
      throw new Ended("scangate.pure.rescan-window is over");
    }
    top().tell();
    if (outer == null && kind == PassKind.QUICK && longEnough.passed()) {
      throw new Ended("there is much to do; a full walk follows");
    }
    if (outer == null && kind != PassKind.QUICK) {
      Optional<Scope> due = sweep.agenda().dueWithin();
      if (due.isPresent()) {
        within(due.get());
      }
    }
  }

  /** A short pass for what came meanwhile. */
  private void within(Scope scope) throws InterruptedException {
    PureSettings now = sweep.settings();
    PassKind shorter = scope == Scope.ALL ? PassKind.FULL : PassKind.QUICK;
    Pass pass = new Pass(shorter, now, sweep, crew, figures, this);
    try {
      sweep.store().walk(scope, pass);
    } finally {
      sweep.agenda().endedWithin(scope, now);
    }
    if (kind == PassKind.FULL && !backlogTold) {
      backlogTold = true;
      figures.left(pass.leftFiles, pass.leftBytes);
    }
  }

  private void tell() {
    if (tell.passed()) {
      tell = Deadline.in(TELL_EVERY);
      if (figures.due.sum() > 0) {
        sweep.tell(kind + " goes on");
      }
    }
  }

  @Override
  public void failed(String what, String why) {
    figures.failed.increment();
    warn(Printable.of(what) + ": " + Printable.of(why));
  }

  /** No scanner had an answer for it, for a reason that passes. */
  void passedOver(StoredFile file) {
    file.revisit();
    if (top().kind == PassKind.FULL && !hasFailed(file)) {
      top().wantsScanner = true; // a short pass within would leave it to this one
    }
  }

  void notWritten(StoredFile file, IOException e) {
    sweep.unwritten().failed(file.place(), settings.interval());
    file.revisit();
    failed(file.place(), "its verdict cannot be written: " + e.getMessage());
  }

  private void warn(String what) {
    sweep.problem(what);
    int number = top().warnings.incrementAndGet();
    if (number <= MOST_WARNINGS) {
      LOG.log(Level.WARNING, "{0}: {1}", sweep.store().name(), what);
    } else if (number == MOST_WARNINGS + 1) {
      LOG.log(Level.WARNING, "{0}: more such files are only counted", sweep.store().name());
    }
  }

  @Override
  public boolean orphan(String what, Instant since) {
    if (!counts()) {
      return false;
    }
    figures.orphans.increment();
    boolean old = !since.plus(ORPHANED_FOR).isAfter(sweep.clock().instant());
    boolean delete = settings.deleteOrphans() && old && mayWrite();
    if (figures.orphans.sum() <= MOST_WARNINGS) {
      LOG.log(
          Level.INFO,
          "{0}: {1} has no file{2}",
          sweep.store().name(),
          Printable.of(what),
          delete ? "; it is deleted" : "");
    }
    return delete;
  }

  @Override
  public boolean mayWrite() {
    return !settings.dryRun();
  }

  private Pass top() {
    return outer == null ? this : outer;
  }

  /** Whether scans are being broken off, and mean nothing. */
  boolean stopping() {
    return top().ended || sweep.isStopping();
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
    return '"' + Printable.of(file.place()) + '"';
  }
}
