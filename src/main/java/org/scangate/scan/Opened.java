package org.scangate.scan;

import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scangate.container.ContainerKind;

/**
 * What an engine was shown to open.
 *
 * @param kinds in which it has found EICAR
 * @param limit the largest file, or member of an archive, in bytes, in which it has found EICAR
 * @param whole false while other kinds, or larger sizes, are still being asked for
 */
public record Opened(Set<ContainerKind> kinds, long limit, boolean whole) {

  public Opened {
    kinds = Set.copyOf(kinds);
  }

  /** One that was asked for all. */
  public Opened(Set<ContainerKind> kinds, long limit) {
    this(kinds, limit, true);
  }

  /** The kinds that it was not shown to open, as people know them. */
  public SortedSet<String> notOpened() {
    Set<ContainerKind> others = EnumSet.allOf(ContainerKind.class);
    others.removeAll(kinds);
    return words(others);
  }

  /** The kinds that it was shown to open, likewise. */
  public SortedSet<String> opens() {
    return words(kinds);
  }

  /** What two equals both open, either of which may be given a file. */
  public Opened and(Opened other) {
    Set<ContainerKind> both = EnumSet.noneOf(ContainerKind.class);
    both.addAll(kinds);
    both.retainAll(other.kinds);
    return new Opened(both, Math.min(limit, other.limit), whole && other.whole);
  }

  static SortedSet<String> words(Set<ContainerKind> kinds) {
    SortedSet<String> words = new TreeSet<>();
    kinds.forEach(kind -> words.add(kind.word()));
    return words;
  }
}
