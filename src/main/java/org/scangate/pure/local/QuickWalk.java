package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * A walk through the folders below a root whose date is not the one that was seen last. Those that
 * no walk has seen yet, and that have not changed since there are walks, come at its end: beside
 * the first walk through all of a large store they take long, and what comes anew shall not wait.
 */
final class QuickWalk {

  private static final int GOES_ON_EVERY = 256;

  /** The dates of folders are given by different clocks. */
  private static final long SLACK = TimeUnit.MINUTES.toNanos(1);

  private final FolderWalk walk;
  private final StoreClock clock;
  private final FolderLister lister;
  private final boolean byPath;
  private final Deque<Step> steps = new ArrayDeque<>();
  private int looked;

  /** What is older may be put off. */
  private long oldBefore;

  private boolean hasPutOff;

  /** Whether it is about what was put off, and nothing else. */
  private boolean isAtTheRest;

  /** A folder on the way from the root to where the walk is. */
  private static final class Step {
    private final Step above;
    private final FolderMemory remembered;
    private final Path path;
    private OpenFolder folder;
    private Iterator<FolderMemory> below;

    Step(Step above, FolderMemory remembered, Path path) {
      this.above = above;
      this.remembered = remembered;
      this.path = path;
    }
  }

  QuickWalk(FolderWalk walk, StoreClock clock, boolean byPath) {
    this.walk = walk;
    this.clock = clock;
    this.lister = new FolderLister(clock, walk::show);
    this.byPath = byPath;
  }

  /**
   * @param remembered the root
   * @param real its path without symbolic links
   */
  void run(LocalRoot root, FolderMemory remembered, Path real) throws InterruptedException {
    long begun = clock.now();
    oldBefore = root.lookedAt() - SLACK;
    run(remembered, real);
    root.lookedAt(begun);
    if (hasPutOff) {
      isAtTheRest = true;
      run(remembered, real);
    }
  }

  private void run(FolderMemory root, Path real) throws InterruptedException {
    try {
      enter(new Step(null, root, real));
      while (!steps.isEmpty()) {
        Step at = steps.peek();
        if (at.below.hasNext()) {
          FolderMemory remembered = at.below.next();
          enter(new Step(at, remembered, at.path.resolve(remembered.name())));
        } else {
          leave(steps.pop());
        }
      }
    } finally {
      steps.forEach(QuickWalk::leave);
    }
  }

  private void enter(Step step) throws InterruptedException {
    steps.push(step);
    if (++looked % GOES_ON_EVERY == 0) {
      walk.goesOn();
    }
    if (isThere(step)) {
      step.below = step.remembered.children().iterator();
    } else {
      steps.pop();
      leave(step);
    }
  }

  /** Whether it is a folder; listed if it is due. */
  private boolean isThere(Step step) throws InterruptedException {
    try {
      BasicFileAttributes now =
          Files.readAttributes(step.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!now.isDirectory()) {
        return gone(step);
      }
      long modified = BinFileState.nanos(now.lastModifiedTime());
      boolean mayWait = modified < oldBefore && step.remembered.isNew() && hasNoFolders(step.path);
      hasPutOff |= mayWait;
      if (mayWait == isAtTheRest && step.remembered.isDue(modified)) {
        list(step);
      }
      return true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return gone(step);
    } catch (IOException e) {
      lister.unreadable(null, step.remembered, step.path, e);
      return true; // what is known below it may still be reached
    }
  }

  /** Where each folder is linked to by those in it, as on ext4 and XFS; else nobody knows. */
  private static boolean hasNoFolders(Path folder) throws IOException {
    try {
      return Files.getAttribute(folder, "unix:nlink", LinkOption.NOFOLLOW_LINKS).equals(2);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private void list(Step step) throws IOException, InterruptedException {
    OpenFolder folder = open(step);
    int wishes = step.remembered.begin();
    FolderListing listing = lister.begin(null, step.remembered, folder);
    lister.list(listing);
    if (listing.isWhole()) {
      step.remembered.answered(wishes);
    }
  }

  /** By the handles from the root on, so that no symbolic link is followed. */
  private OpenFolder open(Step step) throws IOException {
    Deque<Step> closed = new ArrayDeque<>();
    for (Step one = step; one != null && one.folder == null; one = one.above) {
      closed.push(one);
    }
    for (Step one : closed) {
      one.folder =
          one.above == null
              ? OpenFolder.root(one.path, byPath)
              : one.above.folder.sub(one.remembered.name());
    }
    return step.folder;
  }

  private static boolean gone(Step step) {
    if (step.above != null) {
      step.above.remembered.forget(step.remembered);
    }
    return false;
  }

  private static void leave(Step step) {
    if (step.folder != null) {
      step.folder.release();
      step.folder = null;
    }
  }
}
