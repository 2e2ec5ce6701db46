package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One folder while it is listed and visited. Whoever lists it is done with it when the {@linkplain
 * ListingBatch#isLast last batch} is handed over; {@link #remembered} and {@link #verdictsFound}
 * belong to the one who visits.
 */
final class FolderListing {

  /** Bound on what is remembered of a folder full of them; the next walk sees to the others. */
  private static final int MAX_TEMPORARIES = 1000;

  private final FolderListing parent;
  private final OpenFolder folder;
  private final Path path;
  private final long modified;
  private final boolean quiet;
  private final List<Path> folders = new ArrayList<>(0);
  private final List<Path> temporaries = new ArrayList<>(0);
  private int nextFolder;
  private int verdicts;
  private boolean complete;
  private FolderMemory remembered;
  private int verdictsFound;

  /**
   * @param parent null: a root, or its node is known
   * @param folder null: it cannot be read
   * @param modified its date before it is listed
   * @param quiet whether any later change will give it another date
   */
  FolderListing(
      FolderListing parent,
      FolderMemory remembered,
      Path path,
      OpenFolder folder,
      long modified,
      boolean quiet) {
    this.parent = parent;
    this.remembered = remembered;
    this.path = path;
    this.folder = folder;
    this.modified = modified;
    this.quiet = quiet;
  }

  OpenFolder folder() {
    return folder;
  }

  Path path() {
    return path;
  }

  long modified() {
    return modified;
  }

  void addFolder(Path name) {
    folders.add(name);
  }

  List<Path> folders() {
    return folders;
  }

  /** Null: there are no more. */
  Path takeFolder() {
    return nextFolder < folders.size() ? folders.get(nextFolder++) : null;
  }

  void addTemporary(Path name) {
    if (temporaries.size() < MAX_TEMPORARIES) {
      temporaries.add(name);
    }
  }

  List<Path> temporaries() {
    return temporaries;
  }

  void addVerdict() {
    verdicts++;
  }

  void verdictFound() {
    verdictsFound++;
  }

  /** Whether verdicts were listed that belong to no file, or some came or went meanwhile. */
  boolean mayHaveOrphans() {
    return verdicts != verdictsFound;
  }

  /** All entries were read. */
  void completed() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  FolderMemory remembered() {
    if (remembered == null) {
      remembered = parent.remembered().child(path.getFileName());
    }
    return remembered;
  }

  /** All of it was visited. */
  void visited() {
    folders.forEach(remembered()::child);
    if (complete && quiet) {
      remembered().seen(modified);
    } else {
      remembered().seenInPart();
    }
  }
}
