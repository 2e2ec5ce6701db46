package org.scangate.scanner.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.scangate.scan.Reason;
import org.scangate.scanner.UnscannedException;

/**
 * A folder that nobody else can look into, for as long as its lock is held. Made when it is first
 * needed; then those are removed that a server left behind when it was killed.
 */
final class PrivateFolder implements AutoCloseable {

  static final String PREFIX = "scangate-commands-";
  static final String LOCK = "lock";

  /**
   * Begins the names of this JVM's folders. By it they are left alone: to open the lock's file once
   * more and to close it would give up the lock (POSIX, fcntl). With the time of the start, since
   * in a container each server has the same process id.
   */
  static final String OURS =
      PREFIX
          + ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L)
          + "-";

  private static final int ATTEMPTS = 5;

  private final Path parent;
  private Path own;
  private FileChannel lock;
  private boolean closed;

  PrivateFolder(Path parent) {
    this.parent = parent;
  }

  Path parent() {
    return parent;
  }

  /** The folder, which is there. */
  synchronized Path path() throws IOException {
    if (closed) {
      throw new IOException("Scangate is being stopped");
    }
    if (own == null || !Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
      giveUpLock(); // of one that somebody who tidies up has removed
      Files.createDirectories(parent);
      make();
      AbandonedFolders.remove(parent, own);
    }
    return own;
  }

  private void make() throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Path made = parent.resolve(OURS + UUID.randomUUID());
      Files.createDirectory(made, ownerOnly(parent, "rwx------"));
      if (locked(made)) {
        own = made;
        return;
      }
      AbandonedFolders.delete(made);
    }
    throw new IOException("no file can be locked in " + parent);
  }

  /** Not when another server found it a moment before it was locked, and tidied it up. */
  private boolean locked(Path made) throws IOException {
    Path file = made.resolve(LOCK);
    FileChannel channel = null;
    FileLock taken = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(made, "rw-------"));
      taken = channel.tryLock();
      if (taken != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        lock = channel;
        return true;
      }
      return false;
    } finally {
      if (channel != null && lock != channel) {
        channel.close();
      }
    }
  }

  static FileAttribute<?>[] ownerOnly(Path where, String permissions) {
    boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  static UnscannedException noRoom(Path parent, IOException e) {
    return new UnscannedException(
        Reason.SPOOL_FULL,
        "the file cannot be kept for the scan in scangate.spool.folder=" + parent + ": " + e,
        e);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (own != null) {
      ProcessTree.killMarked(ProcessTree.markOf(own));
      AbandonedFolders.delete(own);
      own = null;
    }
    giveUpLock();
  }

  private void giveUpLock() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // It goes with the JVM at the latest; its folder is already gone.
      }
      lock = null;
    }
  }
}
