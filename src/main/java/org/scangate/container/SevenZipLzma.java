package org.scangate.container;

import java.io.IOException;
import java.util.Arrays;

/**
 * Unpacks LZMA, for the headers of 7z files, which the JDK cannot. It follows the decoder in Igor
 * Pavlov's {@code lzma-specification.txt}; names of variables are those of the specification. The
 * output is its own dictionary, since all of it is in memory.
 */
final class SevenZipLzma {

  private static final int STATES = 12;
  private static final int POSITIONS = 16;
  private static final int HALF = 1 << 10;

  private final PagedBytes in;
  private final Properties properties;

  private final short[] isMatch = probabilities(STATES * POSITIONS);
  private final short[] isRep = probabilities(STATES);
  private final short[] isRepG0 = probabilities(STATES);
  private final short[] isRepG1 = probabilities(STATES);
  private final short[] isRepG2 = probabilities(STATES);
  private final short[] isRep0Long = probabilities(STATES * POSITIONS);
  private final short[] posSlots = probabilities(4 * 64);
  private final short[] posSpecial = probabilities(1 + 128 - 14);
  private final short[] align = probabilities(16);
  private final Lengths matchLengths = new Lengths();
  private final Lengths repLengths = new Lengths();
  private final short[] literals;

  private int range = -1;
  private int code;

  private byte[] out;
  private int size;
  private int state;
  private int rep0;
  private int rep1;
  private int rep2;
  private int rep3;

  /**
   * @param in stands at the first packed byte
   */
  SevenZipLzma(PagedBytes in, Properties properties) {
    this.in = in;
    this.properties = properties;
    literals = probabilities(0x300 << (properties.lc + properties.lp));
  }

  /**
   * @return as many bytes as can be unpacked, up to {@code length}
   */
  byte[] decode(int length) throws IOException {
    out = new byte[length];
    try {
      in.next(); // Always 0.
      for (int i = 0; i < 4; i++) {
        code = code << 8 | in.next();
      }
      while (size < length && decodeOne()) {
        // Goes on.
      }
    } catch (BrokenFileException whatCameBeforeIsGood) {
      return Arrays.copyOf(out, size);
    }
    return size == length ? out : Arrays.copyOf(out, size);
  }

  /** Whether it goes on after this literal or match. */
  private boolean decodeOne() throws IOException, BrokenFileException {
    int posState = size & ((1 << properties.pb) - 1);
    if (bit(isMatch, state * POSITIONS + posState) == 0) {
      literal();
      return true;
    }
    int length;
    if (bit(isRep, state) == 0) {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      length = matchLengths.decode(posState);
      state = state < 7 ? 7 : 10;
      rep0 = distance(length);
      if (rep0 == -1) {
        return false;
      }
    } else if (isShortRepetition(posState)) {
      state = state < 7 ? 9 : 11;
      length = -1;
    } else {
      length = repLengths.decode(posState);
      state = state < 7 ? 8 : 11;
    }
    copy(length + 2);
    return true;
  }

  /** Whether one byte is repeated; else the distance that is repeated has become the first. */
  private boolean isShortRepetition(int posState) throws IOException, BrokenFileException {
    if (bit(isRepG0, state) == 0) {
      return bit(isRep0Long, state * POSITIONS + posState) == 0;
    }
    int distance;
    if (bit(isRepG1, state) == 0) {
      distance = rep1;
    } else {
      if (bit(isRepG2, state) == 0) {
        distance = rep2;
      } else {
        distance = rep3;
        rep3 = rep2;
      }
      rep2 = rep1;
    }
    rep1 = rep0;
    rep0 = distance;
    return false;
  }

