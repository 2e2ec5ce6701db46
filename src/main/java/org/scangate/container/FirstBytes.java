package org.scangate.container;

import static org.scangate.container.ContainerKind.AR;
import static org.scangate.container.ContainerKind.ARJ;
import static org.scangate.container.ContainerKind.BZ2;
import static org.scangate.container.ContainerKind.CAB;
import static org.scangate.container.ContainerKind.CHM;
import static org.scangate.container.ContainerKind.CPIO;
import static org.scangate.container.ContainerKind.GZ;
import static org.scangate.container.ContainerKind.LHA;
import static org.scangate.container.ContainerKind.LZ4;
import static org.scangate.container.ContainerKind.LZIP;
import static org.scangate.container.ContainerKind.LZMA;
import static org.scangate.container.ContainerKind.MAIL;
import static org.scangate.container.ContainerKind.RAR4;
import static org.scangate.container.ContainerKind.RAR5;
import static org.scangate.container.ContainerKind.SEVEN_ZIP;
import static org.scangate.container.ContainerKind.TAR;
import static org.scangate.container.ContainerKind.WIM;
import static org.scangate.container.ContainerKind.XZ;
import static org.scangate.container.ContainerKind.ZST;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells kinds by the first bytes, but for zips and ISOs, which do not show there alone.
 *
 * <p>Strict where common engines do not open a kind: what is none must not be refused for it. So a
 * short signature is not enough, and what follows it must be as the format wants it.
 */
final class FirstBytes {

