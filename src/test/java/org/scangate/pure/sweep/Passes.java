package org.scangate.pure.sweep;

/** Single passes of a sweep, on the calling thread, for tests of stores in other packages. */
public final class Passes {

  private Passes() {}

  public static void quick(Sweep sweep) throws InterruptedException {
    sweep.pass(WalkKind.QUICK);
  }

  public static void full(Sweep sweep) throws InterruptedException {
    sweep.pass(WalkKind.FULL);
  }

  public static void check(Sweep sweep) throws InterruptedException {
    sweep.pass(WalkKind.CHECK);
  }
}
