package org.scangate.scan.pool;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.scangate.scan.Readiness;
import org.scangate.scan.Sample;

/**
 * What a sample wants of a pool's members.
 *
 * @param size of the sample in bytes
 * @param background {@link Sample#background()}
 * @param failed the member that has failed on it, or null
 * @param failedAt when, by {@link System#nanoTime()}
 */
record SlotRequest(long size, boolean background, PoolMember failed, long failedAt) {

  /**
   * The least loaded of those that suit best, if it has room: a worse one is no choice. Nor is one
   * that is proven for less, while another may soon be proven for this size.
   */
  Optional<PoolMember> choice(List<PoolMember> members, Predicate<PoolMember> room) {
    int most = mayBeTakenSoon(members) ? 2 : 1;
    PoolMember best = null;
    for (PoolMember member : members) {
      int suits = suits(member);
      if (suits > most) {
        most = suits;
        best = null;
      }
      boolean free = suits == most && room.test(member);
      if (free && (best == null || member.inFlight() < best.inFlight())) {
        best = member;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether one that cannot scan it now may do so soon, however long that has been so. */
  boolean mayBeTakenSoon(List<PoolMember> members) {
    return members.stream()
        .anyMatch(
            member ->
                member.outage(size).isPresent()
                    || member.spared(size).isPresent()
                    || (member == failed && member.inDoubt(failedAt)));
  }

  /** Whether one is ready for it now. */
  boolean suitsOne(List<PoolMember> members) {
    return members.stream().anyMatch(member -> suits(member) > 1);
  }

  /** How well a member suits: 0 not at all. */
  private int suits(PoolMember member) {
    Readiness readiness = member.readiness();
    if (!readiness.ready() || (member == failed && member.inDoubt(failedAt))) {
      return 0;
    }
    boolean large = readiness.limit().isEmpty() || readiness.limit().getAsLong() >= size;
    return large ? member == failed ? 2 : 3 : 1;
  }
}
