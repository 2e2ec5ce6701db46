package org.scangate.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates one member after the other: its beginning is kept, the rest counted. */
final class MemberInflater implements AutoCloseable {

  private static final int FIRST_INPUT = 1 << 10;
  private static final int BLOCK = 64 << 10;

  private final Inflater inflater = new Inflater(true);
  private final ByteWindow zip;
  private final Budget budget;
  private final byte[] input;
  private byte[] kept = new byte[Head.LENGTH];
  private int keptLength;
  private long count;
  private long next;
  private long end;
  private boolean broken;

  MemberInflater(ByteWindow zip, Budget budget) {
    this.zip = zip;
    this.budget = budget;
    this.input = new byte[(int) Math.min(BLOCK, Math.max(1, zip.size()))];
  }

  /** Begins with another member. */
  Head begin(long start, long packed) throws IOException {
    inflater.reset();
    keptLength = 0;
    count = 0;
    broken = false;
    next = start;
    end = start + packed;
    keep(Head.LENGTH);
    return new Head(kept, 0, keptLength);
  }

  /** Goes on until so many bytes are kept, or there are no more. */
  void keep(int length) throws IOException {
    while (keptLength < length && mayGoOn()) {
      if (keptLength == kept.length) {
        kept = Arrays.copyOf(kept, Math.min(length, Math.max(BLOCK, kept.length * 2)));
      }
      keptLength += inflate(kept, keptLength, Math.min(length, kept.length) - keptLength);
    }
  }

  /** Goes on, without keeping anything, until so many bytes are counted or there are no more. */
  void count(long length) throws IOException {
    byte[] scratch = null;
    while (count < length && mayGoOn()) {
      scratch = scratch == null ? new byte[BLOCK] : scratch;
      inflate(scratch, 0, scratch.length);
    }
  }

  /** What is kept, for as long as no other member is begun. */
  ByteSource kept() {
    return new ByteArraySource(kept, keptLength);
  }

  /** Where the bytes that were inflated end in the zip. */
  long end() {
    return next - inflater.getRemaining();
  }

  /** Bytes inflated so far. */
  long counted() {
    return count;
  }

  /** Whether there may be more than was inflated. */
  boolean isUnfinished() {
    return !inflater.finished() && !broken;
  }

  /** Whether what there is of it could not be inflated to its end. */
  boolean isBroken() {
    return broken;
  }

  private boolean mayGoOn() {
    return isUnfinished() && !budget.isOver();
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      if (inflater.needsInput() && !feed()) {
        broken = true;
        return 0;
      }
      int inflated = inflater.inflate(into, offset, length);
      count += inflated;
      budget.takeInflated(inflated);
      broken = inflater.needsDictionary();
      return inflated;
    } catch (DataFormatException e) {
      broken = true; // what was inflated before is kept and counted
      return 0;
    }
  }

  private boolean feed() throws IOException {
    int wanted = (int) Math.min(end - next, count == 0 ? FIRST_INPUT : input.length);
    int read = wanted <= 0 ? 0 : zip.read(next, input, Math.min(wanted, input.length));
    next += read;
    inflater.setInput(input, 0, read);
    return read > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
