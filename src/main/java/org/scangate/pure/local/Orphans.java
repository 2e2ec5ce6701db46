package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.scangate.pure.Visitor;

/** Verdicts whose file is gone. Used by the walk through everything alone. */
final class Orphans {

  private static final int MAX_REMEMBERED = 100_000;

  private final VerdictFiles verdicts;
  private final StoreClock clock;
  private final Map<String, Seen> known = new HashMap<>();
  private int walk;

  /**
   * @param first when it was first found without a file, nanoseconds since 1970
   * @param walk in which it was found last
   */
  private record Seen(long first, int walk) {}

  Orphans(VerdictFiles verdicts, StoreClock clock) {
    this.verdicts = verdicts;
    this.clock = clock;
  }

  void walkBegins() {
    walk++;
  }

  /** Forgets those that this walk through everything did not find again. */
  void walkIsThrough() {
    known.values().removeIf(seen -> seen.walk() < walk);
  }

  /** Looks through a folder that has been listed and visited. */
  void search(FolderListing listing, FolderWalk walk) throws InterruptedException {
    OpenFolder folder = listing.folder();
    Visitor visitor = walk.visitor();
    int looked = 0;
    try (DirectoryStream<Path> entries = folder.entriesAgain()) {
      for (Path entry : entries) {
        if (++looked % ListingBatch.MAX_ENTRIES == 0) {
          walk.goesOn();
        }
        Path name = entry.getFileName();
        if (StoreFileNames.kind(name) == StoreFileNames.Kind.VERDICT && isAlone(folder, name)) {
          found(listing, name, visitor);
        }
      }
    } catch (DirectoryIteratorException e) {
      visitor.failed(
          StoreFileNames.place(listing.path()),
          "listing it failed: " + FileErrors.of(e.getCause()));
    } catch (IOException e) {
      visitor.failed(
          StoreFileNames.place(listing.path()), "listing it failed: " + FileErrors.of(e));
    }
  }

  private void found(FolderListing listing, Path name, Visitor visitor) throws IOException {
    Path path = listing.path().resolve(name);
    String place = StoreFileNames.place(path);
    boolean seenBefore = known.containsKey(place);
    long first = remember(place);
    long since = Math.min(first, listing.modified());
    boolean unwanted = visitor.orphan(place, Instant.ofEpochSecond(0, since));
    if (unwanted && seenBefore && visitor.mayWrite()) { // not what is missing since a moment ago
      try {
        delete(listing.folder(), name, place, visitor);
      } catch (NoSuchFileException e) {
        known.remove(place); // deleted by others
      } catch (IOException e) {
        visitor.failed(place, "this verdict without a file cannot be deleted: " + FileErrors.of(e));
      }
    }
  }

  private void delete(OpenFolder folder, Path name, String place, Visitor visitor)
      throws IOException {
    if (verdicts.read(folder, name).isEmpty()) {
      visitor.failed(place, "has no file, but is not deleted: it is no verdict that Pure reads");
    } else if (isAlone(folder, name)) {
      folder.delete(name);
      known.remove(place);
    }
  }

  private long remember(String place) {
    Seen before = known.get(place);
    long first = before == null ? clock.now() : before.first();
    if (before != null || known.size() < MAX_REMEMBERED) {
      known.put(place, new Seen(first, walk));
    }
    return first;
  }

  private static boolean isAlone(OpenFolder folder, Path verdict) throws IOException {
    try {
      folder.attributesOf(StoreFileNames.fileOf(folder.path(), verdict));
      return false;
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
