package org.scangate.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When somebody is told of a subject: of the first cause at once, and then of all that follow
 * within a quarter of an hour together. The end of a trouble has a quarter of an hour of its own,
 * so that nobody waits for the good news.
 *
 * @param troubleTold when the last alert of a trouble was made
 * @param overTold when the last alert of an end was made
 */
record AlertWindow(Optional<Instant> troubleTold, Optional<Instant> overTold) {

  static final Duration QUIET = Duration.ofMinutes(15);

  /** What to do with the causes of one subject now. */
  enum Decision {
    WAIT,
    DROP,
    TELL_TROUBLE,
    TELL_OVER
  }

  /**
   * Decides.
   *
   * @param causes one at least
   */
  Decision decide(List<GatheredCauses> causes, Instant now) {
    Optional<Instant> over = last(causes, cause -> !cause.trouble());
    Optional<Instant> trouble = last(causes, GatheredCauses::trouble);
    boolean isOver = over.isPresent() && trouble.filter(at -> !at.isBefore(over.get())).isEmpty();
    if (isOver) {
      boolean lasted =
          causes.stream().anyMatch(one -> one.trouble() && !one.due().isAfter(over.get()));
      if (!isTroubleTold() && !lasted) {
        return Decision.DROP;
      }
      return isQuiet(overTold, now) ? Decision.WAIT : Decision.TELL_OVER;
    }
    boolean due =
        isTroubleTold()
            || causes.stream().anyMatch(one -> one.trouble() && !one.due().isAfter(now));
    return !due || isQuiet(troubleTold, now) ? Decision.WAIT : Decision.TELL_TROUBLE;
  }

  /** Whether whoever is told believes that there is trouble. */
  private boolean isTroubleTold() {
    return troubleTold.isPresent()
        && overTold.filter(at -> at.isAfter(troubleTold.get())).isEmpty();
  }

  private static boolean isQuiet(Optional<Instant> told, Instant now) {
    return told.filter(at -> now.isBefore(at.plus(QUIET))).isPresent();
  }

  private static Optional<Instant> last(
      List<GatheredCauses> causes, Predicate<GatheredCauses> which) {
    return causes.stream().filter(which).map(GatheredCauses::last).max(Comparator.naturalOrder());
  }
}
