package org.scangate.watch.check;

import java.util.Locale;

/** How something is, the worse the later. */
public enum CheckState {
  /** There is nothing to look at, as where no store is configured. */
  NOT_APPLICABLE(0),
  OK(1),
  /** Scans go on, and somebody should look. */
  WARNING(2),
  /** Something is not scanned, or will soon not be, or nobody would learn of it. */
  ERROR(3);

  private final int figure;

  CheckState(int figure) {
    this.figure = figure;
  }

  /** The value of its metric. */
  public int figure() {
    return figure;
  }

  /** As in answers and kinds of events: lower case with dashes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isTrouble() {
    return this == WARNING || this == ERROR;
  }
}
