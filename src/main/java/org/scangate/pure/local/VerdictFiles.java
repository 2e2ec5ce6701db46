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

/** Reads and writes the {@code .av} files. */
final class VerdictFiles {

  /** No verdict is longer, by far. What is, is not read to its end. */
  private static final int MOST_BYTES = 64 << 10;

  private final StoreClock clock;
  private final Temporaries temporaries;
  private final Looks looks;
  private final AvJson json = new AvJson();

  VerdictFiles(StoreClock clock, Temporaries temporaries, Looks looks) {
    this.clock = clock;
    this.temporaries = temporaries;
    this.looks = looks;
  }

  /** Empty when there is none, or none that can be understood. */
  Optional<VerdictDocument> read(OpenFolder folder, Path verdict) throws IOException {
    try {
      BasicFileAttributes attributes = folder.attributesOf(verdict);
      if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
        return Optional.empty();
      }
      return json.read(content(folder, verdict, (int) attributes.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      String place = Names.place(folder.path().resolve(verdict));
      throw new IOException(place + " cannot be read: " + Why.of(e), e);
    }
  }

  /**
   * Puts a verdict beside a file that is as it was listed.
   *
   * @return false when the file changed or is gone; then there is no verdict but {@link
   *     Status#PENDING} on what lies there now
   */
  boolean publish(LocalFile file, VerdictDocument document) throws IOException {
    if (!file.unchanged() || !put(file, document, file.listed(), true)) {
      return false;
    }
    if (file.unchanged()) {
      return true;
    }
    takeBack(file, document);
    return false;
  }

  /** It changed while its verdict was put in place. */
  private void takeBack(LocalFile file, VerdictDocument document) throws IOException {
    Optional<FileState> now = file.now();
    if (now.isPresent()) {
      VerdictDocument pending =
          new VerdictDocument(
              document.provider(), document.timestamp(), document.id(), Status.PENDING);
      try {
        put(file, pending, now.get(), false);
        now = file.now();
      } catch (IOException e) {
        now = Optional.empty(); // no verdict says the same as PENDING
      }
    }
    if (now.isEmpty()) {
      try {
        file.folder().delete(file.verdictName());
      } catch (NoSuchFileException e) {
        // as it shall be
      }
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
  private boolean put(
      LocalFile file, VerdictDocument document, FileState state, boolean ifUnchanged)
      throws IOException {
    OpenFolder folder = file.folder();
    Path temporary = temporaries.next();
    boolean created = false;
    try {
      long before = clock.ours();
      try (SeekableByteChannel channel = folder.create(temporary)) {
        created = true;
        ByteBuffer content = ByteBuffer.wrap(AvJson.write(document));
        while (content.hasRemaining()) {
          channel.write(content);
        }
      }
      date(folder.basicOf(temporary), before, document.status(), state);
      looks.give(folder, temporary);
      if (ifUnchanged && !file.unchanged()) {
        return false;
      }
      folder.move(temporary, file.verdictName());
      created = false;
      return true;
    } catch (IOException e) {
      Path verdict = folder.path().resolve(file.verdictName());
      throw new IOException(Names.place(verdict) + " cannot be written: " + why(file, e), e);
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
    return Why.of(e);
  }

  private static void clear(OpenFolder folder, Path temporary) {
    try {
      folder.delete(temporary);
    } catch (IOException e) {
      // as a crash would leave it: a walk through everything clears it
    }
  }

  /** Learns the store's clock from a new file, and sets its date where the clock cannot give it. */
  private void date(BasicFileAttributeView view, long before, Status status, FileState state)
      throws IOException {
    long written = FileState.nanos(view.readAttributes().lastModifiedTime());
    clock.learn(before, written);
    if (status == Status.PENDING) {
      set(view, Standings.neverCurrent(state));
    } else if (state.changed() > written + StoreClock.GRAIN) {
      set(view, Standings.publishedInThePast(state));
    }
  }

  private static void set(BasicFileAttributeView view, long modified) throws IOException {
    view.setTimes(FileTime.from(modified, TimeUnit.NANOSECONDS), null, null);
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
