package org.scangate.pure.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the operator sees of a sweep, and can do to it. */
final class SweepBean implements SweepMXBean {

  static final String PAUSED = "paused";

  private final SweptStore swept;
  private final Workers workers;
  private final ProgressBoard board;
  private final MovedFiles movedFiles;
  private final UnopenedFiles unopenedFiles;
  private final Rescans rescans;
  private final SweepOperations operations;
  private final Supplier<Optional<String>> settingsProblem;

  SweepBean(
      SweptStore swept,
      Workers workers,
      ProgressBoard board,
      MovedFiles movedFiles,
      UnopenedFiles unopenedFiles,
      Rescans rescans,
      SweepOperations operations,
      Supplier<Optional<String>> settingsProblem) {
    this.swept = swept;
    this.workers = workers;
    this.board = board;
    this.movedFiles = movedFiles;
    this.unopenedFiles = unopenedFiles;
    this.rescans = rescans;
    this.operations = operations;
    this.settingsProblem = settingsProblem;
  }

  private Progress shown() {
    return board.main();
  }

  @Override
  public String getState() {
    return swept.isPaused() ? PAUSED : board.state();
  }

  @Override
  public String getProblem() {
    return settingsProblem.get().orElseGet(swept::problem);
  }

  @Override
  public List<WalkProgress> getWalks() {
    return board.running().entrySet().stream()
        .map(one -> new WalkProgress(one.getKey(), one.getValue(), board.known()))
        .toList();
  }

  @Override
  public Map<String, Integer> getWaiting() {
    Map<String, Integer> all = new LinkedHashMap<>();
    workers
        .waiting()
        .forEach((priority, count) -> all.put(priority.name().toLowerCase(Locale.ROOT), count));
    return all;
  }

  @Override
  public double getOldestWaitingSeconds() {
    return workers.oldest().toMillis() / 1000.0;
  }

  @Override
  public String getRescans() {
    return rescans.last();
  }

  @Override
  public String rescan(String who, String place, String priority) {
    return operations.rescan(who, place, priority);
  }

  @Override
  public long getSeen() {
    return shown().seen.sum();
  }

  @Override
  public long getDue() {
    return shown().due.sum();
  }

  @Override
  public long getScanned() {
    return shown().scanned.sum();
  }

  @Override
  public long getClean() {
    return shown().clean.sum();
  }

  @Override
  public long getFound() {
    return shown().found.sum();
  }

  @Override
  public long getUnscanned() {
    return shown().unscanned.sum();
  }

  @Override
  public long getFailed() {
    return shown().failed.sum();
  }

  @Override
  public long getChanged() {
    return shown().changed.sum();
  }

  @Override
  public long getLeftForLater() {
    return shown().later.sum();
  }

  @Override
  public long getOrphans() {
    return board.orphans();
  }

  @Override
  public long getMoved() {
    return board.moved();
  }

  @Override
  public String getVouched() {
    return movedFiles.last();
  }

  @Override
  public String getNotOpened() {
    return shown().notOpened();
  }

  @Override
  public long getKeptThoughNotOpened() {
    return board.keptUnopened();
  }

  @Override
  public String getWithdrawn() {
    return unopenedFiles.last();
  }

  @Override
  public long getBytes() {
    return shown().bytes.sum();
  }

  @Override
  public double getFilesPerSecond() {
    return shown().filesPerSecond();
  }

  @Override
  public double getBytesPerSecond() {
    return shown().bytesPerSecond();
  }

  @Override
  public long getSecondsLeft() {
    return shown().secondsLeft(board.known());
  }

  @Override
  public long getTotalScanned() {
    return swept.totals().scanned.sum();
  }

  @Override
  public long getTotalFound() {
    return swept.totals().found.sum();
  }

  @Override
  public long getTotalUnscanned() {
    return swept.totals().unscanned.sum();
  }

  @Override
  public long getTotalFailed() {
    return swept.totals().failed.sum();
  }

  @Override
  public void sweepNow() {
    operations.fullNow();
  }

  @Override
  public void pause() {
    operations.pause(true);
  }

  @Override
  public void resume() {
    operations.pause(false);
  }

  @Override
  public String vouch(String who, boolean dryRun) {
    return movedFiles.vouch(who, dryRun);
  }

  @Override
  public void scanMoved() {
    movedFiles.scanAll();
  }

  @Override
  public String withdrawUnopened(String who, boolean dryRun) {
    return unopenedFiles.withdraw(who, dryRun);
  }
}
