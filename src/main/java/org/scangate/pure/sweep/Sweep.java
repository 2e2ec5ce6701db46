package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scangate.pure.Store;
import org.scangate.scan.Deadline;
import org.scangate.scan.Readiness;
import org.scangate.scan.ScanService;

/**
 * Sweeps one store, one pass at a time, for as long as somebody calls {@link #beat}. A pass that
 * fails is logged, and the next one comes when it is due.
 */
public final class Sweep implements AutoCloseable {

  /** How long a stop may take: of the 5 s in which an application must be undeployed. */
  static final Duration STOP_WITHIN = Duration.ofSeconds(3);

  /** How often {@link #beat} is called, about. */
  static final Duration BEAT = Duration.ofSeconds(10);

  private final Store store;
  private final ScanService scans;
  private final Supplier<PureSettings> reading;
  private final Clock clock;
  private final Agenda agenda;
  private final Tries tries = new Tries();
  private final Tries outOfReach = new Tries();
  private final Semaphore wake = new Semaphore(0);
  private final MovedFiles movedFiles = new MovedFiles(this);
  private final UnopenedFiles unopenedFiles = new UnopenedFiles(this);
  private final SweepFigures shown;
  private final Listener listener;

  private volatile PureSettings settings;
  private volatile boolean stopping;
  private volatile boolean paused;

  /** Verdicts without a file in the last full walk that came to its end; before it nobody knows. */
  private volatile long orphans = Long.MAX_VALUE;

  /** A dry run has scanned each file, and scans none twice. */
  private volatile boolean dryRunIsThrough;

  private volatile Optional<Instant> lastFullWalk = Optional.empty();

  private Thread thread;

  /**
   * @param reading reads the settings anew; called here and by {@link #beat}
   * @param problem what is wrong with the settings
   * @param clock in the zone of the rescan window
   */
  public Sweep(
      Store store,
      ScanService scans,
      Supplier<PureSettings> reading,
      Supplier<Optional<String>> problem,
      Clock clock) {
    this.store = store;
    this.scans = scans;
    this.reading = reading;
    this.settings = reading.get();
    this.clock = clock;
    this.agenda = new Agenda(clock);
    this.shown = new SweepFigures(this, problem);
    this.listener = new Listener(this, shown);
  }

  /** Begins a sweep when one is due before the next beat. */
  public void beat() {
    if (stopping) {
      return; // the container's timer ends after us
    }
    PureSettings before = settings;
    settings = reading.get();
    if (!settings.equals(before)) {
      dryRunIsThrough = false;
      agenda.fullNow(); // what was left by the old ones may be due now
      wake.release();
    }
    startIfDue();
  }

  private synchronized void startIfDue() {
    boolean soon = agenda.due(settings, ready()).isPresent() || agenda.pause().compareTo(BEAT) <= 0;
    if (soon
        && !stopping
        && !paused
        && store.configured()
        && (thread == null || !thread.isAlive())) {
      thread = started(this::sweep, threadName());
    }
    listener.beginIfTold();
  }

  static Thread started(Runnable work, String name) {
    Thread started = new Thread(work, name);
    started.setDaemon(true);
    started.start();
    return started;
  }

  String threadName() {
    return "scangate-sweep-" + store.name();
  }

  Crews crews(String threads, PureSettings now) {
    return new Crews(threads, now.parallel(), store.threadsForEachScan());
  }

  private void sweep() {
    try {
      while (!stopping && !paused && store.configured()) {
        Optional<PassKind> due = due();
        if (due.isPresent()) {
          pass(due.get());
        } else if (settings.dryRun()) {
          return;
        } else if (agenda.pause().compareTo(BEAT) <= 0) {
          wake.tryAcquire(agenda.pause().toNanos(), TimeUnit.NANOSECONDS);
        } else {
          return; // until a later beat
        }
      }
    } catch (InterruptedException e) {
      return; // by close()
    }
  }

  /** A dry run is one full walk. */
  private Optional<PassKind> due() {
    if (movedFiles.isVouchAsked()) {
      return Optional.of(PassKind.VOUCH);
    }
    if (unopenedFiles.isWithdrawalAsked()) {
      return Optional.of(PassKind.WITHDRAW);
    }
    Optional<PassKind> due = agenda.due(settings, ready());
    return settings.dryRun() ? due.filter(kind -> kind == PassKind.FULL && !dryRunIsThrough) : due;
  }

