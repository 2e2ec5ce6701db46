package org.scangate.container;

/** A tar's first header: POSIX and GNU by their signature, older ones by their sum. */
final class TarHeader {

  private static final int SIZE = 512;
  private static final int SUM_AT = 148;
  private static final int SUM_END = 156;

  private TarHeader() {}

  static boolean isAt(Head head) {
    return head.length() >= SIZE && (head.has(257, "ustar") || hasItsSum(head));
  }

  /** In octal digits, of all bytes, these eight taken as blanks. Some took bytes as signed. */
  private static boolean hasItsSum(Head head) {
    long stated = stated(head);
    if (stated <= 0 || head.u8(0) == 0) {
      return false;
    }
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < SIZE; i++) {
      int value = i >= SUM_AT && i < SUM_END ? ' ' : head.u8(i);
      unsigned += value;
      signed += (byte) value;
    }
    return stated == unsigned || stated == signed;
  }

  private static long stated(Head head) {
    long sum = -1;
    for (int i = SUM_AT; i < SUM_END; i++) {
      int digit = head.u8(i);
      if (digit >= '0' && digit <= '7') {
        sum = Math.max(sum, 0) * 8 + digit - '0';
      } else if (sum >= 0) {
        return digit == ' ' || digit == 0 ? sum : -1;
      } else if (digit != ' ') {
        return -1;
      }
    }
    return sum;
  }
}
