package org.scangate.watch.check;

/** Looks at one thing. Never called by two threads at the same time. */
public interface Check {

  /**
   * Stays the same for what it looks at: the label of a metric, and what an event is about.
   *
   * @return lower case with dashes, such as {@code spool}; where there are several of a kind with a
   *     colon and which of them, such as {@code scanner:clamd}
   */
  String name();

  CheckSchedule schedule();

  /**
   * Looks now. May take seconds; has its own bounds on what may block.
   *
   * @throws RuntimeException which is told as an error of the check itself
   */
  CheckResult look();
}
