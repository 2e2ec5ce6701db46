package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scangate.scan.ContentBinding;

/**
 * What tells whether a file is still the one that it was. Times are nanoseconds since 1970.
 *
 * @param modified when its content was last written, or what somebody set
 * @param changed when anything of it last changed, which nobody can set; the same as {@code
 *     modified} on systems that do not tell
 * @param key which file it is, whatever its name
 * @param inode the number in that key, which unlike the rest of it stays when a disk is mounted
 *     anew; 0 on systems that have none
 * @param regular whether it may be opened
 */
record BinFileState(
    long size, long modified, long changed, Object key, long inode, boolean regular) {

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private static final String ATTRIBUTES =
      "unix:size,lastModifiedTime,ctime,fileKey,ino,isRegularFile";

  /** Of what lies there; a symbolic link is itself. */
  static BinFileState of(Path path) throws IOException {
    if (!UNIX) {
      return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }
    Map<String, Object> all = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    return new BinFileState(
        (Long) all.get("size"),
        nanos((FileTime) all.get("lastModifiedTime")),
        nanos((FileTime) all.get("ctime")),
        all.get("fileKey"),
        (Long) all.get("ino"),
        (Boolean) all.get("isRegularFile"));
  }

  private static BinFileState of(BasicFileAttributes all) {
    long modified = nanos(all.lastModifiedTime());
    return new BinFileState(all.size(), modified, modified, all.fileKey(), 0, all.isRegularFile());
  }

  /** Which content it is. */
  ContentBinding binding() {
    return new ContentBinding(size, Math.floorDiv(modified, TimeUnit.SECONDS.toNanos(1)), inode);
  }

  static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
