package org.scangate.pure.sweep;

import java.util.List;
import java.util.Map;

/**
 * The sweep of one store, as JMX shows it: {@code org.scangate:type=Sweep,store=…}. Figures are
 * those of one of the walks that go on, or of the last one that found work.
 */
public interface SweepMXBean {

  /** {@code idle}, {@code paused}, or what goes on, such as {@code full walk}. */
  String getState();

  /** What was wrong last: a setting, a folder, a file; empty when nothing is. */
  String getProblem();

  /** How far each walk is that goes on. */
  List<WalkProgress> getWalks();

  /**
   * Files that wait for their scan: {@code told}, then {@code changes}, then {@code all}, then
   * {@code verdicts}.
   */
  Map<String, Integer> getWaiting();

  /** Seconds since when the oldest of them waits; 0: none does. */
  double getOldestWaitingSeconds();

  /** Files that were looked at. */
  long getSeen();

  /** Files among them that were to be scanned. */
  long getDue();

  long getScanned();

  long getClean();

  long getFound();

  long getUnscanned();

  /** Folders and files that could not be read, and verdicts that could not be written. */
  long getFailed();

  /** Files that changed while they were scanned. */
  long getChanged();

  /** Files that wait: too new, just failed, or no scanner is there. */
  long getLeftForLater();

  /** Verdicts without a file, as the last full walk counted them. */
  long getOrphans();

  /**
   * Files whose size and date are those that were scanned, but which are other files, or whose
   * verdicts have another date: too many to be scanned without asking. As the last full walk
   * counted them.
   */
  long getMoved();

  /** What came of the last {@link #vouch}; empty: there was none. */
  String getVouched();

  /**
   * Files scanned that are packed in what no scanner was shown to open, by kind: {@code rar5 280,
   * zst 20}. One file may be packed in several.
   */
  String getNotOpened();

  /**
   * Files that would be among these and have an earlier OK, which is kept. As the last check of
   * verdicts, or {@link #withdrawUnopened}, left them.
   */
  long getKeptThoughNotOpened();

  /** What came of the last {@link #withdrawUnopened}; empty: there was none. */
  String getWithdrawn();

  /** What came of the last {@link #rescan}; empty: there was none. */
  String getRescans();

  /** Bytes scanned. */
  long getBytes();

  double getFilesPerSecond();

  double getBytesPerSecond();

  /** Seconds until the walk is through; -1 when nobody can tell. */
  long getSecondsLeft();

  /** Since the start: files scanned. */
  long getTotalScanned();

  /** Since the start: files found infected. */
  long getTotalFound();

  /** Since the start: scans without a verdict. */
  long getTotalUnscanned();

  /** Since the start: what could not be read or written. */
  long getTotalFailed();

  /** Visits everything now. */
  void sweepNow();

  /**
   * Has files scanned again that have a verdict: all below a folder, one file, all objects whose
   * keys begin so, or everything. A walk of its own, which begins within seconds, beside the
   * others; a restart ends it.
   *
   * @param who for the log
   * @param place such as {@code /mnt/pure/ab}, {@code /mnt/pure/ab/1.bin}, {@code bucket/2024/};
   *     empty: everything
   * @param priority {@code first} (before what is new), {@code normal} (after it), or {@code last}
   * @return where to see what comes of it
   */
  String rescan(String who, String place, String priority);

  /** Ends the walks that go on, and begins no other, until {@link #resume} or a restart. */
  void pause();

  void resume();

  /**
   * Somebody vouches that the content of files that were moved, restored or given other rights is
   * the one that was scanned: their verdicts count from now on as if they had been scanned there. A
   * walk of its own, which begins within seconds; a full walk follows.
   *
   * @param who for the log
   * @param dryRun only counts
   * @return where to see what comes of it
   */
  String vouch(String who, boolean dryRun);

  /** Has all of {@link #getMoved} scanned, and begins now. */
  void scanMoved();

  /**
   * Has every file scanned that has an OK, and withdraws the OK where no scanner was shown to open
   * what the file is packed in: it is UNSCANNED from then on. A walk of its own, which begins
   * within seconds and takes as long as a scan of the whole store; a full walk follows.
   *
   * @param who for the log
   * @param dryRun only counts
   * @return where to see what comes of it
   */
  String withdrawUnopened(String who, boolean dryRun);
}
