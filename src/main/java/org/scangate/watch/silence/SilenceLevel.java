package org.scangate.watch.silence;

/** How bad a silence is. */
public enum SilenceLevel {
  NONE(0),
  WARNING(1),
  ERROR(2);

  private final int figure;

  SilenceLevel(int figure) {
    this.figure = figure;
  }

  /** In metrics. */
  public int figure() {
    return figure;
  }
}
