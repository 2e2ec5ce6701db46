package org.scangate.scanner.clamd;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What shows that a file was not written to, replaced or linked anew between two looks at it. Two
 * changes within one tick of the file system's clock (some milliseconds) can't be told apart.
 *
 * @param changed of content or inode, which nobody can set back as they can {@code modified}
 * @param key device and inode
 */
record ScannedFileState(
    boolean regular, long size, FileTime modified, FileTime changed, Object key) {

  private static final String ATTRIBUTES = "unix:isRegularFile,size,lastModifiedTime,ctime,fileKey";

  /**
   * Looks at the path once; a link is not followed.
   *
   * @throws UnsupportedOperationException where the system does not tell all of this
   */
  static ScannedFileState of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, NOFOLLOW_LINKS);
    return new ScannedFileState(
        (Boolean) found.get("isRegularFile"),
        (Long) found.get("size"),
        (FileTime) found.get("lastModifiedTime"),
        (FileTime) found.get("ctime"),
        Objects.requireNonNull(found.get("fileKey")));
  }
}
