package org.scangate.scan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a sample wants of a pool's members.
 *
 * @param size of the sample in bytes
 * @param background {@link Sample#background()}
 * @param failed the member that has failed on it, or null
 */
record Wanted(long size, boolean background, Member failed) {

  /** The least loaded of those that suit best, if it has room: a worse one is no choice. */
  Optional<Member> choice(List<Member> members, Predicate<Member> room) {
    int most = 1;
    Member best = null;
    for (Member member : members) {
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
  private int suits(Member member) {
    Readiness readiness = member.readiness();
    if (!readiness.ready()) {
      return 0;
    }
    boolean large = readiness.limit().isEmpty() || readiness.limit().getAsLong() >= size;
    return large ? member == failed ? 2 : 3 : 1;
  }
}
