package org.scangate.container;

import java.util.function.BooleanSupplier;

/** What may be spent on one file, zips in it included. */
final class Budget {

  static final int MAX_MEMBERS = 20_000;

  private static final long LEAST_INFLATED = 256L << 20;
  private static final int LIMITS = 4;

  private final BooleanSupplier timeIsOver;
  private final Findings findings;
  private final long limit;
  private long inflatable;
  private int members = MAX_MEMBERS;
  private boolean over;

  /**
   * For one file.
   *
   * @param limit a member's bytes that need to be counted; some times that may be inflated
   * @param findings are told what ended first
   */
  Budget(long limit, BooleanSupplier timeIsOver, Findings findings) {
    this.limit = limit;
    this.timeIsOver = timeIsOver;
    this.findings = findings;
    this.inflatable = Math.max(LEAST_INFLATED, Math.min(limit, Long.MAX_VALUE / LIMITS) * LIMITS);
  }

  long limit() {
    return limit;
  }

  /** Whether one more member may be looked at. */
  boolean takeMember() {
    if (!over && members-- == 0) {
      end("more than 20,000 members");
    }
    return !isOver();
  }

  /** Notes that so many bytes were inflated. */
  void takeInflated(long bytes) {
    inflatable -= bytes;
    if (inflatable < 0) {
      end("too much to inflate");
    }
  }

  /** Whether it has ended, or the time has. */
  boolean isOver() {
    if (!over && timeIsOver.getAsBoolean()) {
      end("the time was over");
    }
    return over;
  }

  private void end(String why) {
    over = true;
    findings.unread(why);
  }
}
