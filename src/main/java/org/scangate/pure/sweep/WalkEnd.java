package org.scangate.pure.sweep;

import java.time.Duration;
import org.scangate.scan.Deadline;

/** Whether a walk is to end before it is through: asked at each file, looked up now and then. */
final class WalkEnd {

  static final Duration LOOK_UP = Duration.ofMillis(50);

  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final WalkRun run;
  private final WalkKind kind;
  private final SweptStore swept;
  private final PureSettings settings;
  private final MovedFiles moved;
  private final UnopenedFiles unopened;
  private final Runnable tell;
  private final Object configuration;
  private final Deadline longEnough;
  private final Deadline enough;
  private Deadline lookUp = Deadline.in(LOOK_UP);
  private Deadline tellAgain = Deadline.in(TELL_EVERY);

  /** A walk ends before it is through, and nothing is wrong. */
  static final class Ended extends InterruptedException {
    private static final long serialVersionUID = 1;

    private final boolean drops;

    Ended(String why) {
      this(why, true);
    }

    /**
     * @param drops whether what waits for its scan is dropped
     */
    Ended(String why, boolean drops) {
      super(why);
      this.drops = drops;
    }

    boolean drops() {
      return drops;
    }
  }

  /**
   * @param tell is run now and then while there is something to do
   */
  WalkEnd(WalkRun run, MovedFiles moved, UnopenedFiles unopened, Runnable tell) {
    this.run = run;
    this.kind = run.kind();
    this.swept = run.swept();
    this.settings = run.settings();
    this.moved = moved;
    this.unopened = unopened;
    this.tell = tell;
    this.configuration = swept.store().configuration();
    this.longEnough = Deadline.in(settings.interval());
    this.enough = Deadline.in(settings.interval().dividedBy(2));
  }

  /** Whether a walk for changes that can go on later where it was, should end for now. */
  boolean isEnough() {
    return kind == WalkKind.QUICK && enough.passed();
  }

  void throwIfOver() throws InterruptedException {
    swept.throwIfStopping();
    if (!lookUp.passed()) {
      return;
    }
    lookUp = Deadline.in(LOOK_UP);
    if (swept.isPaused()) {
      throw new Ended("paused");
    }
    if (settingsHaveChanged()) {
      if (kind != WalkKind.EVENTS && kind != WalkKind.RESCAN) {
        swept.agenda().fullNow();
      }
      throw new Ended("the settings have changed");
    }
    throwIfOthersAreAsked();
    if (kind == WalkKind.CHECK && !swept.agenda().inWindow(settings)) {
      throw new Ended("scangate.pure.rescan-window is over");
    }
    if (kind == WalkKind.EVENTS && !swept.ready()) {
      throw new Ended("no scanner is ready");
    }
    if (tellAgain.passed()) {
      tellAgain = Deadline.in(TELL_EVERY);
      if (run.progress().due.sum() > 0) {
        tell.run();
      }
    }
  }

  private void throwIfOthersAreAsked() throws Ended {
    if (kind == WalkKind.EVENTS || kind == WalkKind.VOUCH) {
      return;
    }
    if (moved.isVouching()) {
      throw new Ended("somebody vouches for the store");
    }
    if (unopened.isWithdrawing() && kind != WalkKind.QUICK && kind != WalkKind.WITHDRAW) {
      throw new Ended("somebody withdraws what is not opened");
    }
  }

  /** While it walks: what its files take longer, does not matter. */
  void throwIfLongEnough() throws Ended {
    if (kind != WalkKind.QUICK || !longEnough.passed()) {
      return;
    }
    if (swept.walkOfAll() == null) {
      swept.fullNow();
      throw new Ended("there is much to do; a full walk follows", false);
    }
    throw new Ended("there is more to do, for the next one", false);
  }

  private boolean settingsHaveChanged() {
    return !settings.equals(swept.settings())
        || !configuration.equals(swept.store().configuration());
  }
}
