package org.scangate.pure.sweep;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.scangate.scan.Deadline;

/**
 * Threads that do what waits for them, by its priority and then in its order. A thread ends when
 * nothing has come for a while.
 */
final class Crew {

  private static final long IDLE_FOR = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final Condition left = lock.newCondition();
  private final Map<Priority, Deque<Waiting>> queues = new EnumMap<>(Priority.class);
  private final Set<Thread> threads = new HashSet<>();
  private int size;
  private int idle;

  /** Of the idle ones, those that have been told to look. */
  private int called;

  private long number;
  private boolean stopped;

  /** What is to be done: run, or dropped without having run. */
  interface Work extends Runnable {

    /** Who has it done. */
    Object owner();

    void drop();
  }

  /** One that waits, by {@link System#nanoTime()}. */
  private record Waiting(Work work, long since) {}

  Crew(String name, int size) {
    this.name = name;
    this.size = size;
    for (Priority priority : Priority.values()) {
      queues.put(priority, new ArrayDeque<>());
    }
  }

  /** So many threads from now on. */
  void size(int now) {
    lock.lock();
    try {
      size = now;
      came.signalAll();
      for (int i = threads.size(); i < Math.min(size, waiting()); i++) {
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Never waits: whoever adds has room for it. */
  void add(Work work, Priority priority) {
    lock.lock();
    try {
      if (!stopped) {
        queues.get(priority).add(new Waiting(work, System.nanoTime()));
        if (idle > called) { // one that was called already takes another one's work
          called++;
          came.signal();
        } else if (threads.size() < size) {
          beginOrRefuse(queues.get(priority));
        }
        return;
      }
    } finally {
      lock.unlock();
    }
    work.drop();
  }

  /** Where the system has no more threads, those that there are must do. */
  private void beginOrRefuse(Deque<Waiting> queue) {
    try {
      begin();
    } catch (OutOfMemoryError e) {
      if (threads.isEmpty()) {
        queue.removeLast();
        throw e;
      }
      SweptStore.LOG.log(Level.WARNING, "{0} gets no more threads: {1}", name, e.getMessage());
    }
  }

  private void begin() {
    Thread thread = new Thread(this::work, name + "-" + ++number);
    thread.setDaemon(true);
    thread.start(); // it waits for the lock
    threads.add(thread);
  }

  private void work() {
    Work next = next();
    while (next != null) {
      try {
        next.run();
      } catch (RuntimeException | Error e) { // whatever it is, it is this one's alone
        SweptStore.LOG.log(Level.ERROR, "what " + name + " was given has failed", e);
      }
      next = next();
    }
  }

  /** Null: it ends. */
  private Work next() {
    lock.lock();
    try {
      while (!stopped && threads.size() <= size) {
        Waiting first = poll();
        if (first != null) {
          return first.work;
        }
        idle++;
        boolean inTime = true;
        try {
          inTime = came.awaitNanos(IDLE_FOR) > 0;
        } catch (InterruptedException e) {
          continue; // meant for what was done before, or for the end
        } finally {
          idle--;
          called = Math.max(0, called - 1);
        }
        if (!inTime && waiting() == 0) {
          break;
        }
      }
      threads.remove(Thread.currentThread());
      left.signalAll();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Waiting poll() {
    for (Deque<Waiting> queue : queues.values()) {
      if (!queue.isEmpty()) {
        return queue.poll();
      }
    }
    return null;
  }

  private int waiting() {
    return queues.values().stream().mapToInt(Deque::size).sum();
  }

  /** How many wait. */
  Map<Priority, Integer> waitingByPriority() {
    lock.lock();
    try {
      Map<Priority, Integer> all = new EnumMap<>(Priority.class);
      queues.forEach((priority, queue) -> all.put(priority, queue.size()));
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** How long the oldest has waited; zero: none waits. */
  Duration oldest() {
    lock.lock();
    try {
      long now = System.nanoTime();
      return Duration.ofNanos(
          queues.values().stream()
              .filter(queue -> !queue.isEmpty())
              .mapToLong(queue -> now - queue.peek().since)
              .max()
              .orElse(0));
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits and is this one's; what is going on goes on. */
  void drop(Object owner) {
    List<Work> dropped = new ArrayList<>();
    lock.lock();
    try {
      for (Deque<Waiting> queue : queues.values()) {
        for (Iterator<Waiting> all = queue.iterator(); all.hasNext(); ) {
          Work work = all.next().work;
          if (work.owner() == owner) {
            all.remove();
            dropped.add(work);
          }
        }
      }
    } finally {
      lock.unlock();
    }
    dropped.forEach(Work::drop);
  }

  /** Interrupts what is going on and drops what waits; nothing is begun any more. */
  void stop() {
    List<Work> dropped = new ArrayList<>();
    lock.lock();
    try {
      stopped = true;
      queues.values().forEach(queue -> queue.forEach(one -> dropped.add(one.work)));
      queues.values().forEach(Deque::clear);
      threads.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
    dropped.forEach(Work::drop);
  }

  /** Waits until the threads have ended. */
  void awaitEnd(Deadline until) {
    lock.lock();
    try {
      while (!threads.isEmpty() && !until.passed()) {
        left.awaitNanos(until.nanosLeft());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
