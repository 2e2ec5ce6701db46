package org.scangate.pure.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Some files of a folder, on their way from the one who lists to the one who visits. */
final class ListingBatch {

  static final int MAX_ENTRIES = 256;

  private final FolderListing listing;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>(0);
  private String problem;
  private boolean last;

  /**
   * @param name {@code NAME.bin}
   * @param state when it was listed; null: nobody has looked yet
   */
  record Entry(Path name, BinFileState state) {}

  /** One entry that could not be looked at, and why. */
  record Failure(Path what, String why) {}

  /** Holds the folder until {@link #release}. */
  ListingBatch(FolderListing listing) {
    this.listing = listing;
    if (listing.folder() != null) {
      listing.folder().hold();
    }
  }

  FolderListing listing() {
    return listing;
  }

  void add(Path name, BinFileState state) {
    entries.add(new Entry(name, state));
  }

  List<Entry> entries() {
    return entries;
  }

  void failed(Path what, String why) {
    failures.add(new Failure(what, why));
  }

  List<Failure> failures() {
    return failures;
  }

  /** The folder itself could not be read, or not to its end. */
  void folderFailed(String why) {
    problem = why;
  }

  /** Why the folder could not be read; null: it could. */
  String problem() {
    return problem;
  }

  boolean isFull() {
    return entries.size() + failures.size() >= MAX_ENTRIES;
  }

  /** Nothing of this folder comes after it. */
  ListingBatch last() {
    last = true;
    return this;
  }

  boolean isLast() {
    return last;
  }

  void release() {
    if (listing.folder() != null) {
      listing.folder().release();
    }
  }
}
