package org.scangate.scan.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.scangate.scan.DataSize;
import org.scangate.scan.Reason;

/**
 * Where uploads wait for their scan. They are received and hashed here as they arrive: in memory up
 * to a bound, beyond that in a private file which has no name any more as soon as it is open, so
 * that not even a crash leaves one behind.
 */
public final class Spool {

  private static final int BLOCK = 16 << 10;

  private final Settings settings;
  private final long memoryOfAll = Runtime.getRuntime().maxMemory() / 8;
  private final AtomicLong inMemory = new AtomicLong();
  private final AtomicLong inFiles = new AtomicLong();

  /**
   * Where and how much.
   *
   * @param folder where the files go; made when it is missing
   * @param memory up to this size an upload stays in memory, if all together leave room in the heap
   * @param max bound on all files together
   */
  public record Settings(Path folder, DataSize memory, DataSize max) {}

  public Spool(Settings settings) {
    this.settings = settings;
  }

  /** Bytes that are kept now, in memory and in files. */
  public long bytesKept() {
    return inMemory.get() + inFiles.get();
  }

  /**
   * Reads {@code in} to its end.
   *
   * @param limit more bytes than this are refused as soon as they are seen
   * @return the content, which the caller closes
   * @throws NotReceived when it is too large or finds no room
   * @throws IOException from {@code in}: the sender's fault
   */
  public SpooledContent receive(InputStream in, DataSize limit) throws NotReceived, IOException {
    SpooledContent content = new SpooledContent(this);
    try {
      byte[] block = new byte[BLOCK];
      int n;
      while ((n = in.read(block)) >= 0) {
        if (content.size() + n > limit.bytes()) {
          throw new NotReceived(
              Reason.TOO_LARGE, "the file is larger than scangate.max-file-size=" + limit);
        }
        content.add(block, n);
      }
      content.complete();
      return content;
    } catch (NotReceived | IOException | RuntimeException | Error e) {
      content.close();
      throw e;
    }
  }

  /**
   * Takes memory for one upload, unless it or all together would have too much.
   *
   * @param needed what it comes to
   */
  boolean reserveInMemory(long needed, int block) {
    if (needed > settings.memory().bytes()) {
      return false;
    }
    if (inMemory.addAndGet(block) > memoryOfAll) {
      inMemory.addAndGet(-block);
      return false;
    }
    return true;
  }

  void reserveInFiles(int bytes) throws NotReceived {
    if (inFiles.addAndGet(bytes) > settings.max().bytes()) {
      inFiles.addAndGet(-bytes);
      throw new NotReceived(
          Reason.SPOOL_FULL, "other uploads fill scangate.spool.max=" + settings.max());
    }
  }

  void giveBack(long memory, long files) {
    inMemory.addAndGet(-memory);
    inFiles.addAndGet(-files);
  }

  /** A file that nobody else can read, and that is unlinked as soon as it is open. */
  FileChannel newFile() throws IOException {
    Files.createDirectories(settings.folder());
    Set<StandardOpenOption> options = new HashSet<>();
    options.add(StandardOpenOption.CREATE_NEW);
    options.add(StandardOpenOption.READ);
    options.add(StandardOpenOption.WRITE);
    options.add(StandardOpenOption.DELETE_ON_CLOSE);
    return FileChannel.open(
        settings.folder().resolve("scangate-" + UUID.randomUUID()), options, ownerOnly());
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix =
        settings.folder().getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Bytes that its disk has left for us; empty: it does not tell. */
  OptionalLong freeOnDisk() {
    return ofDisk(FileStore::getUsableSpace);
  }

  /** Bytes that its disk can hold in all; empty: it does not tell. */
  OptionalLong totalOnDisk() {
    return ofDisk(FileStore::getTotalSpace);
  }

  private OptionalLong ofDisk(Figure figure) {
    try {
      return OptionalLong.of(figure.of(Files.getFileStore(settings.folder())));
    } catch (IOException e) {
      return OptionalLong.empty(); // nothing is decided by it
    }
  }

  private interface Figure {
    long of(FileStore disk) throws IOException;
  }

  /** Where the files go. */
  public Path folder() {
    return settings.folder();
  }

  NotReceived noRoom(IOException e) {
    return new NotReceived(
        Reason.SPOOL_FULL,
        "the upload cannot be kept in scangate.spool.folder=" + settings.folder() + ": " + e,
        e);
  }
}
