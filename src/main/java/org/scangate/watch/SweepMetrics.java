package org.scangate.watch;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.pure.sweep.SweepView;
import org.scangate.pure.sweep.WalkProgress;
import org.scangate.watch.Metrics.Series;

/** How far the sweeps of the stores are. */
public final class SweepMetrics {

  private static final String STORE = "store";

  private final Metrics metrics;
  private final Supplier<List<SweepView>> sweeps;

  private SweepMetrics(Metrics metrics, Supplier<List<SweepView>> sweeps) {
    this.metrics = metrics;
    this.sweeps = sweeps;
  }

  /**
   * Has them shown from now on.
   *
   * @param sweeps of the stores that are configured now
   */
  public static void show(Metrics metrics, Supplier<List<SweepView>> sweeps) {
    SweepMetrics all = new SweepMetrics(metrics, sweeps);
    all.totals();
    all.state();
    all.waiting();
    all.walks();
    all.lastWalk();
  }

  private void totals() {
    total("scangate_sweep_scanned_files_total", "Files scanned.", SweepMXBean::getTotalScanned);
    total("scangate_sweep_found_files_total", "Files found infected.", SweepMXBean::getTotalFound);
    total(
        "scangate_sweep_unscanned_files_total",
        "Scans without a verdict.",
        SweepMXBean::getTotalUnscanned);
    total(
        "scangate_sweep_failures_total",
        "What could not be read or written.",
        SweepMXBean::getTotalFailed);
  }

  private void total(String name, String help, Function<SweepMXBean, Number> figure) {
    metrics.counted(name, help, each(figure), STORE);
  }

  private void state() {
    metrics.gauge(
        "scangate_sweep_paused",
        "1: somebody has it wait until it is resumed.",
        series ->
            sweeps
                .get()
                .forEach(one -> series.is(one.status().paused() ? 1 : 0, one.status().store())),
        STORE);
    metrics.gauge(
        "scangate_sweep_problem",
        "1: something was wrong last, a setting, a folder, a file; health tells what.",
        each(figures -> figures.getProblem().isEmpty() ? 0 : 1),
        STORE);
  }

  private void waiting() {
    metrics.gauge(
        "scangate_sweep_waiting_files",
        "Files that wait for their scan, by priority.",
        series ->
            sweeps
                .get()
                .forEach(
                    one ->
                        one.figures()
                            .getWaiting()
                            .forEach(
                                (priority, count) ->
                                    series.is(count, one.status().store(), priority))),
        STORE,
        "priority");
    metrics.gauge(
        "scangate_sweep_oldest_waiting_seconds",
        "Since when the oldest of them waits.",
        each(SweepMXBean::getOldestWaitingSeconds),
        STORE);
  }

  private void walks() {
    walk(
        "scangate_sweep_walk_seen_files",
        "Files that a walk which goes on has looked at.",
        WalkProgress::getSeen);
    walk(
        "scangate_sweep_walk_due_files",
        "Files among them that were to be scanned.",
        WalkProgress::getDue);
    walk(
        "scangate_sweep_walk_queued_files",
        "Files of it that wait for their scan.",
        WalkProgress::getQueued);
    walk(
        "scangate_sweep_walk_files_per_second",
        "Files scanned, last minute.",
        WalkProgress::getFilesPerSecond);
    walk(
        "scangate_sweep_walk_bytes_per_second",
        "Bytes scanned, last minute.",
        WalkProgress::getBytesPerSecond);
    walk(
        "scangate_sweep_walk_left_seconds",
        "Until it is through; -1 when nobody can tell.",
        WalkProgress::getSecondsLeft);
  }

  private void walk(String name, String help, Function<WalkProgress, Number> figure) {
    metrics.gauge(
        name,
        help,
        series ->
            sweeps
                .get()
                .forEach(
                    one ->
                        one.figures()
                            .getWalks()
                            .forEach(
                                walk ->
                                    series.is(
                                        figure.apply(walk), one.status().store(), walk.getWalk()))),
        STORE,
        "walk");
  }

  private void lastWalk() {
    metrics.gauge(
        "scangate_sweep_last_full_walk_timestamp_seconds",
        "When a full walk last came to its end since the start.",
        series ->
            sweeps
                .get()
                .forEach(
                    one ->
                        one.status()
                            .lastFullWalk()
                            .ifPresent(
                                end -> series.is(end.getEpochSecond(), one.status().store()))),
        STORE);
    last("scangate_sweep_orphans", "Verdicts without a file.", SweepMXBean::getOrphans);
    last(
        "scangate_sweep_moved_files",
        "Files left because too many were moved.",
        SweepMXBean::getMoved);
    last(
        "scangate_sweep_kept_though_not_opened_files",
        "Files with an earlier OK that no scanner opens.",
        SweepMXBean::getKeptThoughNotOpened);
  }

  private void last(String name, String help, Function<SweepMXBean, Number> figure) {
    metrics.gauge(name, help + " As the last such walk left them.", each(figure), STORE);
  }

  private Consumer<Series> each(Function<SweepMXBean, Number> figure) {
    return series ->
        sweeps.get().forEach(one -> series.is(figure.apply(one.figures()), one.status().store()));
  }
}
