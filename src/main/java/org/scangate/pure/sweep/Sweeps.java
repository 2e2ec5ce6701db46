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

  /**
   * Has a place scanned again before all others; what cannot be taken is left to a full walk.
   *
   * @param store its name
   * @param who wants it
   * @param place as in {@link SweepMXBean#rescan}
   */
  public void rescan(String store, String who, String place) {
    all.stream()
        .filter(sweep -> sweep.name().equals(store) && sweep.configured())
        .forEach(sweep -> sweep.rescan(who, place, "first"));
  }

  /** Looks at everything: what is to be scanned may have changed. */
  public void lookAtAll() {
    all.stream().filter(Sweep::configured).forEach(Sweep::beginFull);
  }

  /** The same with all their figures. */
  public List<SweepView> views() {
    return all.stream()
        .filter(sweep -> sweep.configured())
        .map(sweep -> new SweepView(sweep.status(), sweep.bean()))
        .toList();
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