  private void literal() throws IOException, BrokenFileException {
    int before = size == 0 ? 0 : out[size - 1] & 0xff;
    int position = size & ((1 << properties.lp) - 1);
    int base = 0x300 * ((position << properties.lc) + (before >> (8 - properties.lc)));
    int symbol = 1;
    if (state >= 7) {
      int match = out[from()] & 0xff;
      while (symbol < 0x100) {
        int matchBit = match >> 7 & 1;
        match <<= 1;
        int bit = bit(literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = symbol << 1 | bit;
        if (bit != matchBit) {
          break;
        }
      }
    }
    while (symbol < 0x100) {
      symbol = symbol << 1 | bit(literals, base + symbol);
    }
    out[size++] = (byte) symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  private int distance(int length) throws IOException, BrokenFileException {
    int slot = tree(posSlots, Math.min(length, 3) * 64, 6);
    if (slot < 4) {
      return slot;
    }
    int directBits = (slot >> 1) - 1;
    int distance = (2 | (slot & 1)) << directBits;
    if (slot < 14) {
      return distance + reverseTree(posSpecial, distance - slot, directBits);
    }
    int direct = 0;
    for (int i = 4; i < directBits; i++) {
      direct = direct << 1 | directBit();
    }
    return distance + (direct << 4) + reverseTree(align, 0, 4);
  }

  private void copy(int length) throws BrokenFileException {
    int from = from();
    for (int i = 0; i < length && size < out.length; i++) {
      out[size++] = out[from++];
    }
  }

  private int from() throws BrokenFileException {
    if (rep0 < 0 || rep0 >= size) {
      throw new BrokenFileException();
    }
    return size - rep0 - 1;
  }

  private int bit(short[] probabilities, int index) throws IOException, BrokenFileException {
    int probability = probabilities[index];
    int bound = (range >>> 11) * probability;
    int bit;
    if (Integer.compareUnsigned(code, bound) < 0) {
      range = bound;
      probabilities[index] += (short) (((1 << 11) - probability) >> 5);
      bit = 0;
    } else {
      range -= bound;
      code -= bound;
      probabilities[index] -= (short) (probability >> 5);
      bit = 1;
    }
    normalize();
    return bit;
  }

  private int directBit() throws IOException, BrokenFileException {
    range >>>= 1;
    int bit = Integer.compareUnsigned(code, range) < 0 ? 0 : 1;
    code -= bit * range;
    normalize();
    return bit;
  }

  private void normalize() throws IOException, BrokenFileException {
    if (range >>> 24 == 0) {
      range <<= 8;
      code = code << 8 | in.next();
    }
  }

  private int tree(short[] probabilities, int base, int bits)
      throws IOException, BrokenFileException {
    int symbol = 1;
    for (int i = 0; i < bits; i++) {
      symbol = symbol << 1 | bit(probabilities, base + symbol);
    }
    return symbol - (1 << bits);
  }

  private int reverseTree(short[] probabilities, int base, int bits)
      throws IOException, BrokenFileException {
    int symbol = 1;
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int bit = bit(probabilities, base + symbol);
      symbol = symbol << 1 | bit;
      value |= bit << i;
    }
    return value;
  }

  private static short[] probabilities(int count) {
    short[] probabilities = new short[count];
    Arrays.fill(probabilities, (short) HALF);
    return probabilities;
  }

  /** The decoder of a match's length, less two. */
  private final class Lengths {
    private final short[] choice = probabilities(2);
    private final short[] low = probabilities(POSITIONS * 8);
    private final short[] mid = probabilities(POSITIONS * 8);
    private final short[] high = probabilities(256);

    int decode(int posState) throws IOException, BrokenFileException {
      if (bit(choice, 0) == 0) {
        return tree(low, posState * 8, 3);
      }
      return bit(choice, 1) == 0 ? 8 + tree(mid, posState * 8, 3) : 16 + tree(high, 0, 8);
    }
  }

  /** How many bits of the byte before, and of the position, choose the probabilities. */
  record Properties(int lc, int lp, int pb) {

    /** Reads five bytes: these numbers and the size of the dictionary. */
    static Properties read(PagedBytes bytes) throws IOException, BrokenFileException {
      int packed = bytes.next();
      bytes.little(4);
      if (packed >= 9 * 5 * 5) {
        throw new BrokenFileException();
      }
      return new Properties(packed % 9, packed / 9 % 5, packed / 45);
    }
  }
}
