package org.scangate.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a series. One thread at a time writes to it, one reads from it and says what is
 * shipped, one makes it safe against power failure.
 */
final class Segment {

  /** Bytes of a record, to tell about how many are in a segment of an earlier process. */
  private static final int USUAL_RECORD = 400;

  private final Path file;
  private final long number;
  private final long begun = System.nanoTime();
  // No channel: a thread that is interrupted while it writes would close it for all.
  private final RandomAccessFile out;
  private boolean torn;
  private long synced;
  private volatile long written;
  private volatile long records;
  private volatile boolean ended;
  private volatile long shipped;
  private volatile long shippedRecords;

  private Segment(Path file, long number, RandomAccessFile out) {
    this.file = file;
    this.number = number;
    this.out = out;
  }

  /** Makes a file to be written. */
  static Segment begin(Path file, long number) throws IOException {
    Files.createFile(file, FolderLock.ownerOnly(file, "rw-------"));
    return new Segment(file, number, new RandomAccessFile(file.toFile(), "rw"));
  }

  /** One that an earlier process has left. */
  static Segment left(Path file, long number, long size) {
    Segment segment = new Segment(file, number, null);
    segment.written = size;
    segment.records = Math.max(1, size / USUAL_RECORD);
    segment.ended = true;
    return segment;
  }

  Path file() {
    return file;
  }

  long number() {
    return number;
  }

  long ageNanos() {
    return System.nanoTime() - begun;
  }

  /** Bytes that hold whole records; what is behind them is not there yet. */
  long written() {
    return written;
  }

  /** Hands whole records to the kernel: all of them, or none when it fails. */
  void write(byte[] bytes, int length, int count) throws IOException {
    if (torn) { // what the last one has left behind its last whole record
      out.setLength(written);
      out.seek(written);
    }
    torn = true;
    out.write(bytes, 0, length);
    torn = false;
    // This thread alone writes them; the others only read.
    long recordsBefore = records;
    records = recordsBefore + count;
    long before = written;
    written = before + length;
  }

  /** Whether no more will be written. */
  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** Puts what is written onto the disk; an ended one is closed as well. */
  void sync() throws IOException {
    long upTo = written;
    boolean last = ended; // before it is synced: what comes in between is synced the next time
    try {
      if (synced < upTo) {
        out.getFD().sync();
        synced = upTo;
      }
    } finally {
      if (last) {
        out.close();
      }
    }
  }

  /** Bytes whose records are where they shall end up. */
  long shipped() {
    return shipped;
  }

  void shipped(long upTo, int count) {
    long before = shippedRecords; // this thread alone writes it
    shippedRecords = before + count;
    shipped = upTo;
  }

  boolean isShipped() {
    return shipped == written;
  }

  /** How many records wait in here: about so many when an earlier process wrote them. */
  long waiting() {
    return isShipped() ? 0 : Math.max(1, records - shippedRecords);
  }
}
