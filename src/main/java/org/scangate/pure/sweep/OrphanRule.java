package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/** What becomes of verdicts without a file: deleted only where wanted, old, and few. */
final class OrphanRule {

  private static final Duration ORPHANED_FOR = Duration.ofDays(1);

  private final WalkRun run;
  private final SweptStore swept;
  private final PureSettings settings;

  OrphanRule(WalkRun run) {
    this.run = run;
    this.swept = run.swept();
    this.settings = run.settings();
  }

  /** Counts it, and says whether it is to go. */
  boolean isToBeDeleted(String what, Instant since) {
    if (run.kind() != WalkKind.FULL) {
      return false;
    }
    boolean old = !since.plus(ORPHANED_FOR).isAfter(swept.clock().instant());
    boolean delete =
        settings.deleteOrphans()
            && old
            && run.mayWrite()
            && swept.orphansAreFew(settings.orphansMax())
            && run.progress().orphans.sum() < settings.orphansMax();
    run.troubles().orphan(what, delete);
    return delete;
  }

  /** A full walk has come to its end. */
  void counted() {
    long count = run.progress().orphans.sum();
    swept.orphans(count);
    if (settings.deleteOrphans() && count > settings.orphansMax()) {
      String what =
          count
              + " verdicts have no file, and none is deleted, since that is more than"
              + " scangate.pure.orphans-max="
              + settings.orphansMax()
              + ": is a store not mounted?";
      swept.problem(what);
      SweptStore.LOG.log(Level.WARNING, "{0}: {1}", swept.name(), what);
    }
  }
}
