package org.scangate.container;

/** The first header of a cpio archive: new ASCII, with and without sum, old ASCII, old binary. */
final class CpioHeader {

  private static final int NEW_SIZE = 110;
  private static final int OLD_SIZE = 76;
  private static final int BINARY_SIZE = 26;
  private static final int MAX_NAME = 1024;

  private CpioHeader() {}

  static boolean isAt(Head head) {
    return (head.has(0, "070701") && digits(head, NEW_SIZE, 16))
        || (head.has(0, "070702") && digits(head, NEW_SIZE, 16))
        || (head.has(0, "070707") && digits(head, OLD_SIZE, 8))
        || (head.has(0, 0xc7, 0x71) && isBinary(head, true))
        || (head.has(0, 0x71, 0xc7) && isBinary(head, false));
  }

  private static boolean digits(Head head, int end, int radix) {
    for (int i = 0; i < end; i++) {
      if (Character.digit(head.u8(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Two bytes tell little: a known type of file, and a name that ends where it is said to. */
  private static boolean isBinary(Head head, boolean littleEndian) {
    int type = word(head, 6, littleEndian) >>> 12;
    int nameSize = word(head, 20, littleEndian);
    int nameEnd = BINARY_SIZE + nameSize - 1;
    return (type == 1 || type == 2 || type == 4 || type == 6 || (type >= 8 && type % 2 == 0))
        && nameSize > 1
        && nameSize <= MAX_NAME
        && (nameEnd >= head.length() || head.u8(nameEnd) == 0);
  }

  private static int word(Head head, int at, boolean littleEndian) {
    return littleEndian ? head.u16(at) : head.u8(at) << 8 | head.u8(at + 1);
  }
}
