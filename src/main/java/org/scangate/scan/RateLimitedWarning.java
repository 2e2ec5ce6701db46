package org.scangate.scan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A warning that is logged once a minute at most: each line tells how many it stands for. */
public final class RateLimitedWarning {

  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanoTime;
  private boolean told;
  private long last;
  private long notTold;

  public RateLimitedWarning(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Logged, or counted where one was logged within the last minute. */
  public void warn(String text) {
    long now = nanoTime.getAsLong();
    long before;
    synchronized (this) {
      if (told && now - last < PAUSE) {
        notTold++;
        return;
      }
      before = notTold;
      told = true;
      last = now;
      notTold = 0;
    }
    log.log(
        Level.WARNING,
        before == 0 ? text : text + " (and " + before + " more since the last line)");
  }
}
