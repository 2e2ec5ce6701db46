package org.scangate.pure.sweep;

import java.time.Duration;
import java.util.Optional;
import org.scangate.scan.Deadline;

/** Which walks are due now, and how long until others may be: what excludes what stands here. */
final class DueWalks {

  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final SweptStore swept;
  private final MovedFiles movedFiles;
  private final UnopenedFiles unopenedFiles;
  private final Rescans rescans;
  private volatile Deadline eventsAgain = Deadline.in(Duration.ZERO);

  DueWalks(SweptStore swept, MovedFiles movedFiles, UnopenedFiles unopenedFiles, Rescans rescans) {
    this.swept = swept;
    this.movedFiles = movedFiles;
    this.unopenedFiles = unopenedFiles;
    this.rescans = rescans;
  }

  /** A dry run is one full walk. */
  Optional<WalkKind> allDue() {
    if (movedFiles.isVouchAsked()) {
      return Optional.of(WalkKind.VOUCH);
    }
    if (unopenedFiles.isWithdrawalAsked()) {
      return Optional.of(WalkKind.WITHDRAW);
    }
    boolean due = swept.agenda().fullDue(swept.ready());
    boolean isToBe = !swept.settings().dryRun() || !swept.dryRunIsThrough();
    return due && isToBe ? Optional.of(WalkKind.FULL) : Optional.empty();
  }

  Duration untilAll() {
    return swept.settings().dryRun() ? FOR_EVER : swept.agenda().untilFull(swept.settings());
  }

  Optional<WalkKind> changesDue() {
    if (swept.settings().dryRun() || movedFiles.isVouching()) {
      return Optional.empty();
    }
    return swept.agenda().quickDue() ? Optional.of(WalkKind.QUICK) : Optional.empty();
  }

  Duration untilChanges() {
    boolean never = swept.settings().dryRun() || movedFiles.isVouching();
    return never ? FOR_EVER : swept.agenda().untilQuick();
  }

  Optional<WalkKind> lookDue() {
    boolean beside = swept.isFullWalkGoingOn() && !swept.store().showsChangesAlone();
    boolean mayLook = !swept.settings().dryRun() && !movedFiles.isVouching();
    return beside && mayLook && swept.agenda().lookDue()
        ? Optional.of(WalkKind.LOOK)
        : Optional.empty();
  }

  Optional<WalkKind> verdictsDue() {
    boolean others = movedFiles.isVouching() || unopenedFiles.isWithdrawing();
    return !swept.settings().dryRun()
            && !others
            && swept.agenda().checkDue(swept.settings(), swept.ready())
        ? Optional.of(WalkKind.CHECK)
        : Optional.empty();
  }

  Optional<WalkKind> eventsDue() {
    return isTold() && eventsAgain.passed() ? Optional.of(WalkKind.EVENTS) : Optional.empty();
  }

  Optional<WalkKind> rescanDue() {
    return rescans.isAsked() && !movedFiles.isVouching() && !unopenedFiles.isWithdrawing()
        ? Optional.of(WalkKind.RESCAN)
        : Optional.empty();
  }

  boolean isTold() {
    return swept.isSwept() && swept.store().isTold() && swept.ready();
  }

  /** Listening has failed at once, and would again. */
  void eventsFail() {
    eventsAgain = Deadline.in(Walker.BEAT.dividedBy(2));
  }

  /** Nothing is, before somebody asks for it or a beat comes. */
  Duration untilBeat() {
    return FOR_EVER;
  }

  Duration untilCheck() {
    return swept.settings().interval();
  }
}
