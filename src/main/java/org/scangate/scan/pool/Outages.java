package org.scangate.scan.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Outage;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/**
 * Who waits for a member that is away, and for how long: from the beginning of its outage, so that
 * a long one costs each upload nothing. Guarded by the lock of {@link SlotQueue}.
 */
final class Outages {

  /** Where connections are refused: a process that is just being restarted is back by then. */
  static final Duration REFUSED = Duration.ofSeconds(2);

  /** Scans that wait at once, for each slot of the pool. */
  private static final int WAITING_FOR_EACH_SLOT = 4;

  private final Duration wait;
  private final int maxWaiting;
  private int waiting;

  /**
   * @param wait from the beginning of an outage; zero: nobody waits
   * @param slots of all members together
   */
  Outages(Duration wait, int slots) {
    this.wait = wait;
    this.maxWaiting = slots * WAITING_FOR_EACH_SLOT;
  }

  /** Takes a place among those who wait; false: there is none left. */
  boolean begin() {
    boolean room = waiting < maxWaiting;
    waiting += room ? 1 : 0;
    return room;
  }

  void end() {
    waiting--;
  }

  /** Whether it is worth waiting for one of them. What nobody waits for is tried again later. */
  boolean worthWaiting(SlotRequest request, List<PoolMember> members) {
    return members.stream().anyMatch(member -> isAwaited(member, request));
  }

  private boolean isAwaited(PoolMember member, SlotRequest request) {
    Optional<Outage> outage = member.outage(request.size());
    if (outage.isEmpty() && member == request.failed() && member.inDoubt(request.failedAt())) {
      return true;
    }
    outage = outage.or(() -> member.spared(request.size()));
    if (outage.isEmpty()) {
      return false;
    }
    if (request.background() || wait.isZero()) {
      return false;
    }
    Duration bound = outage.get().refused() && REFUSED.compareTo(wait) < 0 ? REFUSED : wait;
    return System.nanoTime() - outage.get().since() < bound.toNanos();
  }

  /** Why nobody takes it now: one that passes, since a member that is away may take it. */
  static Verdict.Unscanned why(SlotRequest request, List<PoolMember> members) {
    List<Readiness> all = members.stream().map(PoolMember::readiness).toList();
    return all.stream().anyMatch(Readiness::ready)
        ? new Verdict.Unscanned(
            Reason.UNREACHABLE,
            "no scanner that is ready now is proven to scan %s bytes; one that may be is away, or is being tried"
                .formatted(request.size()))
        : all.get(0).obstacle().orElseThrow();
  }
}
