package org.scangate.container;

import java.io.IOException;
import java.util.Optional;

/**
 * Where packed streams of a 7z are and which coders packed them.
 *
 * @param packedAt after the 32 bytes at the beginning of the file
 * @param unpackedSize of the first folder
 * @param hasCipher whether any folder has one; then the rest was not read
 * @param lzma how the first folder was packed; empty where its coder is another, or not alone
 */
record SevenZipStreams(
    long packedAt, long unpackedSize, boolean hasCipher, Optional<SevenZipLzma.Properties> lzma) {

  private static final int END = 0;
  private static final int PACK_INFO = 6;
  private static final int UNPACK_INFO = 7;
  private static final int SIZE = 9;
  private static final int CRC = 10;
  private static final int FOLDER = 11;
  private static final int UNPACKED_SIZES = 12;

  private static final int LZMA = 0x030101;

  /** All ids of ciphers begin so: {@code 06F10701} is AES-256 with SHA-256. */
  private static final int CIPHERS = 0x06f1;

  /** As 7-Zip itself has it, for coders and for their streams. */
  private static final int MAX_CODERS = 32;

  static SevenZipStreams read(PagedBytes header) throws IOException, BrokenFileException {
    long packedAt = 0;
    int id = header.next();
    if (id == PACK_INFO) {
      packedAt = number(header);
      skipPackedSizes(header);
      id = header.next();
    }
    if (id != UNPACK_INFO) {
      return new SevenZipStreams(packedAt, 0, false, Optional.empty());
    }
    expect(header, FOLDER);
    long folders = number(header);
    expect(header, 0); // The list is here, and not in a stream of its own.
    Optional<SevenZipLzma.Properties> first = Optional.empty();
    for (long i = 0; i < folders; i++) {
      Folder folder = folder(header);
      if (folder.cipher) {
        return new SevenZipStreams(packedAt, 0, true, Optional.empty());
      }
      first = i == 0 ? folder.lzma : first;
    }
    expect(header, UNPACKED_SIZES);
    long unpackedSize = number(header);
    if (packedAt < 0 || unpackedSize < 0) {
      throw new BrokenFileException();
    }
    return new SevenZipStreams(packedAt, unpackedSize, false, first);
  }

  private static void skipPackedSizes(PagedBytes header) throws IOException, BrokenFileException {
    long streams = number(header);
    int id = header.next();
    if (id == SIZE) {
      for (long i = 0; i < streams; i++) {
        number(header);
      }
      id = header.next();
    }
    if (id == CRC) {
      skipChecksums(header, streams);
      id = header.next();
    }
    if (id != END) {
      throw new BrokenFileException();
    }
  }

  private static void skipChecksums(PagedBytes header, long streams)
      throws IOException, BrokenFileException {
    long given = streams;
    if (header.next() == 0) {
      given = 0;
      for (long i = 0; i < streams; i += 8) {
        given += Integer.bitCount(header.next());
      }
    }
    for (long i = 0; i < given; i++) {
      header.little(4);
    }
  }

  private static Folder folder(PagedBytes header) throws IOException, BrokenFileException {
    long coders = atMost(MAX_CODERS, number(header));
    boolean cipher = false;
    long in = 0;
    long out = 0;
    Optional<SevenZipLzma.Properties> lzma = Optional.empty();
    for (int i = 0; i < coders; i++) {
      int flags = header.next();
      long id = 0;
      for (int length = flags & 15; length > 0; length--) {
        int part = header.next();
        id = id << 8 | part;
        cipher |= id == CIPHERS;
      }
      boolean several = (flags & 0x10) != 0;
      in += several ? atMost(MAX_CODERS, number(header)) : 1;
      out += several ? atMost(MAX_CODERS, number(header)) : 1;
      long properties = (flags & 0x20) == 0 ? 0 : atMost(header.size(), number(header));
      long after = header.position() + properties;
      if (coders == 1 && id == LZMA && properties == 5) {
        lzma = Optional.of(SevenZipLzma.Properties.read(header));
      }
      header.seek(after);
    }
    long bonds = Math.max(0, out - 1);
    long packed = in - bonds;
    for (long i = 0; i < 2 * bonds + (packed > 1 ? packed : 0); i++) {
      number(header);
    }
    return new Folder(cipher, lzma);
  }

  private record Folder(boolean cipher, Optional<SevenZipLzma.Properties> lzma) {}

  /** As many further bytes as the first has leading ones; what is left of the first is on top. */
  static long number(PagedBytes header) throws IOException, BrokenFileException {
    int first = header.next();
    int further = Integer.numberOfLeadingZeros(~(first << 24));
    long value = header.little(Math.min(further, 8));
    return further >= 7 ? value : value | (long) (first & (0x7f >> further)) << (8 * further);
  }

  private static long atMost(long most, long value) throws BrokenFileException {
    if (value < 0 || value > most) {
      throw new BrokenFileException();
    }
    return value;
  }

  private static void expect(PagedBytes header, int id) throws IOException, BrokenFileException {
    if (header.next() != id) {
      throw new BrokenFileException();
    }
  }
}
