package org.scangate.watch.check;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs each check on its schedule and keeps what it said last. One thread keeps the time, another
 * one looks; where a look hangs, that is an error, and a new thread does the other looks.
 */
public final class CheckBoard implements AutoCloseable {

  private static final Logger LOG = System.getLogger(CheckBoard.class.getName());

  /** How exactly a schedule is kept. */
  private static final Duration TICK = Duration.ofMillis(250);

  private static final Duration HANGS_AFTER = Duration.ofSeconds(30);
  private static final Duration END_WITHIN = Duration.ofSeconds(3);

  private final Supplier<List<Check>> checks;
  private final Consumer<CheckChange> changes;
  private final Clock clock;
  private final Duration hangsAfter;
  private final Map<String, ScheduledCheck> known = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long started = System.nanoTime();
  private final Thread timer = new Thread(this::keepTime, "scangate-checks");
  private CheckRunner runner = new CheckRunner();
  private boolean summed;

  /**
   * Begins at once.
   *
   * @param checks those that there are now, each with a name of its own; asked again and again, so
   *     that they follow the settings: one that was there stays the same object
   * @param changes hears of each change, on a thread of this board; throws nothing
   */
  public CheckBoard(Supplier<List<Check>> checks, Consumer<CheckChange> changes) {
    this(checks, changes, Clock.systemUTC(), HANGS_AFTER);
  }

  CheckBoard(
      Supplier<List<Check>> checks,
      Consumer<CheckChange> changes,
      Clock clock,
      Duration hangsAfter) {
    this.checks = checks;
    this.changes = changes;
    this.clock = clock;
    this.hangsAfter = hangsAfter;
    timer.setDaemon(true);
    timer.start();
  }

  /** What each said last, in the order of the checks; those that were never run are left out. */
  public List<CheckStatus> statuses() {
    synchronized (known) {
      return known.values().stream().map(ScheduledCheck::status).flatMap(Optional::stream).toList();
    }
  }

  /** How many were never run; until they are first known, one. */
  public int waiting() {
    synchronized (known) {
      return known.isEmpty()
          ? 1
          : (int) known.values().stream().filter(one -> one.status().isEmpty()).count();
    }
  }

  private void keepTime() {
    try {
      do {
        tick();
      } while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private void tick() {
    try {
      follow(checks.get());
      startDue();
      leaveHanging();
      sumUpOnce();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "the checks cannot be run; this is tried again at once", e);
    }
  }

  private void follow(List<Check> now) {
    Map<String, Check> byName = new LinkedHashMap<>();
    now.forEach(check -> byName.putIfAbsent(check.name(), check));
    List<ScheduledCheck> gone = new ArrayList<>();
    synchronized (known) {
      known
          .entrySet()
          .removeIf(entry -> !byName.containsKey(entry.getKey()) && gone.add(entry.getValue()));
      byName.forEach(
          (name, check) ->
              known.computeIfAbsent(name, any -> new ScheduledCheck(check, clock, started)));
    }
    gone.forEach(check -> tell(check.said(CheckResult.notApplicable("it is configured no more"))));
  }

  private void startDue() {
    for (ScheduledCheck check : all()) {
      if (check.startIfDue()) {
        runner.add(() -> look(check));
      }
    }
  }

  private void look(ScheduledCheck check) {
    if (closed.getCount() > 0) {
      Optional<CheckChange> change = check.look();
      if (closed.getCount() > 0) { // what a stop looks like is no trouble
        tell(change);
      }
    }
  }

  private void leaveHanging() {
    if (runner.hangs(hangsAfter)) {
      runner = runner.leave();
    }
    all().forEach(check -> tell(check.givenUp(hangsAfter)));
  }

  private List<ScheduledCheck> all() {
    synchronized (known) {
      return List.copyOf(known.values());
    }
  }

  /** In the order in which they happened. */
  private synchronized void tell(Optional<CheckChange> change) {
    try {
      change.ifPresent(changes);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "a change of a check was not told", e);
    }
  }

  private void sumUpOnce() {
    if (!summed && all().stream().allMatch(check -> check.status().isPresent())) {
      summed = true;
      LOG.log(Level.INFO, CheckSummary.of(statuses()));
    }
  }

  /** Begins no look any more, and tells nothing; waits for nobody. */
  public void end() {
    closed.countDown();
  }

  /** Waits for a look that goes on for seconds at most. */
  @Override
  public void close() {
    end();
    long until = System.nanoTime() + END_WITHIN.toNanos();
    try {
      timer.join(END_WITHIN.toMillis());
      runner.end();
      runner.join(Duration.ofNanos(until - System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
