package org.scangate.container;

import java.io.IOException;
import java.util.Optional;

/**
 * Whether a 7z needs a password: one of its folders (packed streams) has a cipher among its coders.
 * The list of folders is in the header at the end, which is itself packed by LZMA as a rule, and
 * ciphered too when names are hidden ({@code 7zFormat.txt} of 7-Zip). Of an unpacked header the
 * first megabyte is looked at, and one that is packed by another method is left to the engine.
 */
final class SevenZipEncryption {

  private static final byte[] MAGIC = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};

  private static final int HEADER = 1;
  private static final int ARCHIVE_PROPERTIES = 2;
  private static final int ADDITIONAL_STREAMS = 3;
  private static final int MAIN_STREAMS = 4;
  private static final int ENCODED_HEADER = 0x17;

  private static final int MAX_HEADER = 1 << 20;

  /** A packed header may be packed once more; nobody does it often. */
  private static final int MAX_LAYERS = 4;

  private static final Optional<String> HEADERS = Optional.of("a 7z with encrypted headers");
  private static final Optional<String> MEMBERS = Optional.of("a 7z with encrypted members");

  private SevenZipEncryption() {}

  static Optional<String> of(PagedBytes file) throws IOException, BrokenFileException {
    if (!file.has(0, MAGIC)) {
      return Optional.empty();
    }
    file.seek(12);
    long offset = file.little(8);
    if (offset < 0 || offset > file.size() - 32) {
      throw new BrokenFileException();
    }
    file.seek(32 + offset);
    PagedBytes header = file;
    for (int layer = 0; layer < MAX_LAYERS; layer++) {
      int id = header.next();
      if (id == HEADER) {
        return hasCipherInHeader(header) ? MEMBERS : Optional.empty();
      }
      if (id != ENCODED_HEADER) {
        return Optional.empty();
      }
      SevenZipStreams streams = SevenZipStreams.read(header);
      if (streams.hasCipher()) {
        return HEADERS;
      }
      header = PagedBytes.of(unpacked(file, streams));
    }
    return Optional.empty();
  }

  private static byte[] unpacked(PagedBytes file, SevenZipStreams streams)
      throws IOException, BrokenFileException {
    int length = (int) Math.min(streams.unpackedSize(), MAX_HEADER);
    SevenZipLzma.Properties lzma = streams.lzma().orElseThrow(BrokenFileException::new);
    file.seek(32 + streams.packedAt());
    return new SevenZipLzma(file, lzma).decode(length);
  }

  private static boolean hasCipherInHeader(PagedBytes header)
      throws IOException, BrokenFileException {
    while (true) {
      int id = header.next();
      if (id == ARCHIVE_PROPERTIES) {
        skipProperties(header);
      } else if (id == ADDITIONAL_STREAMS) {
        return true; // nobody writes them, and what comes behind them is not looked at
      } else if (id == MAIN_STREAMS) {
        return SevenZipStreams.read(header).hasCipher();
      } else {
        return false;
      }
    }
  }

  private static void skipProperties(PagedBytes header) throws IOException, BrokenFileException {
    while (header.next() != 0) {
      long size = SevenZipStreams.number(header);
      if (size < 0 || size > header.size()) {
        throw new BrokenFileException();
      }
      header.seek(header.position() + size);
    }
  }
}
