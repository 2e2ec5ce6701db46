package org.scangate.container;

import java.io.IOException;

/**
 * What one of a member's two headers says of it (APPNOTE 4.3.7 and 4.3.12).
 *
 * @param sizesFollow whether a reader that goes from front to back finds the end by the data alone
 * @param end where the header's fixed part, name, extra fields and comment end
 * @param localAt where the directory says that the member is
 */
record ZipEntryHeader(
    int method,
    boolean encrypted,
    boolean sizesFollow,
    long packed,
    long plain,
    long end,
    long localAt) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final long LOCAL = 0x04034b50L;
  private static final long IN_DIRECTORY = 0x02014b50L;
  private static final int LOCAL_SIZE = 30;
  private static final int DIRECTORY_SIZE = 46;
  private static final long IN_ZIP64 = 0xffff_ffffL;
  private static final int ZIP64 = 0x0001;
  private static final int AES = 0x9901;
  private static final int BY_AES = 99;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int SIZES_FOLLOW = 1 << 3;

  static boolean isLocalAt(ByteWindow bytes, long at) throws IOException {
    return bytes.u32(at) == LOCAL;
  }

  static boolean isInDirectoryAt(ByteWindow bytes, long at) throws IOException {
    return bytes.u32(at) == IN_DIRECTORY;
  }

  static ZipEntryHeader local(ByteWindow bytes, long at) throws IOException {
    return read(bytes, at, at + 6, LOCAL_SIZE, bytes.u16(at + 26), 0, 0);
  }

  static ZipEntryHeader inDirectory(ByteWindow bytes, long at) throws IOException {
    return read(
        bytes,
        at,
        at + 8,
        DIRECTORY_SIZE,
        bytes.u16(at + 28),
        bytes.u16(at + 32),
        bytes.u32(at + 42));
  }

  /** From the flags on, both headers are the same up to the lengths of name and extra fields. */
  private static ZipEntryHeader read(
      ByteWindow bytes, long at, long flagsAt, int size, int name, int comment, long offset)
      throws IOException {
    int flags = bytes.u16(flagsAt);
    int method = bytes.u16(flagsAt + 2);
    long packed = bytes.u32(flagsAt + 12);
    long plain = bytes.u32(flagsAt + 16);
    long extra = at + size + name;
    long extraEnd = extra + bytes.u16(flagsAt + 22);
    boolean local = size == LOCAL_SIZE;
    if (plain == IN_ZIP64 || packed == IN_ZIP64 || offset == IN_ZIP64) {
      long field = extraField(bytes, extra, extraEnd, ZIP64);
      boolean there = field > 0;
      boolean unknown = local && !there && (flags & SIZES_FOLLOW) != 0;
      if (plain == IN_ZIP64) {
        plain = there ? bytes.u64(field) : unknown ? 0 : plain;
        field += 8;
      }
      if (packed == IN_ZIP64) {
        packed = there ? bytes.u64(field) : unknown ? 0 : packed;
        field += 8;
      }
      if (offset == IN_ZIP64 && there) {
        offset = bytes.u64(field);
      }
    }
    if (method == BY_AES) {
      long field = extraField(bytes, extra, extraEnd, AES);
      method = field > 0 ? bytes.u16(field + 5) : method;
      flags |= ENCRYPTED;
    }
    return new ZipEntryHeader(
        method,
        (flags & ENCRYPTED) != 0,
        (flags & SIZES_FOLLOW) != 0,
        atLeast0(packed),
        atLeast0(plain),
        extraEnd + comment,
        offset);
  }

  /** Where its content is; 0: there is none. */
  private static long extraField(ByteWindow bytes, long from, long end, int id) throws IOException {
    for (long at = from; at + 4 <= end; at += 4 + bytes.u16(at + 2)) {
      if (bytes.u16(at) == id) {
        return at + 4;
      }
    }
    return 0;
  }

  /** Beyond 2^63 is as much as can be. */
  private static long atLeast0(long size) {
    return size < 0 ? Long.MAX_VALUE : size;
  }

  ContainerKind kind() {
    return switch (method) {
      case STORED, DEFLATED -> ContainerKind.ZIP;
      case 9 -> ContainerKind.ZIP_DEFLATE64;
      case 12 -> ContainerKind.ZIP_BZIP2;
      case 14 -> ContainerKind.ZIP_LZMA;
      case 20, 93 -> ContainerKind.ZIP_ZSTD;
      case 95 -> ContainerKind.ZIP_XZ;
      case 98 -> ContainerKind.ZIP_PPMD;
      default -> ContainerKind.ZIP_OTHER;
    };
  }
}
