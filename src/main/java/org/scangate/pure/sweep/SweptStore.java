package org.scangate.pure.sweep;

import java.lang.System.Logger;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.scangate.pure.Store;
import org.scangate.pure.StoredFile;
import org.scangate.scan.Readiness;
import org.scangate.scan.ScanService;

/** A store that is swept, and what all walks through it share. Knows no walk. */
final class SweptStore {

  static final Logger LOG = System.getLogger("org.scangate.pure");

  private final Store store;
  private final ScanService scans;
  private final Clock clock;
  private final Agenda agenda;
  private final Runnable wake;
  private final StoreEvents events;
  private final Tries tries = new Tries();
  private final Tries outOfReach = new Tries();
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private final AtomicLong done = new AtomicLong();
  private final ReentrantLock changes = new ReentrantLock();
  private final Totals totals = new Totals();

  private volatile PureSettings settings;
  private volatile boolean stopping;
  private volatile boolean paused;

  /** Null: no walk of everything goes on. */
  private volatile Progress walkOfAll;

  /** The same where it looks for what is due. */
  private volatile Progress fullWalk;

  private volatile boolean isFullWalkEnding;

  /** Verdicts without a file in the last full walk that came to its end; before it nobody knows. */
  private volatile long orphans = Long.MAX_VALUE;

  /** A dry run has scanned each file, and scans none twice. */
  private boolean dryRunIsThrough;

  /** Whether everything is to be visited once more, as somebody said since the last one began. */
  private boolean isAskedAgain;

  private volatile String problem = "";
  private volatile String problemOfFullWalk = "";

  /**
   * @param events hears of walks and of what operators do
   * @param wake has the walkers look for what is due now
   */
  SweptStore(
      Store store,
      ScanService scans,
      Clock clock,
      PureSettings settings,
      StoreEvents events,
      Runnable wake) {
    this.store = store;
    this.scans = scans;
    this.clock = clock;
    this.agenda = new Agenda(clock);
    this.settings = settings;
    this.events = events;
    this.wake = wake;
  }

  Store store() {
    return store;
  }

  String name() {
    return store.name();
  }

  ScanService scans() {
    return scans;
  }

  Clock clock() {
    return clock;
  }

  Agenda agenda() {
    return agenda;
  }

  StoreEvents events() {
    return events;
  }

  Totals totals() {
    return totals;
  }

  /** Files that broke their scan. */
  Tries tries() {
    return tries;
  }

  /** Files that could not be read, or whose verdicts could not be written. */
  Tries outOfReach() {
    return outOfReach;
  }

  /** Whether it broke its scan, could not be read, or its verdict not be written. */
  boolean hasFailed(StoredFile file) {
    return tries.knows(file.place()) || outOfReach.knows(file.place());
  }

  /** Whether its pause after that is not over. */
  boolean mustWait(String place) {
    return outOfReach.mustWait(place) || tries.mustWait(place);
  }

  /** Places of files that wait for their scan or are at work: two walks may meet the same one. */
  Set<String> inHand() {
    return inHand;
  }

  /** How many of them were done with, ever. */
  AtomicLong done() {
    return done;
  }

  /** Held during a walk for changes, and while the store is told of the end of another. */
  ReentrantLock changes() {
    return changes;
  }

  PureSettings settings() {
    return settings;
  }

  void settings(PureSettings now) {
    if (!now.equals(settings)) {
      isFullWalkEnding = true;
    }
    settings = now;
  }

  /** Whether a scan begun now would have a true verdict. */
  boolean ready() {
    return scans.readiness().values().stream().allMatch(Readiness::ready);
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
  }

  void throwIfStopping() throws InterruptedException {
    if (stopping || Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
  }

  boolean isPaused() {
    return paused;
  }

  void pause(boolean now) {
    paused = now;
  }

  /** Whether walks may begin and go on. */
  boolean isSwept() {
    return !stopping && !paused && store.configured();
  }

  /** Everything is to be visited now. */
  void fullNow() {
    synchronized (this) {
      dryRunIsThrough = false;
      isAskedAgain = true;
    }
    agenda.fullNow();
    wake.run();
  }

  /** Has the walkers look for what is due now. */
  void wake() {
    wake.run();
  }

  synchronized boolean dryRunIsThrough() {
    return dryRunIsThrough;
  }

  /** Unless somebody has asked for another meanwhile. */
  synchronized void dryRunIsThrough(boolean through) {
    dryRunIsThrough = through && !isAskedAgain;
  }

  /** Null: no walk of everything goes on. */
  Progress walkOfAll() {
    return walkOfAll;
  }

  /** Null: no full walk goes on. */
  Progress fullWalk() {
    return fullWalk;
  }

  /** Whether one goes on that began with today's settings and will come to its end. */
  boolean isFullWalkGoingOn() {
    return fullWalk != null && !isFullWalkEnding;
  }

  /** What is asked for from now on is asked of the next one. */
  void fullWalkEndsEarly() {
    isFullWalkEnding = true;
  }

  void walkOfAllBegins(Progress progress) {
    walkOfAll = progress;
  }

  void fullWalkBegins(Progress progress) {
    problemOfFullWalk = "";
    isFullWalkEnding = false;
    synchronized (this) {
      isAskedAgain = false;
    }
    walkOfAll = progress;
    fullWalk = progress;
  }

  /** What was wrong before a full walk, and is no more, is forgotten. */
  void walkOfAllEnds() {
    if (fullWalk != null) {
      problem = problemOfFullWalk;
    }
    walkOfAll = null;
    fullWalk = null;
  }

  boolean orphansAreFew(int atMost) {
    return orphans <= atMost;
  }

  void orphans(long count) {
    orphans = count;
  }

  /** What is wrong, for an administrator; empty: nothing is. */
  String problem() {
    return problem;
  }

  void problem(String what) {
    problemOfFullWalk = what;
    problem = what;
  }
}
