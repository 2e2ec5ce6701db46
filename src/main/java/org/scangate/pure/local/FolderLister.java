package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads the names in folders and the attributes of the files, and hands them on in batches. */
final class FolderLister {

  private final StoreClock clock;
  private final Sink sink;

  /** Who visits what was listed. */
  interface Sink {

    /** Takes over the batch and releases it, whatever happens. */
    void take(ListingBatch batch) throws InterruptedException;

    /** Whether it would rather look at the files itself than wait for us to do so. */
    default boolean isIdle() {
      return true;
    }
  }

  FolderLister(StoreClock clock, Sink sink) {
    this.clock = clock;
    this.sink = sink;
  }

  /**
   * A folder and all below it, each folder before those in it. Not recursive: folders can be nested
   * deeper than a thread's stack.
   *
   * @param root taken over
   */
  void listAll(FolderMemory remembered, OpenFolder root) throws InterruptedException {
    Deque<OpenFolder> open = new ArrayDeque<>();
    Deque<FolderListing> listings = new ArrayDeque<>();
    open.push(root);
    try {
      FolderListing top = begin(null, remembered, root);
      list(top);
      listings.push(top);
      while (!listings.isEmpty()) {
        FolderListing at = listings.peek();
        Path next = at.takeFolder();
        if (next == null) {
          listings.pop();
          open.pop().release();
        } else {
          OpenFolder sub = open(at, next);
          if (sub != null) {
            open.push(sub);
            FolderListing below = begin(at, null, sub);
            list(below);
            listings.push(below);
          }
        }
      }
    } finally {
      open.forEach(OpenFolder::release);
    }
  }

  /**
   * Before a folder is listed.
   *
   * @param parent null where the node is given
   */
  FolderListing begin(FolderListing parent, FolderMemory remembered, OpenFolder folder) {
    long now = clock.now();
    long modified;
    try {
      modified = BinFileState.nanos(folder.attributes().lastModifiedTime());
    } catch (IOException e) {
      modified = now; // not quiet: listed again the next time
    }
    boolean quiet = modified < now - StoreClock.GRAIN;
    return new FolderListing(parent, remembered, folder.path(), folder, modified, quiet);
  }

  /** One folder, without those in it. */
  void list(FolderListing listing) throws InterruptedException {
    ListingBatch batch = new ListingBatch(listing);
    if (!listing.folder().isSearchable()) { // tell it once, not for each file
      batch.folderFailed("its files may not be looked at; the server's account needs it");
      sink.take(batch.last());
      return;
    }
    boolean look = !sink.isIdle();
    try {
      for (Path entry : listing.folder().entries()) {
        if (Thread.interrupted()) {
          batch.release();
          throw new InterruptedException("The walk was interrupted");
        }
        add(entry, batch, look);
        if (batch.isFull()) {
          ListingBatch full = batch;
          batch = new ListingBatch(listing);
          hand(full, batch);
          look = !sink.isIdle();
        }
      }
      listing.completed();
    } catch (DirectoryIteratorException e) {
      batch.folderFailed("listing it failed: " + FileErrors.of(e.getCause()));
    } catch (RuntimeException | Error e) {
      batch.release();
      throw e;
    }
    sink.take(batch.last());
  }

  /** Tells that a folder cannot be read, as one without anything in it. */
  void unreadable(FolderListing parent, FolderMemory remembered, Path path, IOException e)
      throws InterruptedException {
    ListingBatch batch =
        new ListingBatch(new FolderListing(parent, remembered, path, null, 0, false));
    batch.folderFailed("this folder cannot be read: " + FileErrors.of(e));
    sink.take(batch.last());
  }

  private void hand(ListingBatch full, ListingBatch next) throws InterruptedException {
    try {
      sink.take(full);
    } catch (InterruptedException e) {
      next.release();
      throw e;
    }
  }

  private static void add(Path entry, ListingBatch batch, boolean look) {
    FolderListing listing = batch.listing();
    Path name = entry.getFileName();
    try {
      switch (StoreFileNames.kind(name)) {
        case FILE -> batch.add(name, look ? BinFileState.of(entry) : null);
        case VERDICT -> listing.addVerdict();
        case TEMPORARY -> listing.addTemporary(name);
        case OTHER -> {
          if (listing.folder().attributesOf(name).isDirectory()) {
            listing.addFolder(name);
          }
        }
        case KNOWN -> {}
      }
    } catch (NoSuchFileException e) {
      listing.passedOver(); // what is gone needs no verdict
    } catch (IOException e) {
      batch.failed(entry, FileErrors.of(e));
    }
  }

  /** Null: there is no such folder any more, or it cannot be read. */
  private OpenFolder open(FolderListing parent, Path name) throws InterruptedException {
    try {
      return parent.folder().attributesOf(name).isDirectory() ? parent.folder().sub(name) : null;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null; // gone since it was listed
    } catch (IOException e) {
      unreadable(parent, null, parent.path().resolve(name), e);
      return null;
    }
  }
}