  private static final Map<ContainerKind, Predicate<Head>> TESTS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(RAR4, FirstBytes::isRar4),
              Map.entry(RAR5, head -> head.has(0, 'R', 'a', 'r', '!', 0x1a, 7, 1, 0)),
              Map.entry(SEVEN_ZIP, head -> head.has(0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)),
              Map.entry(TAR, TarHeader::isAt),
              Map.entry(GZ, head -> head.has(0, 0x1f, 0x8b, 8)),
              Map.entry(BZ2, FirstBytes::isBzip2),
              Map.entry(XZ, head -> head.has(0, 0xfd, '7', 'z', 'X', 'Z', 0)),
              Map.entry(LZMA, FirstBytes::isLzma),
              Map.entry(ZST, head -> isZstandard(head, afterSkippableFrames(head))),
              Map.entry(LZ4, head -> isLz4(head, afterSkippableFrames(head))),
              Map.entry(LZIP, FirstBytes::isLzip),
              Map.entry(AR, head -> head.has(0, "!<arch>\n") && head.has(66, "`\n")),
              Map.entry(CPIO, CpioHeader::isAt),
              Map.entry(CAB, FirstBytes::isCabinet),
              Map.entry(ARJ, FirstBytes::isArj),
              Map.entry(LHA, FirstBytes::isLha),
              Map.entry(WIM, FirstBytes::isWim),
              Map.entry(CHM, head -> head.has(0, "ITSF") && head.u32(4) >= 1 && head.u32(4) <= 4),
              Map.entry(MAIL, MailHeader::isAt)));

  private FirstBytes() {}

  static Set<ContainerKind> kinds(Head head) {
    Set<ContainerKind> kinds = EnumSet.noneOf(ContainerKind.class);
    TESTS.forEach(
        (kind, test) -> {
          if (test.test(head)) {
            kinds.add(kind);
          }
        });
    return kinds;
  }

  /** With a member in front, or empty, or marked as one that was to be split. */
  static boolean isZip(Head head) {
    return head.has(0, 'P', 'K', 3, 4)
        || head.has(0, 'P', 'K', 5, 6)
        || head.has(0, 'P', 'K', '0', '0', 'P', 'K', 3, 4)
        || head.has(0, 'P', 'K', 7, 8, 'P', 'K', 3, 4);
  }

  /** Whether {@link Encryption} has something to say of it when it is in a zip. */
  static boolean mayNeedPassword(Head head) {
    return head.text().contains("%PDF")
        || head.has(0, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
        || head.has(0, "7z")
        || head.has(0, "Rar!");
  }

  /** All of RAR 1.5 to 4, and the format before them. */
  private static boolean isRar4(Head head) {
    return head.has(0, 'R', 'a', 'r', '!', 0x1a, 7, 0) || head.has(0, 'R', 'E', 0x7e, 0x5e);
  }

  /** A block, or the end of what has none. */
  private static boolean isBzip2(Head head) {
    return head.has(0, "BZh")
        && head.u8(3) >= '1'
        && head.u8(3) <= '9'
        && (head.has(4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
            || head.has(4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
  }

  /**
   * There is no signature. What XZ Utils and 7-Zip demand: valid properties, a dictionary of 2^n or
   * 2^n + 2^(n-1) bytes, an unknown size or one below 256 GiB, and a range coder's first byte, 0.
   */
  private static boolean isLzma(Head head) {
    int properties = head.u8(0);
    int literalBits = properties % 9 + properties / 9 % 5;
    long dictionary = head.u32(1);
    long size = head.u64(5);
    return head.length() > 13
        && properties < 9 * 5 * 5
        && literalBits <= 4
        && (isOneOrTwoBits(dictionary) || dictionary == 0xffff_ffffL)
        && (size == -1 || (size > 0 && size < 1L << 38))
        && head.u8(13) == 0;
  }

  private static boolean isOneOrTwoBits(long dictionary) {
    long top = Long.highestOneBit(dictionary);
    return dictionary >= 1 << 12 && (dictionary == top || dictionary == (top | top >> 1));
  }

  /** Frames of user data, which Zstandard (RFC 8878, 3.1.2) and LZ4 both may begin with. */
  private static int afterSkippableFrames(Head head) {
    int at = 0;
    while (head.u8(at) >>> 4 == 5 && head.has(at + 1, 0x2a, 0x4d, 0x18)) {
      long next = at + 8 + head.u32(at + 4);
      if (next + 4 > head.length()) {
        return at;
      }
      at = (int) next;
    }
    return at;
  }

  /** A frame, without the bit that is reserved; or skippable ones, so far as is seen. */
  private static boolean isZstandard(Head head, int at) {
    return (head.has(at, 0x28, 0xb5, 0x2f, 0xfd) && (head.u8(at + 4) & 8) == 0)
        || (head.u8(at) >>> 4 == 5 && head.has(at + 1, 0x2a, 0x4d, 0x18));
  }

  /** A frame of version 1 with a valid size of blocks; or the format before, with its first. */
  private static boolean isLz4(Head head, int at) {
    boolean frame =
        head.has(at, 4, 0x22, 0x4d, 0x18)
            && head.u8(at + 4) >>> 6 == 1
            && (head.u8(at + 5) & 0x8f) == 0
            && head.u8(at + 5) >= 0x40;
    boolean legacy = head.has(at, 2, 0x21, 0x4c, 0x18) && head.u32(at + 4) <= 9 << 20;
    return frame || legacy;
  }

  private static boolean isLzip(Head head) {
    int dictionary = head.u8(5) & 0x1f;
    return head.has(0, "LZIP") && head.u8(4) <= 1 && dictionary >= 12 && dictionary <= 29;
  }

  /** Reserved bytes are 0, or the version is the only one there has been. */
  private static boolean isCabinet(Head head) {
    return head.has(0, "MSCF") && (head.has(4, 0, 0, 0, 0) || head.has(24, 3, 1));
  }

  /** An archive's own header (type 2) of a possible size. */
  private static boolean isArj(Head head) {
    int size = head.u16(2);
    return head.has(0, 0x60, 0xea) && size >= 30 && size <= 2600 && head.u8(10) == 2;
  }

  /** By its method ({@code -lh5-}) and a header of a level that there is. */
  private static boolean isLha(Head head) {
    int family = head.u8(3) << 8 | head.u8(4);
    return head.u8(2) == '-'
        && (family == ('l' << 8 | 'h') || family == ('l' << 8 | 'z') || family == ('p' << 8 | 'm'))
        && Character.isLetterOrDigit(head.u8(5))
        && head.u8(6) == '-'
        && head.length() > 20
        && head.u8(20) <= 3;
  }

  /** As made by Windows, or for a pipe. */
  private static boolean isWim(Head head) {
    return head.has(0, "MSWIM\0\0\0") || head.has(0, "WLPWM\0\0\0");
  }
}
