package org.scangate.pure.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictDocument;

/** Reads and writes the {@code .av} files. Not final, so that a test can come in between. */
class VerdictFiles {

  /** No verdict is longer, by far. What is, is not read to its end. */
  private static final int MAX_BYTES = 64 << 10;

  private static final long TEN_MICROS = TimeUnit.MICROSECONDS.toNanos(10);

  private final StoreClock clock;
  private final TemporaryFiles temporaries;
  private final AvPermissions permissions;
  private final AvJson json = new AvJson();

  VerdictFiles(StoreClock clock, TemporaryFiles temporaries, AvPermissions permissions) {
    this.clock = clock;
    this.temporaries = temporaries;
    this.permissions = permissions;
  }

  /** Empty when there is none, or none that can be understood. */
  Optional<VerdictDocument> read(OpenFolder folder, Path verdict) throws IOException {
    try {
      BasicFileAttributes attributes = folder.attributesOf(verdict);
      if (!attributes.isRegularFile() || attributes.size() > MAX_BYTES) {
        return Optional.empty();
      }
      return json.read(content(folder, verdict, (int) attributes.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      String place = StoreFileNames.place(folder.path().resolve(verdict));
      throw new IOException(place + " cannot be read: " + FileErrors.of(e), e);
    }
  }

  /**
   * Puts a verdict beside a file that is as it was listed.
   *
   * @return false when the file changed or is gone; then this verdict is not there, or was made
   *     {@link Status#PENDING}
   */
  boolean publish(LocalFile file, VerdictDocument document) throws IOException {
    boolean pending = document.status() == Status.PENDING;
    if (pending && !file.unchanged()) { // others come from a scan, after which that was seen
      takeBack(file, document); // it changes on and on: its OK must not stay for that
      return false;
    }
    try {
      if (!put(file, document, file.listed(), true)) {
        return false;
      }
    } catch (IOException e) {
      if (pending) {
        removeAfter(e, file);
      }
      if (!file.unchanged()) {
        return false; // gone with its folder, say
      }
      throw e;
    }
    if (file.unchanged()) {
      return true;
    }
    takeBack(file, document);
    return false;
  }

  /**
   * It changed while its verdict was put in place.
   *
   * @throws IOException when the verdict may still be there
   */
  void takeBack(LocalFile file, VerdictDocument document) throws IOException {
    VerdictDocument pending =
        new VerdictDocument(
            document.provider(), document.timestamp(), document.id(), Status.PENDING);
    boolean marked = false;
    try {
      Optional<BinFileState> now = file.now();
      marked = now.isPresent() && put(file, pending, now.get(), false) && file.now().isPresent();
    } catch (IOException e) {
      marked = false; // no verdict says the same as PENDING
    }
    if (!marked) {
      remove(file);
    }
  }

  /**
   * What lies there is no file that could have been scanned.
   *
   * @return whether there was a verdict that Pure may read as OK, and is none any more
   * @throws IOException when it may still be there
   */
  boolean takeBackOk(LocalFile file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = file.folder().attributesOf(file.verdictName());
    } catch (NoSuchFileException e) {
      return false;
    }
    if (!attributes.isRegularFile() || attributes.size() == 0) {
      return false;
    }
    Optional<VerdictDocument> verdict = read(file.folder(), file.verdictName());
    if (verdict.isPresent() && verdict.get().status() != Status.OK) {
      return false;
    }
    takeBack(
        file,
        verdict.orElseGet(
            () -> new VerdictDocument("", Optional.empty(), Optional.empty(), Status.PENDING)));
    return true;
  }

  private static void removeAfter(IOException failure, LocalFile file) {
    try {
      remove(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void remove(LocalFile file) throws IOException {
    OpenFolder folder = file.folder();
    try {
      if (!folder.attributesOf(file.verdictName()).isDirectory()) { // by path it might be deleted
        folder.delete(file.verdictName());
      }
    } catch (NoSuchFileException e) {
      // as it shall be
    }
  }

  /**
   * Written under another name first: a reader sees the verdict before or this one, and nobody sees
   * it with other rights. It is not forced to the disk: after a power cut it may be empty, which is
   * as good as none.
   *
   * @param state of the file that it is about
   * @param ifUnchanged only if the file still is as it was listed
   */
  boolean put(LocalFile file, VerdictDocument document, BinFileState state, boolean ifUnchanged)
      throws IOException {
    OpenFolder folder = file.folder();
    Path temporary = temporaries.next();
    boolean created = false;
    try {
      long before = clock.ours();
      try (SeekableByteChannel channel = folder.create(temporary, permissions.first())) {
        created = true;
        ByteBuffer content = ByteBuffer.wrap(AvJson.write(document));
        while (content.hasRemaining()) {
          channel.write(content);
        }
      }
      BasicFileAttributeView view = folder.viewOf(temporary);
      BasicFileAttributes attributes = view.readAttributes();
      long written = BinFileState.nanos(attributes.lastModifiedTime());
      clock.learn(before, written);
      if (date(view, written, document.status(), state, folder.keepsMicros())) {
        folder.seenToKeepMicros();
      }
      permissions.give(view, attributes);
      if (ifUnchanged && !file.seemsUnchanged()) { // publish looks closer, once it is there
        return false;
      }
      folder.move(temporary, file.verdictName());
      created = false;
      return true;
    } catch (IOException e) {
      Path verdict = folder.path().resolve(file.verdictName());
      throw new IOException(
          StoreFileNames.place(verdict) + " cannot be written: " + why(file, e), e);
    } finally {
      if (created) {
        clear(folder, temporary);
      }
    }
  }

  private static String why(LocalFile file, IOException e) {
    try {
      if (file.folder().attributesOf(file.verdictName()).isDirectory()) {
        return "there is a folder of this name, which must go";
      }
    } catch (IOException notThere) {
      // then that is not why
    }
    return FileErrors.of(e);
  }

  private static void clear(OpenFolder folder, Path temporary) {
    try {
      folder.delete(temporary);
    } catch (IOException e) {
      // as a crash would leave it: a walk through everything clears it
    }
  }

  /**
   * Not the date of its writing: the file may have changed a while before that, and a network
   * folder's client tells of it only afterwards.
   *
   * @param written as the file system dated it
   * @param keepsMicros whether that was seen of another file in the same folder, and so on the same
   *     file system: then there is no need to look what became of the date
   * @return whether it is seen now
   */
  static boolean date(
      BasicFileAttributeView view,
      long written,
      Status status,
      BinFileState state,
      boolean keepsMicros)
      throws IOException {
    if (status == Status.PENDING) {
      set(view, FreshnessCheck.neverCurrent(state), written);
      return false;
    }
    boolean putBack = state.changed() > written + StoreClock.GRAIN;
    long proven = FreshnessCheck.proven(state);
    if (written <= proven && !putBack) {
      return false; // as early as can be; at the very moment of the change it is due once more
    }
    set(view, proven, written);
    if (keepsMicros) {
      return false;
    }
    long kept = BinFileState.nanos(view.readAttributes().lastModifiedTime());
    if (kept <= state.changed()) {
      long coarse = FreshnessCheck.provenCoarsely(state);
      long least = putBack ? coarse : Math.min(coarse, written); // what changes now is no earlier
      set(view, least, written);
    }
    return kept == proven && proven % TEN_MICROS != 0; // else a coarser one may have kept it
  }

  /** Both dates: for one of them the JDK would look up the other first. */
  private static void set(BasicFileAttributeView view, long modified, long written)
      throws IOException {
    view.setTimes(
        FileTime.from(modified, TimeUnit.NANOSECONDS),
        FileTime.from(written, TimeUnit.NANOSECONDS),
        null);
  }

  /** Not beyond the size: who writes it in place has not finished, and it will be damaged. */
  private static byte[] content(OpenFolder folder, Path verdict, int size) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(size);
    try (SeekableByteChannel channel = folder.open(verdict)) {
      int count = channel.read(content);
      while (count > 0) {
        count = channel.read(content);
      }
    }
    return Arrays.copyOf(content.array(), content.position());
  }
}
