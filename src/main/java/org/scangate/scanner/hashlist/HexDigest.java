package org.scangate.scanner.hashlist;

import java.util.Arrays;
import java.util.Optional;

/**
 * A digest as a list has it, reduced to its first 128 bits (an MD5 is whole). Used again for each
 * line, since ten million objects would be ten million too many.
 *
 * <p>128 bits are enough: what is cut off can only make a file found that is on no list, never the
 * other way round. Of ten million entries one fits a file by chance in 10<sup>31</sup> files; who
 * makes such a file on purpose, at a cost of 2<sup>104</sup> attempts, has his own file found.
 */
final class HexDigest {

  private static final int DIGITS_OF_A_LONG = 16;
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (char digit = 0; digit < 128; digit++) {
      VALUES[digit] = (byte) Character.digit(digit, 16);
    }
  }

  private DigestKind kind = DigestKind.SHA256;
  private long high;
  private long low;

  /** Takes the text on as the digest, if it is one and nothing but one. */
  boolean take(byte[] text, int from, int to) {
    Optional<DigestKind> found = DigestKind.ofDigits(to - from);
    if (found.isEmpty() || digits(text, from, to) != to - from) {
      return false;
    }
    kind = found.get();
    high = bits(text, from);
    low = bits(text, from + DIGITS_OF_A_LONG);
    return true;
  }

  /** How many hexadecimal digits follow one another from here. */
  static int digits(byte[] text, int from, int to) {
    int at = from;
    while (at < to && VALUES[text[at] & 0xff] >= 0) {
      at++;
    }
    return at - from;
  }

  private static long bits(byte[] text, int from) {
    long bits = 0;
    for (int at = from; at < from + DIGITS_OF_A_LONG; at++) {
      bits = (bits << 4) | VALUES[text[at] & 0xff];
    }
    return bits;
  }

  DigestKind kind() {
    return kind;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
