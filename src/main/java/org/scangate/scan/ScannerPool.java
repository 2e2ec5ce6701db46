package org.scangate.scan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Equal scanners (the addresses of one engine) as one: the ready ones share the load and stand in
 * for each other, each with a bound on the scans in flight. Who finds all slots taken waits in the
 * order of arrival.
 *
 * <p>A scan that broke off is tried once more, elsewhere if possible: never more often, since a
 * sample that kills its scanner must not kill them all.
 */
public final class ScannerPool implements Scanner {

  /** Who waits looks this often whether a member has become ready: nobody is told of that. */
  private static final Duration RECHECK = Duration.ofMillis(250);

  private final String name;
  private final List<Member> members;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Condition> queue = new ArrayDeque<>();

  /**
   * @param scanners equals, at least one
   * @param slots scans in flight for each of them
   */
  public ScannerPool(String name, List<? extends Scanner> scanners, int slots) {
    this.name = name;
    this.members = scanners.stream().map(scanner -> new Member(scanner, slots)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  /** Ready when a member is; tells of those that are not. */
  @Override
  public Readiness readiness() {
    List<Readiness> all = members.stream().map(member -> member.scanner.readiness()).toList();
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
        advice.stream().distinct().toList(), ready.get(0).version(), largestLimit(ready));
  }

  private static OptionalLong largestLimit(List<Readiness> ready) {
    return ready.stream().allMatch(readiness -> readiness.limit().isPresent())
        ? ready.stream().mapToLong(readiness -> readiness.limit().getAsLong()).max()
        : OptionalLong.empty();
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    Attempt first = attempt(sample, deadline, null);
    boolean brokeOff =
        first.member() != null
            && first.answer().verdict() instanceof Verdict.Unscanned unscanned
            && unscanned.reason() == Reason.UNREACHABLE;
    if (!brokeOff || deadline.passed()) {
      return first.answer();
    }
    Attempt second = attempt(sample, deadline, first.member());
    return second.member() == null ? first.answer() : second.answer();
  }

  private record Attempt(Member member, Answer answer) {}

  private Attempt attempt(Sample sample, Deadline deadline, Member failed) {
    Member member;
    try {
      member = take(new Wanted(sample.size(), failed), deadline);
    } catch (NoSlot e) {
      return new Attempt(null, Answer.of(e.verdict, new Engine(name, "", "")));
    }
    try {
      return new Attempt(member, member.scanner.scan(sample, deadline));
    } finally {
      giveBack(member);
    }
  }

  private Member take(Wanted wanted, Deadline deadline) throws NoSlot {
    lock.lock();
    try {
      Member free = queue.isEmpty() ? freeMember(wanted) : null;
      return free != null ? free.taken() : await(wanted, deadline);
    } finally {
      lock.unlock();
    }
  }

  private Member await(Wanted wanted, Deadline deadline) throws NoSlot {
    Condition turn = lock.newCondition();
    queue.addLast(turn);
    try {
      while (true) {
        Member free = queue.peekFirst() == turn ? freeMember(wanted) : null;
        if (free != null) {
          return free.taken();
        }
        if (members.stream().noneMatch(member -> member.scanner.readiness().ready())) {
          throw new NoSlot(readiness().obstacle().orElseGet(() -> busy()));
        }
        if (deadline.passed()) {
          throw new NoSlot(busy());
        }
        turn.awaitNanos(deadline.atMost(RECHECK).nanosLeft());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoSlot(new Verdict.Unscanned(Reason.UNREACHABLE, "interrupted while waiting"));
    } finally {
      queue.remove(turn);
      wakeFirst();
    }
  }

  private Verdict.Unscanned busy() {
    return new Verdict.Unscanned(
        Reason.BUSY, "every slot of " + name + " was taken for the whole time bound");
  }

  private void giveBack(Member member) {
    lock.lock();
    try {
      member.inFlight--;
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void wakeFirst() {
    Condition first = queue.peekFirst();
    if (first != null) {
      first.signal();
    }
  }

  /**
   * What a member must be able to do.
   *
   * @param size of the sample in bytes
   * @param failed the member that has failed on it, or null
   */
  private record Wanted(long size, Member failed) {

    /** How well a member suits: 0 not at all. */
    int suits(Member member) {
      Readiness readiness = member.scanner.readiness();
      if (!readiness.ready()) {
        return 0;
      }
      boolean large = readiness.limit().isEmpty() || readiness.limit().getAsLong() >= size;
      return large ? member == failed ? 2 : 3 : 1;
    }
  }

  /** The least loaded of those that suit best, if it has a slot: a worse one is no choice. */
  private Member freeMember(Wanted wanted) {
    int most = 1;
    Member best = null;
    for (Member member : members) {
      int suits = wanted.suits(member);
      if (suits > most) {
        most = suits;
        best = null;
      }
      boolean free = suits == most && member.inFlight < member.slots;
      if (free && (best == null || member.inFlight < best.inFlight)) {
        best = member;
      }
    }
    return best;
  }

  /** Scans in flight at all members. */
  public int inFlight() {
    lock.lock();
    try {
      return members.stream().mapToInt(member -> member.inFlight).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Scans that wait for a slot. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> cacheKeys() {
    return members.stream().flatMap(member -> member.scanner.cacheKeys().stream()).toList();
  }

  @Override
  public boolean holds(String cacheKey, Deadline deadline) {
    return members.stream()
        .filter(member -> member.scanner.cacheKeys().contains(cacheKey))
        .anyMatch(member -> member.scanner.holds(cacheKey, deadline));
  }

  @Override
  public void probeNow() {
    members.forEach(member -> member.scanner.probeNow());
  }

  @Override
  public void close() {
    members.forEach(member -> member.scanner.close());
  }

  private static final class Member {
    private final Scanner scanner;
    private final int slots;
    private int inFlight;

    Member(Scanner scanner, int slots) {
      this.scanner = scanner;
      this.slots = slots;
    }

    Member taken() {
      inFlight++;
      return this;
    }
  }

  private static final class NoSlot extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Verdict.Unscanned verdict;

    NoSlot(Verdict.Unscanned verdict) {
      super(verdict.detail(), null, false, false);
      this.verdict = verdict;
    }
  }
}
