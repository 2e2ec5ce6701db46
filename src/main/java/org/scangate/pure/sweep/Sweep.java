package org.scangate.pure.sweep;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.scangate.pure.Store;
import org.scangate.scan.Deadline;
import org.scangate.scan.Events;
import org.scangate.scan.ScanService;

/**
 * Sweeps one store, for as long as somebody calls {@link #beat}: by walkers, each with a thread and
 * a time of its own, which find out what is due, and workers, which scan and publish. A walk that
 * fails is logged, and the next one comes when it is due.
 */
public final class Sweep implements AutoCloseable, SweepOperations {

  /** How long a stop may take: of the 5 s in which an application must be undeployed. */
  static final Duration STOP_WITHIN = Duration.ofSeconds(3);

  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final SweptStore swept;
  private final Supplier<PureSettings> reading;
  private final Workers workers;
  private final MovedFiles movedFiles;
  private final UnopenedFiles unopenedFiles;
  private final Rescans rescans;
  private final ProgressBoard board;
  private final Walks walks;
  private final DueWalks due;
  private final SweepBean bean;
  private final List<Walker> walkers;

  /** By a beat, or by an operator: single walks of a test begin no others. */
  private volatile boolean isWanted;

  /**
   * @param reading reads the settings anew; called here and by {@link #beat}
   * @param problem what is wrong with the settings
   * @param clock in the zone of the rescan window
   * @param events hears of walks and of what operators do
   */
  public Sweep(
      Store store,
      ScanService scans,
      Supplier<PureSettings> reading,
      Supplier<Optional<String>> problem,
      Clock clock,
      Events events) {
    this.reading = reading;
    this.swept =
        new SweptStore(
            store, scans, clock, reading.get(), new StoreEvents(store.name(), events), this::wake);
    this.workers = new Workers(threadName());
    this.movedFiles = new MovedFiles(swept);
    this.unopenedFiles = new UnopenedFiles(swept);
    this.rescans = new Rescans(swept);
    this.board = new ProgressBoard(swept);
    this.walks = new Walks(swept, workers, movedFiles, unopenedFiles, board);
    this.due = new DueWalks(swept, movedFiles, unopenedFiles, rescans);
    this.bean =
        new SweepBean(swept, workers, board, movedFiles, unopenedFiles, rescans, this, problem);
    this.walkers =
        List.of(
            walker("all", this::isSwept, due::allDue, due::untilAll),
            walker("changes", this::isSwept, due::changesDue, due::untilChanges),
            walker("look", this::isSwept, due::lookDue, due::untilBeat),
            walker("verdicts", this::isSwept, due::verdictsDue, due::untilCheck),
            walker("events", due::isTold, due::eventsDue, due::untilBeat),
            walker("rescans", this::isSwept, due::rescanDue, due::untilBeat));
  }

  private String threadName() {
    return "scangate-sweep-" + swept.name();
  }

  private Walker walker(
      String name,
      BooleanSupplier mayWalk,
      Supplier<Optional<WalkKind>> due,
      Supplier<Duration> pause) {
    return new Walker(threadName() + "-" + name, mayWalk, due, pause, this::walk);
  }

  /** Begins what is due before the next beat. */
  public void beat() {
    if (swept.isStopping()) {
      return; // the container's timer ends after us
    }
    isWanted = true;
    PureSettings before = settings();
    PureSettings now = reading.get();
    swept.settings(now);
    if (now.equals(before)) {
      wake();
    } else {
      swept.fullNow(); // what was left by the old ones may be due now
    }
  }

  private void wake() {
    if (isWanted && !swept.isStopping()) {
      walkers.forEach(Walker::beat);
    }
  }

  private boolean isSwept() {
    return swept.isSwept();
  }

  private PureSettings settings() {
    return swept.settings();
  }

  private void walk(WalkKind kind) throws InterruptedException {
    if (kind == WalkKind.RESCAN) {
      Rescan rescan = rescans.take().orElseThrow();
      Walks.Result result = walks.walk(kind, rescan, FOR_EVER);
      if (result.early()) {
        rescans.again(rescan);
      } else {
        rescans.ended(rescan, result.through(), result.progress());
      }
    } else if (kind == WalkKind.EVENTS) {
      Deadline soon = Deadline.in(Duration.ofSeconds(1));
      walks.walk(kind, null, FOR_EVER);
      if (!soon.passed()) { // it has failed, and would again
        due.eventsFail();
      }
    } else {
      walks.walk(kind, null, kind == WalkKind.QUICK ? settings().interval() : FOR_EVER);
    }
  }

  /** One whole walk, on the calling thread. */
  Progress pass(WalkKind kind) throws InterruptedException {
    return walks.walk(kind, null, FOR_EVER).progress();
  }

  @Override
  public void fullNow() {
    swept.events().tell("sweep-asked", StoreEvents.OPERATOR, "");
    beginFull();
  }

  /** Has a full walk begin, or begin anew, as soon as it may. */
  void beginFull() {
    isWanted = true;
    swept.fullNow();
  }

  @Override
  public void pause(boolean pause) {
    swept.pause(pause);
    swept.events().tell(pause ? "sweep-paused" : "sweep-resumed", StoreEvents.OPERATOR, "");
    if (!pause) {
      beginFull();
    }
  }

  @Override
  public String rescan(String who, String place, String priority) {
    String answer = rescans.ask(who, place, priority);
    isWanted = true;
    wake();
    return answer;
  }

  /** The store's. */
  public String name() {
    return swept.name();
  }

  /** Whether there is anything to walk through, by the settings as they are now. */
  boolean configured() {
    return swept.store().configured();
  }

  SweptStore swept() {
    return swept;
  }

  /** For health. */
  SweepStatus status() {
    return new SweepStatus(name(), bean.getState(), bean.getProblem(), board.lastFullWalk());
  }

  /** To be shown in JMX. */
  public SweepMXBean bean() {
    return bean;
  }

  /** Ends the sweep: scans that go on are broken off, and what they say is not written. */
  @Override
  public void close() {
    stop();
    Deadline until = Deadline.in(STOP_WITHIN.plusSeconds(1));
    workers.awaitEnd(Deadline.in(STOP_WITHIN));
    threads().forEach(one -> join(one, until));
    swept.store().close();
  }

  /** Begins to end, and does not wait for it. */
  void stop() {
    swept.stop();
    threads().forEach(Thread::interrupt);
    workers.stop();
    swept.store().breakOff();
  }

  private List<Thread> threads() {
    return walkers.stream().flatMap(walker -> walker.thread().stream()).toList();
  }

  private static void join(Thread thread, Deadline until) {
    try {
      thread.join(Math.max(1, Duration.ofNanos(until.nanosLeft()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
