package org.scangate.pure.sweep;

import java.util.List;

/** The sweep of a store in memory, for tests of other rooms: it begins nothing by itself. */
public final class SmallSweep implements AutoCloseable {

  /** The name of the store. */
  public static final String STORE = new MemoryStore().name();

  private final SweepSite site = new SweepSite();
  private final Sweeps sweeps = new Sweeps(List.of(site.sweep));

  public Sweeps sweeps() {
    return sweeps;
  }

  /** One file is scanned, on this thread. */
  public void scanOneFile() throws InterruptedException {
    site.store.add("a");
    site.pass(WalkKind.FULL);
    site.store.configured = true;
  }

  /** What it told of itself, each as {@code kind|who|what|detail}. */
  public List<String> events() {
    return List.copyOf(site.events);
  }

  /**
   * A walk that has seen one file.
   *
   * @param known files in the store; 0: unknown
   */
  public static WalkProgress walk(long known) {
    Progress progress = new Progress();
    progress.seen.increment();
    return new WalkProgress(WalkKind.FULL, progress, known);
  }

  @Override
  public void close() {
    site.close();
  }
}
