package org.scangate.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A zip's directory, as one of its end records tells it.
 *
 * @param start its first entry
 * @param shift by which all is behind where the zip says it is: bytes in front of the zip
 * @param members as many as it is said to have; at 65,535, or as many more
 */
record ZipDirectory(long start, long shift, long members) {

  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int LOCATOR_SIZE = 20;
  private static final int ZIP64_END_SIZE = 56;
  private static final long LOCATOR = 0x07064b50L;
  private static final long ZIP64_END = 0x06064b50L;
  private static final int MAX_DIRECTORIES = 16;
  private static final int MAX_END_RECORDS = 64;

  private static final byte[] SIGNATURE = {'P', 'K', 5, 6};

  /** Where a byte is in the signature; -1: nowhere. */
  private static final byte[] PLACE_IN_SIGNATURE = new byte[256];

  static {
    Arrays.fill(PLACE_IN_SIGNATURE, (byte) -1);
    for (byte i = 0; i < SIGNATURE.length; i++) {
      PLACE_IN_SIGNATURE[SIGNATURE[i]] = i;
    }
  }

  /**
   * All that a reader may take for the directory: of each end record within the last 64 KiB, by
   * where it says that the directory is, and by where it would be with bytes in front of the zip.
   * First come end records whose comment ends with the file, as it should.
   *
   * <p>Too many leave it in doubt which is the one; but not those in front of the directory of one
   * that ends with the file: they are of zips that are members.
   */
  static List<ZipDirectory> all(ByteSource zip, Findings findings) throws IOException {
    byte[] tail = new byte[(int) Math.min(zip.size(), END_SIZE + MAX_COMMENT)];
    int length = zip.read(zip.size() - tail.length, tail, 0, tail.length);
    List<ZipDirectory> found = new ArrayList<>(1);
    long tailAt = zip.size() - tail.length;
    ByteWindow window = null;
    long directory = Long.MAX_VALUE;
    for (boolean endsWithFile : new boolean[] {true, false}) {
      int records = 0;
      for (int at = recordBefore(tail, length - END_SIZE);
          at >= 0;
          at = recordBefore(tail, at - 1)) {
        int comment = (tail[at + 20] & 0xff) | (tail[at + 21] & 0xff) << 8;
        if ((at + END_SIZE + comment == length) != endsWithFile) {
          continue;
        }
        if (++records > MAX_END_RECORDS || found.size() > MAX_DIRECTORIES) {
          if (tailAt + at >= directory || directory == Long.MAX_VALUE || endsWithFile) {
            findings.inDoubt("a zip with many end records");
          }
          break;
        }
        window = window == null ? new ByteWindow(zip, 1024) : window;
        addDirectories(window, tailAt + at, found);
      }
      directory = found.stream().mapToLong(ZipDirectory::start).min().orElse(Long.MAX_VALUE);
    }
    return found;
  }

  /** An end record's signature at this place or before it; -1: none. */
  private static int recordBefore(byte[] tail, int from) {
    // each of its four bytes is another, so one look in four tells
    for (int i = from + SIGNATURE.length - 1; i >= 0; i -= SIGNATURE.length) {
      int place = PLACE_IN_SIGNATURE[tail[i] & 0xff];
      if (place >= 0 && isRecordAt(tail, i - place, from)) {
        return i - place;
      }
    }
    return -1;
  }

  private static boolean isRecordAt(byte[] tail, int at, int last) {
    return at >= 0
        && at <= last
        && Arrays.equals(tail, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  private static void addDirectories(ByteWindow zip, long end, List<ZipDirectory> found)
      throws IOException {
    long members = zip.u16(end + 10);
    addDirectories(zip, end, members, zip.u32(end + 12), zip.u32(end + 16), found);
    long locator = end - LOCATOR_SIZE;
    if (locator >= 0 && zip.u32(locator) == LOCATOR) {
      long stated = zip.u64(locator + 8);
      // behind bytes in front of the zip it is where it is without more in it than must be
      long end64 = zip.u32(stated) == ZIP64_END ? stated : locator - ZIP64_END_SIZE;
      if (end64 >= 0 && zip.u32(end64) == ZIP64_END) {
        addDirectories(
            zip, end64, zip.u64(end64 + 32), zip.u64(end64 + 40), zip.u64(end64 + 48), found);
      }
    }
  }

  private static void addDirectories(
      ByteWindow zip, long end, long members, long size, long offset, List<ZipDirectory> found)
      throws IOException {
    add(zip, new ZipDirectory(offset, 0, members), found);
    long before = end - size;
    add(zip, new ZipDirectory(before, before - offset, members), found);
  }

  private static void add(ByteWindow zip, ZipDirectory directory, List<ZipDirectory> found)
      throws IOException {
    boolean there = directory.start >= 0 && ZipEntryHeader.isInDirectoryAt(zip, directory.start);
    if (there && found.stream().noneMatch(known -> known.start == directory.start)) {
      found.add(directory);
    }
  }
}
