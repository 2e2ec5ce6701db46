package org.scangate.pure.sweep;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.Store;
import org.scangate.pure.StoredFile;
import org.scangate.pure.Visitor;

/**
 * Files in memory, in the order of their names. A walk of {@link Scope#CHANGES} visits what was
 * added, changed or to be revisited since it was last visited, and nothing else.
 */
final class MemoryStore implements Store {

  final Map<String, MemoryFile> files = new ConcurrentSkipListMap<>();

  /** Verdicts without a file, and since when. */
  final Map<String, Instant> orphans = new ConcurrentSkipListMap<>();

  final Set<String> deleted = ConcurrentHashMap.newKeySet();

  /** What it was told of ended walks, such as {@code ALL true}. */
  final Queue<String> ends = new ConcurrentLinkedQueue<>();

  final Queue<Walk> walks = new ConcurrentLinkedQueue<>();

  /** What was done to files, in its order, such as {@code PENDING a}. */
  final List<String> events = Collections.synchronizedList(new java.util.ArrayList<>());

  /** Walks that began while another of the same scope went on. */
  final AtomicInteger overlaps = new AtomicInteger();

  volatile boolean configured = true;
  volatile boolean closed;
  volatile Object configuration = "as at the begin";

  /** Called at the begin of each walk; may throw. */
  volatile Consumer<Scope> onWalk = scope -> {};

  /** Called for each file between its listing and its visit. */
  volatile Consumer<String> onListed = place -> {};

  private final Set<String> changes = ConcurrentHashMap.newKeySet();
  private final Set<Scope> walking = ConcurrentHashMap.newKeySet();

  /**
   * A walk.
   *
   * @param at when it began, by {@link System#nanoTime()}
   */
  record Walk(Scope scope, long at) {}

  /** A file without a verdict, an hour old. */
  MemoryFile add(String place) {
    MemoryFile file = new MemoryFile(this, place);
    files.put(place, file);
    changes.add(place);
    return file;
  }

  /** So many at once: no walk sees only some of them. */
  void addMany(String prefix, int count) {
    synchronized (changes) {
      for (int i = 0; i < count; i++) {
        add(prefix + i);
      }
    }
  }

  /** Has it visited by the next walk, as when its folder has changed. */
  void changed(String place) {
    changes.add(place);
  }

  boolean isChanged(String place) {
    return changes.contains(place);
  }

  Status statusOf(String place) {
    return files.get(place).status();
  }

  /** How many files are as they should be after a sweep. */
  long with(Status status) {
    return files.values().stream().filter(file -> file.status() == status).count();
  }

  int held() {
    return files.values().stream().mapToInt(file -> file.held.get()).sum();
  }

  /** How many files were ever handed to the crew. */
  long holds() {
    return files.values().stream().mapToInt(file -> file.holds.get()).sum();
  }

  long walks(Scope scope) {
    return walks.stream().filter(walk -> walk.scope == scope).count();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean configured() {
    return configured;
  }

  @Override
  public Object configuration() {
    return configuration;
  }

  @Override
  public void walk(Scope scope, Visitor visitor) throws InterruptedException {
    if (!walking.add(scope)) {
      overlaps.incrementAndGet();
    }
    try {
      walks.add(new Walk(scope, System.nanoTime()));
      onWalk.accept(scope);
      visitor.goesOn();
      if (scope != Scope.CHANGES) {
        visitAll(scope, visitor);
      } else {
        visit(visitor, changed(), true);
      }
    } finally {
      walking.remove(scope);
    }
  }

  @Override
  public boolean walkBelow(String place, Visitor visitor) throws InterruptedException {
    List<String> below = files.keySet().stream().filter(one -> one.startsWith(place)).toList();
    for (String one : below) {
      visitor.visit(files.get(one).listed());
    }
    return !below.isEmpty();
  }

  @Override
  public void ended(Scope scope, boolean complete) {
    if (walking.contains(Scope.CHANGES) && scope != Scope.CHANGES) {
      overlaps.incrementAndGet();
    }
    ends.add(scope + " " + complete);
  }

  private List<String> changed() {
    synchronized (changes) {
      return List.copyOf(changes);
    }
  }

  private void visitAll(Scope scope, Visitor visitor) throws InterruptedException {
    visit(visitor, files.keySet(), scope != Scope.LOOK);
    orphans.forEach(
        (what, since) -> {
          if (visitor.orphan(what, since)) {
            deleted.add(what);
          }
        });
  }

  /**
   * Shows them.
   *
   * @param remembers whether what is shown is no change any more
   */
  private void visit(Visitor visitor, Iterable<String> places, boolean remembers)
      throws InterruptedException {
    for (String place : places) {
      boolean removed = remembers && changes.remove(place);
      try {
        StoredFile listed = files.get(place).listed();
        onListed.accept(place);
        visitor.visit(listed);
      } catch (InterruptedException e) {
        if (removed) {
          changes.add(place); // it was not visited to the end
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
