package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.scan.LogText;

/**
 * What a pass came upon that an administrator should know: counted all, and the first ones told.
 */
final class Troubles {

  private static final int MAX_LINES = 20;

  private final Sweep sweep;
  private final Figures figures;
  private final AtomicInteger warnings = new AtomicInteger();

  Troubles(Sweep sweep, Figures figures) {
    this.sweep = sweep;
    this.figures = figures;
  }

  void failed(String what, String why) {
    figures.failed.increment();
    String line = LogText.of(what) + ": " + LogText.of(why);
    sweep.problem(line);
    int number = warnings.incrementAndGet();
    if (number <= MAX_LINES) {
      Pass.LOG.log(Level.WARNING, "{0}: {1}", sweep.name(), line);
    } else if (number == MAX_LINES + 1) {
      Pass.LOG.log(Level.WARNING, "{0}: more such files are only counted", sweep.name());
    }
  }

  void orphan(String what, boolean deleted) {
    figures.orphans.increment();
    if (figures.orphans.sum() <= MAX_LINES) {
      Pass.LOG.log(
          Level.INFO,
          "{0}: {1} has no file{2}",
          sweep.name(),
          LogText.of(what),
          deleted ? "; it is deleted" : "");
    }
  }
}
