package org.scangate.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A file's bytes for those who look here and there in it. It keeps a few pages in memory, and reads
 * only so many of them, and looks at only so many bytes: a file that leads its reader around for
 * longer ends the look, by an {@link EnoughException}.
 */
final class PagedBytes {

  private static final int PAGE = 4096;

  /** Enough for a chain of headers through a RAR of 10,000 large members, in some 50 ms. */
  private static final int MAX_PAGES = 10_000;

  /** The end of a PDF, which is searched several times; and all that is looked at in turn. */
  private static final int KEPT = 32;

  /** Bytes that are looked at, those that are looked at again included: some 100 ms. */
  private static final int MAX_STEPS = 30_000_000;

  /** Between two questions for the time, in steps: a power of two. */
  private static final int STEPS_BETWEEN = 1 << 14;

  /** In all, of whatever is packed in a file. */
  private static final int MAX_UNPACKED = 32 << 20;

  private final ByteSource source;
  private final BooleanSupplier enough;
  private final byte[][] pages = new byte[KEPT][];
  private final long[] numbers = new long[KEPT];
  private int read;
  private int steps;
  private int unpacked;
  private long position;

  /**
   * Of a file.
   *
   * @param enough whether the time is over
   */
  PagedBytes(ByteSource source, BooleanSupplier enough) {
    this.source = source;
    this.enough = enough;
    Arrays.fill(numbers, -1);
  }

  /** What was unpacked, to be read like a file. */
  static PagedBytes of(byte[] bytes) {
    return new PagedBytes(new ByteArraySource(bytes), () -> false);
  }

  /** As much may be spent again, by one who looks for another format. */
  void refresh() {
    read = 0;
    steps = 0;
    unpacked = 0;
  }

  /** Notes that so many bytes are to be unpacked. */
  void takeUnpacked(int bytes) throws EnoughException {
    unpacked += bytes;
    endIf(unpacked < 0 || unpacked > MAX_UNPACKED || enough.getAsBoolean());
  }

  private static void endIf(boolean tooMuch) throws EnoughException {
    if (tooMuch) {
      throw new EnoughException();
    }
  }

  long size() {
    return source.size();
  }

  /** The byte at a place, or -1 at the end of the file. */
  int at(long place) throws IOException {
    takeSteps(1);
    if (place < 0 || place >= source.size()) {
      return -1;
    }
    long number = place / PAGE;
    int slot = (int) (number % KEPT);
    if (numbers[slot] != number) {
      load(number, slot);
    }
    int offset = (int) (place % PAGE);
    return offset < pages[slot].length ? pages[slot][offset] & 0xff : -1;
  }

  private void takeSteps(int count) throws EnoughException {
    int before = steps;
    steps += count;
    if (before / STEPS_BETWEEN != steps / STEPS_BETWEEN) {
      endIf(steps > MAX_STEPS || enough.getAsBoolean());
    }
  }

  private void load(long number, int slot) throws IOException {
    endIf(++read > MAX_PAGES || enough.getAsBoolean());
    byte[] page = new byte[(int) Math.min(PAGE, source.size() - number * PAGE)];
    int length = source.read(number * PAGE, page, 0, page.length);
    pages[slot] = length == page.length ? page : Arrays.copyOf(page, length);
    numbers[slot] = number;
  }

  /** Where {@link #next} goes on. */
  void seek(long place) {
    position = place;
  }

  long position() {
    return position;
  }

  /** The byte at the position, which moves on. */
  int next() throws IOException, BrokenFileException {
    int value = at(position);
    if (value < 0) {
      throw new BrokenFileException();
    }
    position++;
    return value;
  }

  /** A number of up to eight bytes, the lowest first. */
  long little(int bytes) throws IOException, BrokenFileException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  /** As many bytes as there are, up to a length. */
  byte[] bytes(long place, int length) throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, source.size() - place))];
    for (int i = 0; i < bytes.length; i++) {
      int value = at(place + i);
      if (value < 0) {
        return Arrays.copyOf(bytes, i);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  boolean has(long place, byte[] wanted) throws IOException {
    for (int i = 0; i < wanted.length; i++) {
      if (at(place + i) != (wanted[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** The first place at or after {@code from} and before {@code to}, or -1. */
  long find(byte[] wanted, long from, long to) throws IOException {
    long end = Math.min(to, source.size() - wanted.length + 1);
    long place = Math.max(0, from);
    while (place < end) {
      place = findFirst(wanted[0], place, end);
      if (place < 0 || has(place, wanted)) {
        return place;
      }
      place++;
    }
    return -1;
  }

  /** A byte's first place, or -1; page by page, each byte a step. */
  private long findFirst(byte wanted, long from, long end) throws IOException {
    long place = from;
    while (place < end && at(place) >= 0) {
      byte[] page = pages[(int) (place / PAGE % KEPT)];
      int offset = (int) (place % PAGE);
      int last = (int) Math.min(page.length, offset + end - place);
      int found = offset;
      while (found < last && page[found] != wanted) {
        found++;
      }
      takeSteps(found - offset);
      place += found - offset;
      if (found < last) {
        return place;
      }
    }
    return -1;
  }

  /** The last place before {@code to} and at or after {@code from}, or -1. */
  long findLast(byte[] wanted, long from, long to) throws IOException {
    for (long place = Math.min(to, source.size()) - 1; place >= Math.max(0, from); place--) {
      if (at(place) == (wanted[0] & 0xff) && has(place, wanted)) {
        return place;
      }
    }
    return -1;
  }
}
