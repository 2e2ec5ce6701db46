package org.scangate.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.scangate.journal.JournalFileStatus.ByKind;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;

/**
 * Where records are safe until the database has them: files of a folder that only the server's
 * account can read. What {@link #append} was given survives the process being killed; each second
 * it is made to survive a power failure as well.
 *
 * <p>There are two series of segments: scans that were OK, and all others. When all together reach
 * their bound, the oldest of the first are given up, then the oldest of the others.
 */
public final class JournalFile implements AutoCloseable {

  private static final Logger LOG = System.getLogger(JournalFile.class.getName());

  private static final long MAX_SEGMENT = 8 << 20;
  private static final int LEAST_SEGMENTS = 16;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  private final Path folder;
  private final DataSize max;
  private final FolderLock lock;
  private final long maxSegment;
  private final Side ok;
  private final Side others;
  private final LongAdder failed = new LongAdder();
  private final Thread background = new Thread(this::run, "scangate-journal-file");
  private volatile boolean closed;
  private volatile Optional<String> syncError = Optional.empty();

  // Of the thread in the background:
  private Deadline silentUntil = Deadline.in(Duration.ZERO);
  private long toldLost;
  private long toldGivenUp;

  /** One of the two series. */
  record Side(SegmentSeries series, GroupWriter writer, LongAdder givenUp) {

    static Side of(SegmentSeries series) {
      return new Side(series, new GroupWriter(series), new LongAdder());
    }
  }

  private JournalFile(Path folder, DataSize max, FolderLock lock) throws IOException {
    this.folder = folder;
    this.max = max;
    this.lock = lock;
    this.maxSegment = Math.min(MAX_SEGMENT, max.bytes() / LEAST_SEGMENTS);
    SegmentSeries okSeries = new SegmentSeries(folder, "ok", maxSegment);
    SegmentSeries otherSeries = new SegmentSeries(folder, "other", maxSegment);
    ok = Side.of(okSeries); // from here on threads run, and nothing fails
    others = Side.of(otherSeries);
    background.setDaemon(true);
  }

