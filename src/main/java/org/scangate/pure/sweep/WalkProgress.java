package org.scangate.pure.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far one walk is, at this moment, as {@link SweepMXBean#getWalks} shows it. Files, bytes, and
 * seconds; a rate is per second, over the last minute.
 */
public final class WalkProgress {

  private final WalkKind kind;
  private final Progress progress;
  private final long known;

  /**
   * @param known files in the store, as the last full walk counted them; 0: unknown
   */
  WalkProgress(WalkKind kind, Progress progress, long known) {
    this.kind = kind;
    this.progress = progress;
    this.known = known;
  }

  /** Such as {@code full walk}. */
  public String getWalk() {
    return kind.toString();
  }

  /** When it began, in UTC. */
  public String getSince() {
    Instant since = progress.since();
    return since.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Files that were looked at. */
  public long getSeen() {
    return progress.seen.sum();
  }

  /** Files among them that were to be scanned. */
  public long getDue() {
    return progress.due.sum();
  }

  /** Files that wait for their scan. */
  public long getQueued() {
    return progress.queued.get();
  }

  /** Files that are being scanned, or whose verdicts are being written. */
  public long getInHand() {
    return progress.inHand.get();
  }

  public long getClean() {
    return progress.clean.sum();
  }

  public long getFound() {
    return progress.found.sum();
  }

  public long getUnscanned() {
    return progress.unscanned.sum();
  }

  /** Files that changed while they were scanned. */
  public long getChanged() {
    return progress.changed.sum();
  }

  /** What could not be read or written. */
  public long getFailed() {
    return progress.failed.sum();
  }

  /** Files that wait: too new, just failed, or no scanner is there. */
  public long getLeftForLater() {
    return progress.later.sum();
  }

  /** Bytes scanned. */
  public long getBytes() {
    return progress.bytes.sum();
  }

  public double getFilesPerSecond() {
    return progress.filesPerSecondLately();
  }

  public double getBytesPerSecond() {
    return progress.bytesPerSecondLately();
  }

  /** Seconds until it is through; -1 when nobody can tell. */
  public long getSecondsLeft() {
    return progress.secondsLeft(known);
  }

  /** What {@link #getSecondsLeft} goes by. */
  public String getBasis() {
    return progress.basisOfSecondsLeft(known);
  }
}
