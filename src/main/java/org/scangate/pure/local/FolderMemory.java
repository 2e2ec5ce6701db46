package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a folder between two walks: about a hundred bytes. Used by the walking
 * thread alone, but for {@link #revisit}.
 */
final class FolderMemory {

  /** No date that a folder could have. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Path name;
  private Map<Path, FolderMemory> children;
  private long seen = UNKNOWN;
  private boolean failing;
  private volatile boolean revisit;

  FolderMemory(Path name) {
    this.name = name;
  }

  Path name() {
    return name;
  }

  /** Known from now on, if it was not. */
  FolderMemory child(Path childName) {
    if (children == null) {
      children = new HashMap<>(4);
    }
    return children.computeIfAbsent(childName, FolderMemory::new);
  }

  /** As they are now; the list does not change with them. */
  List<FolderMemory> children() {
    return children == null ? List.of() : new ArrayList<>(children.values());
  }

  void forget(FolderMemory child) {
    if (children != null) {
      children.remove(child.name, child);
    }
  }

  /** Whether a folder of this date must be listed. */
  boolean isDue(long modified) {
    return revisit || seen != modified;
  }

  /** It is being listed: what is wanted from now on is wanted of the next walk. */
  void begin() {
    seen = UNKNOWN;
    revisit = false;
  }

  /** All of it was visited as it was at this date. */
  void seen(long modified) {
    seen = modified;
  }

  /** It was visited, but more may come that would not show by its date. */
  void seenInPart() {
    seen = UNKNOWN;
  }

  void revisit() {
    revisit = true;
  }

  /** Whether this is news. */
  boolean fails() {
    boolean news = !failing;
    failing = true;
    return news;
  }

  void worksAgain() {
    failing = false;
  }
}
