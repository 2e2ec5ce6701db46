package org.scangate.scanner.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;

/** Removes what servers left behind that were killed: folders with copies, and processes. */
final class AbandonedFolders {

  private static final Logger LOG = System.getLogger(AbandonedFolders.class.getName());

  /** A folder without a lock's file may be one that is just being made. */
  private static final Duration JUST_MADE = Duration.ofMinutes(10);

  /** Made when it is not needed yet: to an application that ends Payara gives no new classes. */
  private static final Deleter DELETER = new Deleter();

  private AbandonedFolders() {}

  /**
   * @param own a folder of the user whose abandoned folders these may be: nobody else's are touched
   */
  static void remove(Path parent, Path own) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(parent, PrivateFolder.PREFIX + "*")) {
      UserPrincipal user = Files.getOwner(own);
      for (Path folder : found) {
        boolean ofThisServer = folder.getFileName().toString().startsWith(PrivateFolder.OURS);
        if (!ofThisServer && isFolderOf(user, folder)) {
          removeUnlessInUse(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "cannot look for abandoned folders in " + parent, e);
    }
  }

  private static boolean isFolderOf(UserPrincipal user, Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user);
  }

  private static void removeUnlessInUse(Path folder) {
    OpenOption[] noLink = {StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS};
    try (FileChannel channel = FileChannel.open(folder.resolve(PrivateFolder.LOCK), noLink);
        FileLock taken = channel.tryLock()) {
      if (taken != null) {
        removeNow(folder);
      }
    } catch (NoSuchFileException e) {
      if (isOld(folder)) {
        removeNow(folder);
      }
    } catch (OverlappingFileLockException e) {
      // Another application's in this JVM: in use.
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot tell whether " + folder + " is in use, it is left alone", e);
    }
  }

  private static boolean isOld(Path folder) {
    try {
      Instant made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
      return made.isBefore(Instant.now().minus(JUST_MADE));
    } catch (IOException e) {
      return false; // somebody else has just removed it
    }
  }

  private static void removeNow(Path folder) {
    ProcessTree.killMarked(ProcessTree.markOf(folder));
    delete(folder);
    LOG.log(Level.INFO, "removed {0}, which a server left behind", folder);
  }

  /** With all that is in it; links are removed, not followed. */
  static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, DELETER);
    } catch (NoSuchFileException e) {
      // It is gone, which is what was wanted.
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete " + folder + ", delete it by hand", e);
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
      if (failed != null) {
        throw failed;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
