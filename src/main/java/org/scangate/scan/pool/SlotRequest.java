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
 */
record SlotRequest(long size, boolean background, PoolMember failed) {

  /** The least loaded of those that suit best, if it has room: a worse one is no choice. */
  Optional<PoolMember> choice(List<PoolMember> members, Predicate<PoolMember> room) {
    int most = 1;
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

  /** How well a member suits: 0 not at all. */
  private int suits(PoolMember member) {
    Readiness readiness = member.readiness();
    if (!readiness.ready()) {
      return 0;
    }
    boolean large = readiness.limit().isEmpty() || readiness.limit().getAsLong() >= size;
    return large ? member == failed ? 2 : 3 : 1;
  }
}
