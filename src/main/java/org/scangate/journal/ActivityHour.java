package org.scangate.journal;

import java.time.Instant;

/**
 * What was scanned within an hour, canaries' files aside.
 *
 * @param begins a whole hour of UTC
 */
public record ActivityHour(Instant begins, long ok, long found, long notScanned) {

  /** Both together, as of the earlier one. */
  public ActivityHour and(ActivityHour other) {
    return new ActivityHour(
        begins.isBefore(other.begins) ? begins : other.begins,
        ok + other.ok,
        found + other.found,
        notScanned + other.notScanned);
  }

  public long files() {
    return ok + found + notScanned;
  }
}
