package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;

/** Has scanned what a store is told of: beside the sweep, and for as long as anything can be. */
final class Listener {

  private final Sweep sweep;
  private final SweepFigures shown;
  private Thread thread;

  Listener(Sweep sweep, SweepFigures shown) {
    this.sweep = sweep;
    this.shown = shown;
  }

  /** Begins, unless it has, where it may. */
  synchronized void beginIfTold() {
    if (mayListen() && (thread == null || !thread.isAlive())) {
      thread = Sweep.started(this::listen, sweep.threadName() + "-events");
    }
  }

  /** Null: none has begun. */
  synchronized Thread thread() {
    return thread;
  }

  private boolean mayListen() {
    return !sweep.isStopping()
        && !sweep.isPaused()
        && sweep.store().configured()
        && sweep.store().isTold()
        && sweep.ready();
  }

  /** Until nobody tells anything, or nothing can be scanned; a later beat begins anew. */
  private void listen() {
    try {
      while (mayListen()) {
        pass();
      }
    } catch (InterruptedException e) {
      return; // by Sweep.close()
    } catch (RuntimeException | Error e) {
      Level level = sweep.isStopping() ? Level.DEBUG : Level.ERROR;
      Pass.LOG.log(level, sweep.name() + ": events failed", e);
    }
  }

  private void pass() throws InterruptedException {
    PureSettings now = sweep.settings();
    Figures figures = new Figures();
    shown.listening(figures);
    try (Crews crews = sweep.crews(sweep.threadName() + "-events", now)) {
      new Pass(PassKind.EVENTS, now, sweep, crews, figures).run();
    } catch (Pass.Ended e) {
      Pass.LOG.log(Level.DEBUG, "{0}: events wait: {1}", sweep.name(), e.getMessage());
    } finally {
      shown.listened(figures);
    }
  }
}