  /**
   * Opens what an earlier process has left, or makes the folder.
   *
   * @param folder its own; nothing else is in it
   * @param max bytes of all segments; for a moment there may be one segment more
   * @throws IOException saying why it cannot be used, and what to do
   */
  public static JournalFile open(Path folder, DataSize max) throws IOException {
    Path data = folder.toAbsolutePath().getParent();
    if (!Files.isDirectory(data)) {
      Files.createDirectories(data.getParent());
      Files.createDirectory(data, FolderLock.ownerOnly(data.getParent(), "rwx------"));
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, FolderLock.ownerOnly(folder, "rwx------"));
    }
    FolderLock lock = FolderLock.take(folder);
    try {
      JournalFile file = new JournalFile(folder, max, lock);
      file.background.start();
      return file;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Keeps the record: it is with the kernel when this returns. If the disk does not take it in
   * time, it is kept in memory and written later, and if there is no room either, it is counted as
   * lost: nothing is thrown, and nobody waits longer than a second.
   */
  public void append(JournalRecord journalRecord) {
    try {
      ByteBuffer frame = RecordCodec.frame(journalRecord);
      (journalRecord.isOrdinary() ? ok : others).writer().append(frame);
    } catch (RuntimeException e) { // whatever is wrong with it, its scan has its answer
      failed.increment();
      LOG.log(Level.DEBUG, "a record cannot be written", e);
    }
  }

  Stream<Side> sides() {
    return Stream.of(others, ok);
  }

  private void run() {
    while (!closed) {
      tick();
      LockSupport.parkNanos(TICK.toNanos());
    }
    sides().forEach(side -> side.writer().close());
    sides().forEach(this::sync);
    sides().forEach(this::removeShipped);
  }

  private void tick() {
    try {
      sides().forEach(this::sync); // first: while this takes long, nobody shall wait for the disk
      for (Side side : sides().toList()) {
        side.writer().endSegmentIf(side.series()::isRemoved);
        if (side.writer().troubledSince().isPresent() && isDiskFull()) {
          giveUpOldest(ok);
        }
      }
      while (bytes() > max.bytes() && (giveUpOldest(ok) || giveUpOldest(others))) {
        // until there is room
      }
      if (silentUntil.passed()) {
        tell();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the journal's file " + folder + " is not looked after", e);
    }
  }

  /** Whether there is no room for another segment. */
  private boolean isDiskFull() {
    try {
      return Files.getFileStore(folder).getUsableSpace() < maxSegment;
    } catch (IOException e) {
      return false; // it does not tell: nothing is given up for what may be another trouble
    }
  }

  private long bytes() {
    return ok.series().bytes() + others.series().bytes();
  }

  private void sync(Side side) {
    try {
      side.series().sync();
      syncError = Optional.empty();
    } catch (IOException e) {
      syncError = Optional.of("not safe against power failure: " + e);
    }
  }

  /** Takes away what is wholly where it shall end up, but for what is still written to. */
  void removeShipped(Side side) {
    Optional<Segment> oldest = side.series().oldest();
    while (oldest.isPresent() && oldest.get().isEnded() && oldest.get().isShipped()) {
      if (!remove(side, oldest.get())) {
        return;
      }
      oldest = side.series().oldest();
    }
  }

  private boolean remove(Side side, Segment segment) {
    try {
      side.series().remove(segment);
      return true;
    } catch (IOException e) {
      syncError = Optional.of(segment.file() + " cannot be removed: " + e);
      return false;
    }
  }

  /**
   * @return whether there was one
   */
  private boolean giveUpOldest(Side side) {
    side.writer().endSegmentIf(side.series()::isNewestLeft);
    Optional<Segment> oldest = side.series().giveUp();
    oldest.ifPresent(
        segment -> {
          side.givenUp().add(segment.waiting());
          remove(side, segment);
        });
    return oldest.isPresent();
  }

  /** In the log, once a minute at most; what was given up is an event too. */
  private void tell() {
    long givenUp = ok.givenUp().sum() + others.givenUp().sum();
    long lost = lost().sum();
    if (givenUp == toldGivenUp && lost == toldLost) {
      return;
    }
    silentUntil = Deadline.in(TELL_EVERY);
    String told =
        "%s records were given up to make room, %s were lost; %s of %s bytes are taken"
            .formatted(givenUp - toldGivenUp, lost - toldLost, bytes(), max.bytes());
    toldGivenUp = givenUp;
    toldLost = lost;
    LOG.log(Level.WARNING, "the journal in {0}: {1}", folder, told);
    append(
        new EventRecord(
            UUID.randomUUID(), Instant.now(), "journal-given-up", "", folder.toString(), told));
  }

  private ByKind lost() {
    return new ByKind(ok.writer().lost(), others.writer().lost() + failed.sum());
  }

  /** How far it has come, for {@link #isShipped(Mark)}. */
  Mark mark() {
    return new Mark(ok.series().lastNumber(), others.series().lastNumber());
  }

  /** The newest segment of each series at one moment. */
  record Mark(long ok, long others) {}

  /**
   * Whether all that was appended before is shipped, and no file has it any more. The segments that
   * it was written to are ended for that.
   *
   * @throws IOException records are kept in memory, since the disk does not take them
   */
  boolean isShipped(Mark mark) throws IOException {
    for (Side side : sides().toList()) {
      if (side.writer().troubledSince().isPresent()) {
        throw new IOException(
            folder + ": " + side.writer().lastError().orElse("the disk is in trouble"));
      }
    }
    boolean okToo = isShipped(ok, mark.ok());
    return isShipped(others, mark.others()) && okToo;
  }

  private static boolean isShipped(Side side, long last) {
    side.writer().endSegmentIf(() -> side.series().lastNumber() <= last);
    return side.series().oldest().filter(segment -> segment.number() <= last).isEmpty();
  }

  /** How it is now. */
  public JournalFileStatus status() {
    return new JournalFileStatus(
        bytes(),
        max.bytes(),
        ok.series().waiting() + others.series().waiting(),
        ok.writer().inMemory() + (long) others.writer().inMemory(),
        new ByKind(ok.givenUp().sum(), others.givenUp().sum()),
        lost(),
        ok.writer().late() + others.writer().late(),
        sides().flatMap(side -> side.writer().troubledSince().stream()).min(Instant::compareTo),
        sides()
            .flatMap(side -> side.writer().lastError().stream())
            .findFirst()
            .or(() -> syncError));
  }

  /** Takes no more records, and makes those safe that are there. */
  @Override
  public void close() throws IOException {
    closed = true;
    LockSupport.unpark(background);
    try {
      background.join(END_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }
}
