package org.scangate.scanner.command;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.UUID;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scanner.SampleReader;
import org.scangate.scanner.UnscannedException;

/** A copy of a sample under a name of ours that nobody else can read, until it is closed. */
record ScanFile(Path path, long size, FileTime modified) implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ScanFile.class.getName());
  private static final int BLOCK = 128 << 10;

  static ScanFile copy(Sample sample, PrivateFolder folder, Deadline deadline)
      throws UnscannedException {
    try {
      Path path = folder.path().resolve("scangate-" + UUID.randomUUID() + ".bin");
      try {
        write(sample, path, deadline);
        FileTime modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        return new ScanFile(path, sample.size(), modified);
      } catch (UnscannedException | IOException | RuntimeException | Error e) {
        delete(path);
        throw e;
      }
    } catch (ClosedByInterruptException e) {
      throw new UnscannedException(Reason.UNREACHABLE, "interrupted while the file was copied", e);
    } catch (IOException e) {
      throw PrivateFolder.noRoom(folder.parent(), e);
    }
  }

  private static void write(Sample sample, Path path, Deadline deadline)
      throws UnscannedException, IOException {
    try (SampleReader reader = SampleReader.open(sample);
        FileChannel channel =
            FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PrivateFolder.ownerOnly(path, "rw-------"));
        OutputStream out = Channels.newOutputStream(channel)) {
      byte[] block = new byte[reader.blockSize(BLOCK)];
      for (int n = reader.read(block); n > 0; n = reader.read(block)) {
        if (deadline.passed()) {
          throw new UnscannedException(
              Reason.TIMED_OUT, "the time bound ended while the file was copied");
        }
        out.write(block, 0, n);
      }
    }
  }

  /** Whether it is still as it was: a scanner that cleans it must not call it clean. */
  boolean untouched() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return now.isRegularFile() && now.size() == size && now.lastModifiedTime().equals(modified);
    } catch (IOException e) {
      return false; // gone, or nobody knows
    }
  }

  @Override
  public void close() {
    delete(path);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete " + path + ", delete it by hand", e);
    }
  }
}
