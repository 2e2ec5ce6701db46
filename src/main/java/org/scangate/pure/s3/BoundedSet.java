package org.scangate.pure.s3;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remembers as many as fit; beyond that the first that came is forgotten. */
final class BoundedSet<T> {

  private final int most;
  private final Set<T> all = new LinkedHashSet<>();
  private boolean forgot;

  BoundedSet(int most) {
    this.most = most;
  }

  synchronized void add(T one) {
    if (all.add(one) && all.size() > most) {
      all.remove(all.iterator().next());
      forgot = true;
    }
  }

  synchronized void addAll(Iterable<T> some) {
    some.forEach(this::add);
  }

  synchronized boolean contains(T one) {
    return all.contains(one);
  }

  synchronized void remove(T one) {
    all.remove(one);
  }

  synchronized List<T> list() {
    return List.copyOf(all);
  }

  synchronized List<T> takeAll() {
    List<T> taken = List.copyOf(all);
    all.clear();
    return taken;
  }

  synchronized void clear() {
    all.clear();
  }

  /** Whether one was forgotten since this was asked last. */
  synchronized boolean hasForgotten() {
    boolean had = forgot;
    forgot = false;
    return had;
  }
}
