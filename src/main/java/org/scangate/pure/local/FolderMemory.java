package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a folder between walks: about a hundred bytes. Several walks use it at the
 * same time, each on its own thread.
 *
 * <p>Whichever of them says that it has {@linkplain #visited seen} the folder, has seen all of it
 * as it was at that date, and that stays true whatever the others do: a date that is out of date
 * only has the folder listed once more. A {@linkplain #revisit wish} is kept apart from that, so
 * that no walk takes it for answered that had listed the folder before. It may be lost with a
 * folder that was out of sight for a moment: so whatever is known anew where something was
 * forgotten begins with a wish of its own.
 */
final class FolderMemory {

  /** No date that a folder could have. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final Path name;
  private Map<Path, FolderMemory> children;
  private long seen = UNKNOWN;

  /** How often somebody wanted it visited again. */
  private int wishes;

  /** How many of these a walk through changes has answered. */
  private int answered;

  private boolean failing;

  /** Whether something was forgotten here or above, and wishes with it. */
  private boolean forgot;

  /**
   * @param forgot whether what was known of it before may have been forgotten
   */
  FolderMemory(Path name, boolean forgot) {
    this.name = name;
    this.forgot = forgot;
    this.wishes = forgot ? 1 : 0;
  }

  Path name() {
    return name;
  }

  /** Known from now on, if it was not. */
  synchronized FolderMemory child(Path childName) {
    if (children == null) {
      children = new HashMap<>(4);
    }
    return children.computeIfAbsent(childName, one -> new FolderMemory(one, forgot));
  }

  /**
   * The next walk through changes lists a folder at any depth. It is found by its path, since what
   * a walk knew of it when it began may have been forgotten.
   *
   * @param below relative; empty for this one
   */
  void revisit(Path below) {
    FolderMemory wanted = descendant(below);
    wanted.revisit();
    for (FolderMemory now = descendant(below); now != wanted; now = descendant(below)) {
      wanted = now; // it was forgotten before it was told
      wanted.revisit();
    }
  }

  private FolderMemory descendant(Path below) {
    FolderMemory at = this;
    for (Path each : below) {
      if (!each.toString().isEmpty()) {
        at = at.child(each);
      }
    }
    return at;
  }

  /** As they are now; the list does not change with them. */
  synchronized List<FolderMemory> children() {
    return children == null ? List.of() : new ArrayList<>(children.values());
  }

  /**
   * It is not there. But it may have come back since somebody looked, even with a folder above it,
   * of which no date of this one would tell: so this one is listed once more.
   */
  synchronized void forget(FolderMemory child) {
    if (children != null) {
      children.remove(child.name, child);
    }
    forgot = true;
    seen = UNKNOWN;
  }

  /** Whether no walk has seen it, and nobody wants it visited. */
  synchronized boolean isNew() {
    return seen == UNKNOWN && wishes == answered;
  }

  /** Whether a folder of this date must be listed. */
  synchronized boolean isDue(long modified) {
    return wishes != answered || seen != modified;
  }

  /**
   * A walk through changes is about to list it.
   *
   * @return the wishes that it will answer, for {@link #answered}
   */
  synchronized int begin() {
    seen = UNKNOWN;
    return wishes;
  }

  /** That walk has visited all of it. Those that came meanwhile are left to the next one. */
  synchronized void answered(int wishesBefore) {
    answered = wishesBefore;
  }

  /**
   * All of it was visited. In one step: {@link #forget} must not come in between.
   *
   * @param folders in it
   * @param modified its date before it was listed; {@link #UNKNOWN}: more may come, or be there,
   *     that would not show by its date
   */
  synchronized void visited(List<Path> folders, long modified) {
    folders.forEach(this::child);
    seen = modified;
  }

  private synchronized void revisit() {
    wishes++;
  }

  /** Whether this is news. */
  synchronized boolean fails() {
    boolean news = !failing;
    failing = true;
    return news;
  }

  synchronized void worksAgain() {
    failing = false;
  }
}
