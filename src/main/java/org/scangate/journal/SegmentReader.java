package org.scangate.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of a segment. What is damaged, or was written only in part when the process was
 * killed, is passed over up to the next whole record, and counted.
 */
final class SegmentReader implements AutoCloseable {

  private final RandomAccessFile file;
  private final long end;
  private final byte[] buffer;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowAt;
  private boolean passingOver;
  private int damaged;
  private int newer;

  /**
   * What was read in one go.
   *
   * @param end where to go on
   * @param damaged records that were passed over
   * @param newer records or fields that only a later version knows
   */
  record Batch(List<JournalRecord> records, long end, int damaged, int newer) {}

  /** Begins behind what is shipped, and ends where the last whole record ended at this moment. */
  SegmentReader(Segment segment) throws IOException {
    this(segment, segment.shipped());
  }

  SegmentReader(Segment segment, long from) throws IOException {
    end = segment.written();
    windowAt = from;
    buffer = new byte[(int) Math.min(2L * RecordCodec.MAX_FRAME, end - from)];
    file = new RandomAccessFile(segment.file().toFile(), "r");
  }

  /** At most so many records; fewer, or none, only at the end. */
  Batch read(int max) throws IOException {
    damaged = 0;
    newer = 0;
    List<JournalRecord> records = new ArrayList<>(Math.min(max, 256));
    while (records.size() < max && position() < end) {
      next().ifPresent(records::add);
    }
    return new Batch(records, position(), damaged, newer);
  }

  private long position() {
    return windowAt + window.position();
  }

  /** Goes one record on, or to the next marker. */
  private Optional<JournalRecord> next() throws IOException {
    fill();
    int length = RecordCodec.validLength(window);
    if (length == 0) {
      passOver();
      return Optional.empty();
    }
    passingOver = false;
    ByteBuffer frame = window.duplicate().limit(window.position() + length);
    window.position(frame.limit());
    try {
      return RecordCodec.read(frame, () -> newer++);
    } catch (RuntimeException e) { // its checksum holds, and it makes no sense all the same
      damaged++;
      return Optional.empty();
    }
  }

  /** Sees to it that a whole record is there, or all up to the end. */
  private void fill() throws IOException {
    if (window.remaining() >= Math.min(RecordCodec.MAX_FRAME, end - position())) {
      return;
    }
    windowAt = position();
    int length = (int) Math.min(buffer.length, end - windowAt);
    file.seek(windowAt);
    int at = 0;
    while (at < length) {
      int count = file.read(buffer, at, length - at);
      if (count < 0) {
        throw new EOFException("it has become shorter");
      }
      at += count;
    }
    window = ByteBuffer.wrap(buffer, 0, length);
  }

  private void passOver() {
    int at = window.position();
    boolean isMarker = window.remaining() >= 4 && window.getInt(at) == RecordCodec.MARKER;
    if (isMarker || !passingOver) {
      damaged++;
    }
    passingOver = true;
    at++;
    while (at + 4 <= window.limit() && window.getInt(at) != RecordCodec.MARKER) {
      at++;
    }
    boolean found = at + 4 <= window.limit();
    boolean last = windowAt + window.limit() == end;
    window.position(found || !last ? at : window.limit());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
