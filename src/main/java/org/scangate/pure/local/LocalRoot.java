package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.Optional;

/** A configured root, and what is remembered of it. Used by several walks at the same time. */
final class LocalRoot {

  private final Path path;
  private Path real;
  private FolderMemory remembered;
  private boolean failing;
  private long lookedAt;

  /**
   * @param path as configured; perhaps a symbolic link
   * @param since by the store's clock
   */
  LocalRoot(Path path, long since) {
    this.path = path;
    this.lookedAt = since;
    this.real = path;
    this.remembered = new FolderMemory(path, false);
  }

  Path path() {
    return path;
  }

  /**
   * Where a path lies below it, whether it is written as configured or without symbolic links.
   *
   * @param now the root's own path without symbolic links
   */
  Optional<Path> relative(Path now, Path below) {
    if (below.startsWith(now)) {
      return Optional.of(now.relativize(below));
    }
    return below.startsWith(path) ? Optional.of(path.relativize(below)) : Optional.empty();
  }

  /**
   * What is remembered of the folder that it is now: of another one nothing.
   *
   * @param now without symbolic links
   */
  synchronized FolderMemory remembered(Path now) {
    if (!now.equals(real)) {
      real = now;
      remembered = new FolderMemory(path, true);
    }
    return remembered;
  }

  /**
   * The next walk through changes lists this folder.
   *
   * @param root without symbolic links, when the folder was listed
   */
  void revisit(Path root, Path folder) {
    FolderMemory now;
    synchronized (this) {
      now = root.equals(real) ? remembered : null;
    }
    if (now != null) { // else it is in the store no more, and if it comes back it is new
      now.revisit(root.relativize(folder));
    }
  }

  /**
   * When a walk through changes last began to look at the dates of all folders, by the store's
   * clock; before the first one, when the root was first used.
   */
  synchronized long lookedAt() {
    return lookedAt;
  }

  synchronized void lookedAt(long time) {
    lookedAt = time;
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
