package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder, or a file in it, that somebody has named.
 *
 * @param folder open; the caller releases it
 * @param file {@code NAME.bin}; null: the folder itself is meant
 */
record PlaceInStore(OpenFolder folder, Path file) {

  /**
   * Reached by handles from the root on, so that no symbolic link leads out of the store, and only
   * through what a walk would come to.
   *
   * @param root taken over
   * @param relative to the root
   * @return empty when there is no such place
   * @throws IOException when it cannot be reached
   */
  static Optional<PlaceInStore> open(OpenFolder root, Path relative) throws IOException {
    List<Path> folders = new ArrayList<>();
    relative.forEach(folders::add);
    folders.removeIf(name -> name.toString().isEmpty()); // the root itself
    Path file = null;
    if (!folders.isEmpty()
        && StoreFileNames.kind(relative.getFileName()) == StoreFileNames.Kind.FILE) {
      file = folders.remove(folders.size() - 1);
    }
    OpenFolder at = root;
    boolean found = false;
    try {
      for (Path name : folders) {
        if (StoreFileNames.kind(name) != StoreFileNames.Kind.OTHER
            || !at.attributesOf(name).isDirectory()) {
          return Optional.empty();
        }
        OpenFolder above = at;
        at = above.sub(name);
        above.release();
      }
      if (file != null) {
        at.attributesOf(file); // or it is not there
      }
      found = true;
      return Optional.of(new PlaceInStore(at, file));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } finally {
      if (!found) {
        at.release();
      }
    }
  }
}
