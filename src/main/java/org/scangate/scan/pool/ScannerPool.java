package org.scangate.scan.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Engine;
import org.scangate.scan.Opened;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;

/**
 * Equal scanners (the addresses of one engine) as one: the ready ones share the load and stand in
 * for each other, each with a bound on the scans in flight. Who finds all slots taken waits in the
 * order of arrival, uploads before {@linkplain Sample#background() what nobody waits for}. While
 * uploads wait, the background gets one slot of each member that has several, and no more.
 *
 * <p>One that breaks off again and again is spared for a while (a circuit breaker). A scan that
 * broke off gets a second try, elsewhere if possible, and no third (retry): a sample that kills its
 * scanner must not kill them all.
 */
public final class ScannerPool implements Scanner {

  private final String name;
  private final List<PoolMember> members;
  private final SlotQueue slots;

  /**
   * Whose scans wait for nobody who is away.
   *
   * @param scanners equals, at least one
   * @param slots scans in flight for each of them
   */
  public ScannerPool(String name, List<? extends Scanner> scanners, int slots) {
    this(name, scanners, slots, Duration.ZERO);
  }

  /**
   * @param scanners equals, at least one
   * @param slots scans in flight for each of them
   * @param wait how long after the beginning of an outage a scan waits for its end, within its own
   *     deadline
   */
  public ScannerPool(String name, List<? extends Scanner> scanners, int slots, Duration wait) {
    this.name = name;
    this.members = scanners.stream().map(scanner -> new PoolMember(scanner, slots)).toList();
    this.slots = new SlotQueue(name, members, new Outages(wait, slots * scanners.size()));
  }

  @Override
  public String name() {
    return name;
  }

  /** Ready when a member is; tells of those that are not. */
  @Override
  public Readiness readiness() {
    List<Readiness> all = members.stream().map(PoolMember::readiness).toList();
    List<Readiness> ready = all.stream().filter(Readiness::ready).toList();
    if (ready.isEmpty()) {
      return all.get(0);
    }
    List<String> advice = new ArrayList<>();
    all.forEach(
        readiness -> {
          readiness.obstacle().ifPresent(obstacle -> advice.add(obstacle.detail()));
          advice.addAll(readiness.advice());
        });
    return Readiness.ready(
            advice.stream().distinct().toList(), ready.get(0).version(), largestLimit(ready))
        .opening(openedByEach(ready));
  }

  /** A file may come to any of them. */
  private static Optional<Opened> openedByEach(List<Readiness> ready) {
    return ready.stream().allMatch(readiness -> readiness.opened().isPresent())
        ? ready.stream().flatMap(readiness -> readiness.opened().stream()).reduce(Opened::and)
        : Optional.empty();
  }

  private static OptionalLong largestLimit(List<Readiness> ready) {
    return ready.stream().allMatch(readiness -> readiness.limit().isPresent())
        ? ready.stream().mapToLong(readiness -> readiness.limit().getAsLong()).max()
        : OptionalLong.empty();
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    Attempt first = attempt(sample, deadline, null, 0);
    boolean brokeOff =
        first.member() != null
            && first.answer().verdict() instanceof Verdict.Unscanned unscanned
            && unscanned.reason() == Reason.UNREACHABLE;
    if (!brokeOff || deadline.passed()) {
      return first.answer();
    }
    Attempt second = attempt(sample, deadline, first.member(), System.nanoTime());
    return second.member() == null ? first.answer() : second.answer();
  }

  private record Attempt(PoolMember member, Answer answer) {}

  private Attempt attempt(Sample sample, Deadline deadline, PoolMember failed, long failedAt) {
    SlotRequest request = new SlotRequest(sample.size(), sample.background(), failed, failedAt);
    PoolMember member;
    try {
      member = slots.take(request, deadline);
    } catch (SlotQueue.NoSlot e) {
      return new Attempt(null, Answer.of(e.verdict(), new Engine(name, "", "")));
    }
    try {
      Answer answer = member.scanner().scan(sample, deadline);
      if (member != failed) { // one sample that breaks it twice has broken it once
        member.heard(answer);
      }
      return new Attempt(member, answer);
    } finally {
      slots.giveBack(member, request);
    }
  }

  /** How each of its members is. */
  public List<MemberStatus> statuses() {
    return members.stream().map(PoolMember::status).toList();
  }

  /** Scans in flight at all members. */
  public int inFlight() {
    return slots.inFlight();
  }

  /** Scans that wait for a slot. */
  public int waiting() {
    return slots.waiting();
  }

  @Override
  public List<String> cacheKeys() {
    return members.stream().flatMap(member -> member.scanner().cacheKeys().stream()).toList();
  }

  @Override
  public Optional<Held> holds(String cacheKey, Deadline deadline) {
    return members.stream()
        .filter(member -> member.scanner().cacheKeys().contains(cacheKey))
        .flatMap(member -> member.scanner().holds(cacheKey, deadline).stream())
        .findFirst();
  }

  @Override
  public void probeNow() {
    members.forEach(member -> member.scanner().probeNow());
  }

  @Override
  public void close() {
    slots.close();
    members.forEach(member -> member.scanner().close());
  }
}
