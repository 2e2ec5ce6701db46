package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.pure.Visitor;

/** The names under which verdicts are written, and what a crash left of them. */
final class TemporaryFiles {

  /** Of another server on the same store, which needs its file for some milliseconds. */
  private static final long IN_USE = Duration.ofSeconds(30).toNanos();

  private final String instance = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  private final AtomicLong number = new AtomicLong();
  private final StoreClock clock;

  TemporaryFiles(StoreClock clock) {
    this.clock = clock;
  }

  Path next() {
    return FileSystems.getDefault()
        .getPath(StoreFileNames.temporary(instance, number.getAndIncrement()));
  }

  /** Deletes what others left in this folder. */
  void clear(FolderListing listing, Visitor visitor) {
    for (Path name : listing.temporaries()) {
      try {
        if (isLeft(listing.folder(), name)) {
          listing.folder().delete(name);
        }
      } catch (NoSuchFileException e) {
        // another server has cleared it
      } catch (IOException e) {
        visitor.failed(
            StoreFileNames.place(listing.path().resolve(name)),
            "this temporary file of a crash cannot be deleted: " + FileErrors.of(e));
      }
    }
  }

  private boolean isLeft(OpenFolder folder, Path name) throws IOException {
    if (name.toString().startsWith(StoreFileNames.temporaries(instance))) {
      return false;
    }
    BinFileState file = folder.stateOf(name);
    // Not its modification time: a verdict's is set before it gets its name.
    return file.regular() && file.changed() < clock.now() - IN_USE;
  }
}
