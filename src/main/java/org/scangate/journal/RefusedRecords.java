package org.scangate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Records that a database can never take, in a file of bounded size, for whoever looks into it. */
final class RefusedRecords {

  private static final long MAX_BYTES = 64 << 20;
  private static final int BATCH = 2_000;

  private final Path file;

  /**
   * @param file made when it is needed
   */
  RefusedRecords(Path file) {
    this.file = file;
  }

  /** Those that there is no room for are left out. */
  synchronized void add(List<JournalRecord> records) throws IOException {
    append(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), records);
  }

  private static void append(
      Path file, Set<? extends OpenOption> options, List<JournalRecord> records)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, options, FolderLock.ownerOnly(file, "rw-------"))) {
      for (JournalRecord one : records) {
        ByteBuffer frame = RecordCodec.frame(one);
        if (channel.size() + frame.remaining() > MAX_BYTES) {
          return;
        }
        while (frame.hasRemaining()) {
          channel.write(frame);
        }
      }
    }
  }

  /** Those of a kind. */
  synchronized List<JournalRecord> find(Predicate<JournalRecord> wanted) throws IOException {
    List<JournalRecord> found = new ArrayList<>();
    try {
      inBatches(batch -> batch.stream().filter(wanted).forEach(found::add));
    } catch (JournalException e) {
      throw new IOException(e); // nobody asks a database for that
    }
    return found;
  }

  /** What becomes of some records. */
  interface Change {
    List<JournalRecord> of(List<JournalRecord> records) throws JournalException;
  }

  /**
   * Changes records, all or none of them.
   *
   * @param strict whether what cannot be read goes: nobody could tell what is in it
   * @return how many are not as they were
   */
  synchronized long change(Change change, boolean strict) throws IOException, JournalException {
    if (!Files.exists(file)) {
      return 0;
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    long[] changed = {0};
    boolean unreadable =
        inBatches(
            batch -> {
              List<JournalRecord> kept = change.of(batch);
              for (int i = 0; i < batch.size(); i++) {
                changed[0] += kept.get(i).equals(batch.get(i)) ? 0 : 1;
              }
              append(next, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), kept);
            });
    if (changed[0] > 0 || (unreadable && strict)) {
      replaceBy(next);
    }
    Files.deleteIfExists(next);
    return changed[0];
  }

  private void replaceBy(Path next) throws IOException {
    if (!Files.exists(next)) {
      Files.delete(file); // nothing in it could be read
      return;
    }
    try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private interface Reading {
    void batch(List<JournalRecord> records) throws IOException, JournalException;
  }

  /**
   * @return whether something in it could not be read
   */
  private boolean inBatches(Reading reading) throws IOException, JournalException {
    if (!Files.exists(file)) {
      return false;
    }
    boolean unreadable = false;
    long size = Files.size(file);
    try (SegmentReader reader = new SegmentReader(Segment.left(file, 0, size))) {
      SegmentReader.Batch batch;
      do {
        batch = reader.read(BATCH);
        unreadable |= batch.damaged() + batch.newer() > 0;
        if (!batch.records().isEmpty()) {
          reading.batch(batch.records());
        }
      } while (batch.end() < size);
    }
    return unreadable;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
