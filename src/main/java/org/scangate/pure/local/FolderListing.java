package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One folder while it is listed and visited. Whoever lists it is done with it when the {@linkplain
 * ListingBatch#isLast last batch} is handed over; {@link #remembered} and {@link #verdictsFound}
 * belong to the one who visits. A walk that shall not be remembered asks for neither {@link
 * #remembered} nor {@link #visited}.
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
  private volatile boolean passedOver;
  private FolderMemory remembered;
  private int verdictsFound;

  /**
   * @param parent null: a root, or its node is known
   * @param remembered null: that of the parent leads to it
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

  /**
   * A file of which the name was read was not there. It was deleted, which gives the folder another
   * date. Or the whole folder was out of sight for a moment, which does not.
   */
  void passedOver() {
    passedOver = true;
  }

  /** Whether every file in it was shown, or told. */
  boolean isWhole() {
    return complete && !passedOver;
  }

  FolderMemory remembered() {
    if (remembered == null) {
      remembered = parent.remembered().child(path.getFileName());
    }
    return remembered;
  }

  /** All of it was visited. */
  void visited() {
    remembered().visited(folders, isWhole() && quiet ? modified : FolderMemory.UNKNOWN);
  }
}
