package org.scangate.scan.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;

/**
 * Hands the slots of a pool's members to those who wait for one: in the order of arrival, uploads
 * before what is scanned in the background.
 *
 * <p>Whoever gives a slot back hands it on at once, under the lock. Nobody who comes later can
 * snatch it, and nobody has to be woken in vain to see whether it is his turn.
 */
final class SlotQueue {

  /** Who waits looks this often whether a member has become ready: nobody is told of that. */
  private static final Duration RECHECK = Duration.ofMillis(250);

  private final String name;
  private final List<PoolMember> members;
  private final Outages outages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> foreground = new ArrayDeque<>();
  private final Deque<Waiter> background = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param name of the pool, for what is said to those who wait in vain
   */
  SlotQueue(String name, List<PoolMember> members, Outages outages) {
    this.outages = outages;
    this.name = name;
    this.members = members;
  }

  /**
   * Waits for a slot, which the caller {@linkplain #giveBack gives back}.
   *
   * @throws NoSlot when there is none by the deadline, or nobody is ready
   */
  PoolMember take(SlotRequest request, Deadline deadline) throws NoSlot {
    lock.lock();
    try {
      Waiter waiter = new Waiter(request, lock.newCondition());
      Deque<Waiter> queue = request.background() ? background : foreground;
      queue.addLast(waiter);
      try {
        handOut();
        return await(waiter, deadline);
      } finally {
        queue.remove(waiter);
        if (waiter.forOutage) {
          outages.end();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private PoolMember await(Waiter waiter, Deadline deadline) throws NoSlot {
    try {
      while (waiter.given == null) {
        failUnlessOneIsReadyOrAwaited(waiter);
        if (deadline.passed() && waiter.forOutage) {
          throw new NoSlot(Outages.why(waiter.request, members));
        }
        if (deadline.passed()) {
          throw new NoSlot(
              Reason.BUSY, "every slot of " + name + " was taken for the whole time bound");
        }
        waiter.turn.awaitNanos(deadline.atMost(RECHECK).nanosLeft());
        if (isFirst(waiter)) { // one is enough to see for all who has become ready
          handOut();
        }
      }
      return waiter.given;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (waiter.given != null) { // in the moment between the interruption and the lock
        giveBack(waiter.given, waiter.request);
      }
      throw new NoSlot(Reason.UNREACHABLE, "interrupted while waiting");
    }
  }

  private void failUnlessOneIsReadyOrAwaited(Waiter waiter) throws NoSlot {
    SlotRequest request = waiter.request;
    if (closed) {
      throw new NoSlot(Reason.UNREACHABLE, "Scangate is being stopped");
    }
    if (request.suitsOne(members)) {
      return;
    }
    boolean away = request.mayBeTakenSoon(members);
    boolean none = members.stream().noneMatch(member -> member.readiness().ready());
    if (!away && !none) {
      return; // one that is proven for less says so
    }
    if (!outages.worthWaiting(request, members) || !(waiter.forOutage || outages.begin())) {
      throw new NoSlot(Outages.why(request, members));
    }
    waiter.forOutage = true;
  }

  /** Nobody waits any more, and nobody gets a slot. */
  void close() {
    lock.lock();
    try {
      closed = true;
      foreground.forEach(waiter -> waiter.turn.signal());
      background.forEach(waiter -> waiter.turn.signal());
    } finally {
      lock.unlock();
    }
  }

  private boolean isFirst(Waiter waiter) {
    return waiter == (foreground.isEmpty() ? background : foreground).peekFirst();
  }

  void giveBack(PoolMember member, SlotRequest request) {
    lock.lock();
    try {
      member.giveBack(request);
      handOut();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves no slot free that somebody who waits could use. */
  private void handOut() {
    if (!foreground.isEmpty()) {
      handOut(background, PoolMember::owesOneToTheBackground);
    }
    handOut(foreground, PoolMember::hasRoom);
    // What is free now is of no use to those in the foreground.
    handOut(background, PoolMember::hasRoom);
  }

  private void handOut(Deque<Waiter> queue, Predicate<PoolMember> room) {
    Iterator<Waiter> inOrder = queue.iterator();
    while (inOrder.hasNext() && members.stream().anyMatch(room)) {
      Waiter waiter = inOrder.next();
      Optional<PoolMember> choice = waiter.request.choice(members, room);
      if (choice.isPresent()) {
        inOrder.remove();
        waiter.give(choice.get());
      }
    }
  }

  /** Scans in flight at all members. */
  int inFlight() {
    lock.lock();
    try {
      return members.stream().mapToInt(PoolMember::inFlight).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Scans that wait for a slot. */
  int waiting() {
    lock.lock();
    try {
      return foreground.size() + background.size();
    } finally {
      lock.unlock();
    }
  }

  private static final class Waiter {
    private final SlotRequest request;
    private final Condition turn;
    private PoolMember given;
    private boolean forOutage;

    Waiter(SlotRequest request, Condition turn) {
      this.request = request;
      this.turn = turn;
    }

    void give(PoolMember member) {
      member.take(request);
      given = member;
      turn.signal();
    }
  }

  /** Nobody had a slot for a sample. */
  static final class NoSlot extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Verdict.Unscanned verdict;

    private NoSlot(Reason reason, String detail) {
      this(new Verdict.Unscanned(reason, detail));
    }

    private NoSlot(Verdict.Unscanned verdict) {
      super(verdict.detail(), null, false, false);
      this.verdict = verdict;
    }

    Verdict.Unscanned verdict() {
      return verdict;
    }
  }
}
