package org.scangate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * That nobody else writes in a folder: a second process would mix its records with ours. The file
 * {@code owner} names who has it. By it a second application in this JVM is refused, which the lock
 * would not stop: to open the lock's file once more and to close it gives up the lock (POSIX,
 * fcntl).
 */
final class FolderLock implements AutoCloseable {

  /** With the time of the start, since in a container each server has the same process id. */
  private static final String OURSELVES =
      "process "
          + ProcessHandle.current().pid()
          + ", started "
          + ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);

  private final Path owner;
  private final FileChannel channel;

  private FolderLock(Path owner, FileChannel channel) {
    this.owner = owner;
    this.channel = channel;
  }

  /**
   * Takes the folder, or fails at once.
   *
   * @throws IOException saying who has it, or why it cannot be used
   */
  static FolderLock take(Path folder) throws IOException {
    Path owner = folder.resolve("owner");
    if (said(owner).equals(OURSELVES)) {
      throw taken(folder, "another application in this server (" + OURSELVES + ")");
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownerOnly(folder, "rw-------"));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(folder, said(owner));
      }
      Files.deleteIfExists(owner);
      Files.createFile(owner, ownerOnly(folder, "rw-------"));
      Files.writeString(owner, OURSELVES);
      return new FolderLock(owner, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static IOException taken(Path folder, String by) {
    return new IOException(
        "the folder "
            + folder
            + " is in use by "
            + (by.isEmpty() ? "another process" : by)
            + ": end that one, or give each server a scangate.data-folder of its own");
  }

  private static String said(Path owner) throws IOException {
    try {
      return Files.readString(owner, UTF_8).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** For what is made in that place; nothing where a file system knows no such permissions. */
  static FileAttribute<?>[] ownerOnly(Path where, String permissions) {
    boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Of what another has made: it has users and file names in it. */
  static void keepPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(owner);
    } finally {
      channel.close();
    }
  }
}
