package org.scangate.container;

import java.io.IOException;

/** An ISO 9660 image: its volume descriptors follow 16 sectors of which anything may be made. */
final class IsoImage {

  /** So many bytes show it. */
  static final int LENGTH = 37_657 + 5;

  private static final int FIRST_DESCRIPTOR = 16 * 2048;

  /** In sectors of 2,048 bytes, the first three descriptors; in raw ones, by their mode. */
  private static final int[] SIGNATURES_AT = {32_769, 34_817, 36_865, 37_633, 37_649, 37_657};

  private IsoImage() {}

  static boolean isAt(ByteSource file) throws IOException {
    if (file.size() <= FIRST_DESCRIPTOR) {
      return false;
    }
    Head head = Head.of(file, FIRST_DESCRIPTOR, LENGTH - FIRST_DESCRIPTOR);
    for (int at : SIGNATURES_AT) {
      if (head.has(at - FIRST_DESCRIPTOR, "CD001")) {
        return true;
      }
    }
    return false;
  }

  /** Whether it begins like most: with nothing, or with a boot sector for USB sticks. */
  static boolean mayBeginWith(Head head) {
    if (head.has(510, 0x55, 0xaa)) {
      return true;
    }
    for (int i = 0; i < head.length(); i++) {
      if (head.u8(i) != 0) {
        return false;
      }
    }
    return head.length() == Head.LENGTH;
  }
}
