package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.util.List;

/** The sweeps of all stores. */
public final class Sweeps implements AutoCloseable {

  private final List<Sweep> all;

  public Sweeps(List<Sweep> all) {
    this.all = List.copyOf(all);
  }

  /** See {@link Sweep#beat}. */
  void beat() {
    all.forEach(Sweep::beat);
  }

  /** Of the stores that are configured now. */
  public List<SweepStatus> statuses() {
    return all.stream().filter(sweep -> sweep.configured()).map(Sweep::status).toList();
  }

  /** Ends them all; what one fails with keeps no other from being ended. */
  @Override
  public void close() {
    all.forEach(Sweep::stop); // together: there is little time
    all.forEach(Sweeps::close);
  }

  private static void close(Sweep sweep) {
    try {
      sweep.close();
    } catch (RuntimeException | LinkageError e) {
      SweptStore.LOG.log(Level.WARNING, "the sweep of " + sweep.name() + " did not end well", e);
    }
  }
}
