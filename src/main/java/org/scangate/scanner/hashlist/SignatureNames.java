package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scangate.scan.LogText;

/**
 * The names that lists give, each kept once: its number is where it begins. Bounded, for a list may
 * have a name of its own in every line; an entry that has none, or none any more, is told by its
 * file's name. Such numbers are negative, which as unsigned ones makes them come last.
 */
final class SignatureNames {

  /** Room for a million names as long as ClamAV's, which take some 30 bytes. */
  private static final int MAX_BYTES = 32 << 20;

  private static final int MAX_NAMES = 1 << 20;
  private static final int MAX_NAME = 127;
  private static final int BITS = 16;
  private static final int LENGTH = 1 << BITS;

  private final List<String> files;
  private final List<byte[]> blocks = new ArrayList<>();
  private int end;
  private boolean full;

  /** Open addressing; holds number + 1, and 0 where there is nothing. */
  private int[] known = new int[1 << 10];

  private int count;

  SignatureNames(List<String> files) {
    this.files = List.copyOf(files);
  }

  /** The number of an entry without a name. */
  static int unnamed(int file) {
    return ~file;
  }

  /** The number of a name, which is cut at 127 bytes. */
  int number(byte[] text, int from, int to, int file) {
    int length = Math.min(to - from, MAX_NAME);
    if (length <= 0) {
      return unnamed(file);
    }
    int slot = slot(text, from, length);
    if (known[slot] == 0) {
      if (count == MAX_NAMES || end > MAX_BYTES - LENGTH) {
        full = true;
        return unnamed(file);
      }
      known[slot] = keep(text, from, length) + 1;
      count++;
    }
    int number = known[slot] - 1;
    if (count > known.length / 2) {
      spread();
    }
    return number;
  }

  private int keep(byte[] text, int from, int length) {
    if (end + 1 + length > blocks.size() << BITS) { // a name lies in one block
      end = blocks.size() << BITS;
      blocks.add(new byte[LENGTH]);
    }
    byte[] block = blocks.get(end >> BITS);
    int number = end;
    int within = number & (LENGTH - 1);
    block[within] = (byte) length;
    System.arraycopy(text, from, block, within + 1, length);
    end += 1 + length;
    return number;
  }

  /** Where the name is, or where it belongs. */
  private int slot(byte[] text, int from, int length) {
    int slot = hash(text, from, length) & (known.length - 1);
    while (known[slot] != 0 && !is(known[slot] - 1, text, from, length)) {
      slot = (slot + 1) & (known.length - 1);
    }
    return slot;
  }

  private boolean is(int number, byte[] text, int from, int length) {
    byte[] block = blocks.get(number >> BITS);
    int at = number & (LENGTH - 1);
    return block[at] == length
        && Arrays.equals(block, at + 1, at + 1 + length, text, from, from + length);
  }

  private static int hash(byte[] text, int from, int length) {
    int hash = 0;
    for (int at = from; at < from + length; at++) {
      hash = 31 * hash + text[at];
    }
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }

  private void spread() {
    int[] before = known;
    known = new int[2 * before.length];
    for (int kept : before) {
      if (kept != 0) {
        byte[] block = blocks.get((kept - 1) >> BITS);
        int at = (kept - 1) & (LENGTH - 1);
        known[slot(block, at + 1, block[at])] = kept;
      }
    }
  }

  /** No more names come: frees what only they need. */
  void close() {
    known = new int[0];
  }

  /** Whether some names did not fit any more. */
  boolean full() {
    return full;
  }

  /** Fit for a log. */
  String name(int number) {
    if (number < 0) {
      return "Hashlist." + files.get(~number);
    }
    int at = number & (LENGTH - 1);
    byte[] block = blocks.get(number >> BITS);
    return LogText.of(new String(block, at + 1, block[at], UTF_8));
  }
}
