package org.scangate.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A RAR or 7z behind a program that unpacks it, or behind anything else: programs search for the
 * signature. The first header's sum must be right, since programs for archives have the signatures
 * in them. (A zip shows by its end.)
 */
final class SelfExtracting {

  /** As far as WinRAR and 7-Zip do. */
  static final int SEARCHED = 1 << 20;

  private static final byte[] RAR = {'R', 'a', 'r', '!', 0x1a, 7};
  private static final byte[] SEVEN_ZIP = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};
  private static final int SIGNATURE = 6;

  /** With a RAR 4's first header. */
  private static final int SHORTEST = 20;

  /** As much is in two pieces, so that a header is whole in one of them. */
  private static final int HEADER = 160;

  private static final int PIECE = 64 << 10;

  private static final boolean[] IN_SIGNATURES = new boolean[256];

  static {
    for (int i = 0; i < SIGNATURE; i++) {
      IN_SIGNATURES[RAR[i] & 0xff] = true;
      IN_SIGNATURES[SEVEN_ZIP[i] & 0xff] = true;
    }
  }

  private SelfExtracting() {}

  /** Windows (and DOS) or Linux. */
  static boolean isProgram(Head head) {
    return head.has(0, 'M', 'Z') || head.has(0, 0x7f, 'E', 'L', 'F');
  }

  /** What is behind it, within the first mebibyte. */
  static Set<ContainerKind> kinds(ByteSource file) throws IOException {
    Set<ContainerKind> kinds = EnumSet.noneOf(ContainerKind.class);
    byte[] bytes = new byte[(int) Math.min(PIECE, file.size())];
    // each piece begins with the end of the one before, where a header may have been cut off
    for (long from = 0; from < Math.min(SEARCHED, file.size()); from += PIECE - HEADER) {
      int length = file.read(from, bytes, 0, bytes.length);
      addKinds(bytes, length, kinds);
      if (length < PIECE) {
        break;
      }
    }
    return kinds;
  }

  private static void addKinds(byte[] bytes, int length, Set<ContainerKind> kinds) {
    // whatever of six bytes there is lies over one of each six places
    for (int i = SIGNATURE - 1; i < length; i += SIGNATURE) {
      if (IN_SIGNATURES[bytes[i] & 0xff]) {
        for (int at = i - SIGNATURE + 1; at <= i; at++) {
          addKindAt(bytes, at, length, kinds);
        }
      }
    }
  }

  private static void addKindAt(byte[] bytes, int at, int length, Set<ContainerKind> kinds) {
    if (at + SHORTEST > length) {
      return;
    }
    if (startsWith(bytes, at, RAR)) {
      ByteBuffer found = from(bytes, at, length);
      if (bytes[at + 6] == 0 && isRar4(found)) {
        kinds.add(ContainerKind.RAR4);
      } else if (bytes[at + 6] == 1 && bytes[at + 7] == 0 && isRar5(found)) {
        kinds.add(ContainerKind.RAR5);
      }
    } else if (startsWith(bytes, at, SEVEN_ZIP) && isSevenZip(from(bytes, at, length))) {
      kinds.add(ContainerKind.SEVEN_ZIP);
    }
  }

  private static ByteBuffer from(byte[] bytes, int at, int length) {
    return ByteBuffer.wrap(bytes, at, length - at).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where its directory is, with a CRC-32 in front. */
  private static boolean isSevenZip(ByteBuffer found) {
    return found.limit() >= 32 && found.getInt(8) == crc(found, 12, 32);
  }

  /** The archive's header, with the lower half of its CRC-32 in front. */
  private static boolean isRar4(ByteBuffer found) {
    if (found.get(9) != 0x73) {
      return false;
    }
    int end = 7 + (found.getShort(12) & 0xffff); // 13 bytes, or more, of which the sum may be
    boolean cutOff = end > found.limit() && found.limit() >= HEADER;
    return cutOff
        || found.getShort(7) == (short) crc(found, 9, 7 + 13)
        || (end > 9 && end <= found.limit() && found.getShort(7) == (short) crc(found, 9, end));
  }

  /** The archive's header, or one that says that all is encrypted; its CRC-32 in front. */
  private static boolean isRar5(ByteBuffer found) {
    if (found.get(12) < 0) { // longer than 127 bytes, which may go on behind what is here
      return found.get(13) > 0 && (found.get(14) == 1 || found.get(14) == 4);
    }
    int end = 13 + found.get(12);
    return end > 13 && end <= found.limit() && found.getInt(8) == crc(found, 12, end);
  }

  private static int crc(ByteBuffer bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), bytes.arrayOffset() + from, to - from);
    return (int) crc.getValue();
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] signature) {
    for (int i = 0; i < signature.length; i++) {
      if (bytes[at + i] != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
