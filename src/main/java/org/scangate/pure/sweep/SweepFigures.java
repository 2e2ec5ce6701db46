package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the operator sees of a sweep: figures, log lines and buttons. */
final class SweepFigures implements SweepMXBean {

  static final String PAUSED = "paused";

  private final Sweep sweep;
  private final Supplier<Optional<String>> settingsProblem;
  private final LongAdder scanned = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final LongAdder unscanned = new LongAdder();
  private final LongAdder failed = new LongAdder();

  private volatile PassKind kind;
  private volatile Figures events;
  private volatile Figures now;
  private volatile Figures worth = new Figures();
  private volatile String problem = "";
  private volatile String problemOfPass = "";
  private volatile long eventsTold;
  private volatile long known;
  private volatile long orphans;
  private volatile long moved;
  private volatile long keptUnopened;

  SweepFigures(Sweep sweep, Supplier<Optional<String>> settingsProblem) {
    this.sweep = sweep;
    this.settingsProblem = settingsProblem;
    worth.end();
  }

  void begin(PassKind begun, Figures figures) {
    problemOfPass = "";
    now = figures;
    kind = begun;
  }

  void end(String how) {
    Figures figures = now;
    figures.end();
    if (kind == PassKind.FULL) {
      known = figures.seen.sum();
      orphans = figures.orphans.sum();
      moved = figures.moved.sum();
      problem = problemOfPass;
    }
    if (kind == PassKind.CHECK || kind == PassKind.WITHDRAW) {
      keptUnopened = figures.keptUnopened.sum();
    }
    count(figures);
    if (hadWork(figures)) {
      worth = figures;
      tell(how);
    }
    now = null;
    kind = null;
  }

  /** Events are being listened to, beside the passes. */
  void listening(Figures figures) {
    events = figures;
  }

  void listened(Figures figures) {
    figures.end();
    events = null;
    count(figures);
    if (hadWork(figures)) {
      tellEvents(figures);
    }
  }

  private void count(Figures figures) {
    scanned.add(figures.scanned.sum());
    found.add(figures.found.sum());
    unscanned.add(figures.unscanned.sum());
    failed.add(figures.failed.sum());
  }

  /** Each minute in which there was something to scan. */
  void tellEvents(Figures figures) {
    String line = figures.line();
    long sum = figures.seen.sum();
    if (sum != eventsTold) {
      eventsTold = sum;
      Pass.LOG.log(Level.INFO, "{0}: events; {1}", sweep.store().name(), line);
    }
  }

  private static boolean hadWork(Figures figures) {
    return figures.due.sum() + figures.failed.sum() + figures.orphans.sum() > 0;
  }

  void tell(String what) {
    Figures figures = shown();
    long left = figures.secondsLeft(known);
    Pass.LOG.log(
        Level.INFO,
        "{0}: {1}; {2}{3}",
        sweep.store().name(),
        what,
        figures.line(),
        left > 0 ? ", about " + Figures.spoken(Duration.ofSeconds(left)) + " left" : "");
  }

  void problem(String what) {
    problemOfPass = what;
    problem = what;
  }

  /** The pass that goes on where it has found work; else the last one that had. */
  private Figures shown() {
    Figures figures = now;
    return figures != null && (figures.due.sum() > 0 || kind != PassKind.QUICK) ? figures : worth;
  }

  private long total(LongAdder ended, Function<Figures, LongAdder> counter) {
    return ended.sum()
        + Stream.of(Optional.ofNullable(now), Optional.ofNullable(events))
            .flatMap(Optional::stream)
            .mapToLong(figures -> counter.apply(figures).sum())
            .sum();
  }

  @Override
  public String getState() {
    PassKind running = kind;
    return sweep.isPaused() ? PAUSED : running == null ? "idle" : running.toString();
  }

  @Override
  public String getProblem() {
    return settingsProblem.get().orElse(problem);
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
    return orphans;
  }

  @Override
  public long getMoved() {
    return moved;
  }

  @Override
  public String getVouched() {
    return sweep.movedFiles().last();
  }

  @Override
  public String getNotOpened() {
    return shown().notOpened();
  }

  @Override
  public long getKeptThoughNotOpened() {
    return keptUnopened;
  }

  @Override
  public String getWithdrawn() {
    return sweep.unopenedFiles().last();
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
    return shown().secondsLeft(known);
  }

  @Override
  public long getTotalScanned() {
    return total(scanned, figures -> figures.scanned);
  }

  @Override
  public long getTotalFound() {
    return total(found, figures -> figures.found);
  }

  @Override
  public long getTotalUnscanned() {
    return total(unscanned, figures -> figures.unscanned);
  }

  @Override
  public long getTotalFailed() {
    return total(failed, figures -> figures.failed);
  }

  @Override
  public void sweepNow() {
    sweep.fullNow();
  }

  @Override
  public void pause() {
    sweep.pause(true);
  }

  @Override
  public void resume() {
    sweep.pause(false);
  }

  @Override
  public String vouch(String who, boolean dryRun) {
    return sweep.movedFiles().vouch(who, dryRun);
  }

  @Override
  public void scanMoved() {
    sweep.movedFiles().scanAll();
  }

  @Override
  public String withdrawUnopened(String who, boolean dryRun) {
    return sweep.unopenedFiles().withdraw(who, dryRun);
  }
}
