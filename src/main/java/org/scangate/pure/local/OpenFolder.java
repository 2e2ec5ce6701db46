package org.scangate.pure.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder held open: what is done by its handle is done in this very folder, whatever somebody
 * puts in the place of its path. Closed by the last {@link #release}. Where the system has no such
 * handles ({@link SecureDirectoryStream}), by its path.
 */
@SuppressWarnings("StreamResourceLeak") // closed by the last release
final class OpenFolder {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final FileAttribute<?>[] NONE = {};

  private final Path path;
  private final DirectoryStream<Path> stream;

  /** Null: by path. */
  private final SecureDirectoryStream<Path> secure;

  private final boolean posix;
  private volatile boolean keepsMicros;
  private final AtomicInteger holders = new AtomicInteger(1);

  private OpenFolder(Path path, DirectoryStream<Path> stream, boolean byPath) {
    this.path = path;
    this.stream = stream;
    this.secure = byPath ? null : secure(stream);
    this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * @param real without symbolic links
   * @param byPath even where the system has handles
   */
  static OpenFolder root(Path real, boolean byPath) throws IOException {
    requireFolder(real); // or it would wait for the other end of a FIFO
    return new OpenFolder(real, Files.newDirectoryStream(real), byPath);
  }

  /** A folder in this one, unless it is a symbolic link. */
  OpenFolder sub(Path name) throws IOException {
    Path there = path.resolve(name);
    if (secure != null) {
      return new OpenFolder(
          there, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), false);
    }
    requireFolder(there);
    return new OpenFolder(there, Files.newDirectoryStream(there), true);
  }

  Path path() {
    return path;
  }

  /** Whether {@link #attributesOf} may tell of another folder than {@link #stateOf}. */
  boolean isByHandle() {
    return secure != null;
  }

  /** Its entries, with their paths; once. */
  DirectoryStream<Path> entries() {
    return stream;
  }

  /** Its entries once more, for the caller to close. */
  DirectoryStream<Path> entriesAgain() throws IOException {
    return secure == null
        ? Files.newDirectoryStream(path)
        : secure.newDirectoryStream(path.getFileSystem().getPath("."), LinkOption.NOFOLLOW_LINKS);
  }

  /** The folder's own. */
  BasicFileAttributes attributes() throws IOException {
    return secure == null
        ? attributes(path)
        : secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  /** Of an entry; a symbolic link is itself. */
  BasicFileAttributes attributesOf(Path name) throws IOException {
    return secure == null
        ? attributes(path.resolve(name))
        : view(name, BasicFileAttributeView.class).readAttributes();
  }

  /** Whether its entries may be looked at, which is another right than to list them. */
  boolean isSearchable() {
    try {
      attributesOf(path.getFileSystem().getPath("."));
      return true;
    } catch (AccessDeniedException e) {
      return false;
    } catch (IOException e) {
      return true; // it is gone, or will tell by itself
    }
  }

  /** By path, since a handle does not tell all of it. */
  BinFileState stateOf(Path name) throws IOException {
    return BinFileState.of(path.resolve(name));
  }

  /** A {@link PosixFileAttributeView} where the system has such. */
  BasicFileAttributeView viewOf(Path name) {
    return posix
        ? view(name, PosixFileAttributeView.class)
        : view(name, BasicFileAttributeView.class);
  }

  SeekableByteChannel open(Path name) throws IOException {
    return secure == null
        ? Files.newByteChannel(path.resolve(name), READ)
        : secure.newByteChannel(name, READ);
  }

  /**
   * A new file.
   *
   * @param rights that it has from the beginning, less what the process's umask takes away
   */
  SeekableByteChannel create(Path name, FileAttribute<?> rights) throws IOException {
    FileAttribute<?>[] given = posix ? new FileAttribute<?>[] {rights} : NONE;
    return secure == null
        ? Files.newByteChannel(path.resolve(name), CREATE, given)
        : secure.newByteChannel(name, CREATE, given);
  }

  /** Whether its file system is known to keep the microseconds of a date. */
  boolean keepsMicros() {
    return keepsMicros;
  }

  /** One of its files was seen to have the date that it was given. */
  void seenToKeepMicros() {
    keepsMicros = true;
  }

  /** Puts an entry in the place of another, at once. */
  void move(Path from, Path to) throws IOException {
    if (secure == null) {
      Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      secure.move(from, secure, to);
    }
  }

  void delete(Path name) throws IOException {
    if (secure == null) {
      Files.delete(path.resolve(name));
    } else {
      secure.deleteFile(name);
    }
  }

  void hold() {
    if (holders.getAndIncrement() <= 0) {
      throw new ClosedDirectoryStreamException();
    }
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      try {
        stream.close();
      } catch (IOException e) {
        // nothing was written through it: nothing is lost
      }
    }
  }

  private <V extends FileAttributeView> V view(Path name, Class<V> type) {
    return secure == null
        ? Files.getFileAttributeView(path.resolve(name), type, LinkOption.NOFOLLOW_LINKS)
        : secure.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
    return stream instanceof SecureDirectoryStream<Path> handles ? handles : null;
  }

  private static void requireFolder(Path path) throws IOException {
    if (!attributes(path).isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