  /** One whole pass, on the calling thread. */
  Figures pass(PassKind kind) throws InterruptedException {
    PureSettings now = settings;
    agenda.begun(kind, now);
    Figures figures = new Figures();
    boolean complete = false;
    shown.begin(kind, figures);
    if (kind == PassKind.VOUCH) {
      movedFiles.vouchBegins();
    } else if (kind == PassKind.WITHDRAW) {
      unopenedFiles.withdrawalBegins();
    }
    try (Crews crews = crews(threadName(), now)) {
      complete = new Pass(kind, now, this, crews, figures).run();
      if (kind == PassKind.FULL) {
        fullWalkEnded();
      }
      dryRunIsThrough = now.dryRun() && kind == PassKind.FULL && ready();
      shown.end(kind + " has ended" + (now.dryRun() ? ", a dry run: nothing was written" : ""));
    } catch (Pass.Ended e) {
      shown.end(kind + " ends early: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      // A fault of ours must not end the sweeps to come.
      Pass.LOG.log(Level.ERROR, store.name() + ": the " + kind + " failed", e);
      shown.end(kind + " failed: " + e);
    } finally {
      agenda.ended(kind, now, complete);
      store.ended(kind.scope(), complete);
      if (kind == PassKind.VOUCH) {
        movedFiles.vouchEnded(complete);
      } else if (kind == PassKind.WITHDRAW) {
        unopenedFiles.withdrawalEnded(complete, figures);
      } else if (kind == PassKind.CHECK) {
        unopenedFiles.checked(figures);
      }
    }
    return figures;
  }

  /** Tells the log how far a pass is. */
  void tell(PassKind kind, Figures figures, String what) {
    if (kind == PassKind.EVENTS) {
      shown.tellEvents(figures);
    } else {
      shown.tell(what);
    }
  }

  void problem(String what) {
    shown.problem(what);
  }

  /** Whether a scan begun now would have a true verdict. */
  boolean ready() {
    return scans.readiness().values().stream().allMatch(Readiness::ready);
  }

  void throwIfStopping() throws InterruptedException {
    if (stopping || Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
  }

  /** Visits everything now. */
  void fullNow() {
    dryRunIsThrough = false;
    agenda.fullNow();
    wake.release();
    startIfDue();
  }

  void pause(boolean pause) {
    paused = pause;
    if (!pause) {
      fullNow();
    }
  }

  boolean isPaused() {
    return paused;
  }

  boolean isStopping() {
    return stopping;
  }

  /** The store's. */
  public String name() {
    return store.name();
  }

  Store store() {
    return store;
  }

  ScanService scans() {
    return scans;
  }

  PureSettings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  Agenda agenda() {
    return agenda;
  }

  void orphans(long count) {
    orphans = count;
  }

  boolean orphansAreFew(int atMost) {
    return orphans <= atMost;
  }

  MovedFiles movedFiles() {
    return movedFiles;
  }

  UnopenedFiles unopenedFiles() {
    return unopenedFiles;
  }

  /** Files that broke their scan. */
  Tries tries() {
    return tries;
  }

  /** Files that could not be read, or whose verdicts could not be written. */
  Tries outOfReach() {
    return outOfReach;
  }

  /** A full walk has come to its end, whether or not it could read and scan everything. */
  void fullWalkEnded() {
    lastFullWalk = Optional.of(clock.instant());
  }

  /** For health. */
  SweepStatus status() {
    return new SweepStatus(name(), shown.getState(), shown.getProblem(), lastFullWalk);
  }

  /** To be shown in JMX. */
  public SweepMXBean bean() {
    return shown;
  }

  /** Ends the sweep: scans that go on are broken off, and what they say is not written. */
  @Override
  public void close() {
    stop();
    Deadline until = Deadline.in(STOP_WITHIN.plusSeconds(1));
    threads().forEach(one -> join(one, until));
    store.close();
  }

  /** Begins to end, and does not wait for it. */
  void stop() {
    synchronized (this) {
      stopping = true;
    }
    threads().forEach(Thread::interrupt);
    store.breakOff();
  }

  private synchronized List<Thread> threads() {
    return Stream.of(thread, listener.thread()).filter(Objects::nonNull).toList();
  }

  private static void join(Thread thread, Deadline until) {
    try {
      thread.join(Math.max(1, Duration.ofNanos(until.nanosLeft()).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
