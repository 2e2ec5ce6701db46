package org.scangate.container;

import java.io.IOException;
import java.util.Optional;

/**
 * Whether a RAR needs a password. RAR 4 says so in flags of its headers (unrar's {@code
 * headers.hpp}), RAR 5 by an encryption header or an extra record of a member (RARLAB's technote).
 */
final class RarEncryption {

  private static final byte[] RAR4 = {'R', 'a', 'r', '!', 0x1a, 7, 0};
  private static final byte[] RAR5 = {'R', 'a', 'r', '!', 0x1a, 7, 1, 0};

  private static final Optional<String> HEADERS = Optional.of("a RAR with encrypted headers");
  private static final Optional<String> MEMBERS = Optional.of("a RAR with encrypted members");

  private RarEncryption() {}

  static Optional<String> of(PagedBytes file) throws IOException, BrokenFileException {
    if (file.has(0, RAR4)) {
      return rar4(file);
    }
    return file.has(0, RAR5) ? rar5(file) : Optional.empty();
  }

  private static Optional<String> rar4(PagedBytes file) throws IOException, BrokenFileException {
    long block = RAR4.length;
    while (true) {
      file.seek(block + 2);
      int type = file.next();
      int flags = (int) file.little(2);
      long size = file.little(2);
      if (type == 0x73 && (flags & 0x80) != 0) {
        return HEADERS;
      }
      boolean member = type == 0x74 || type == 0x7a;
      if (member && (flags & 0x04) != 0) {
        return MEMBERS;
      }
      if (type == 0x7b || size < 7) {
        return Optional.empty();
      }
      long data = member || (flags & 0x8000) != 0 ? file.little(4) : 0;
      if (member && (flags & 0x100) != 0) {
        file.seek(block + 32);
        data |= file.little(4) << 32;
      }
      block = after(file, block + size, data);
    }
  }

  private static Optional<String> rar5(PagedBytes file) throws IOException, BrokenFileException {
    long block = RAR5.length;
    while (true) {
      file.seek(block + 4);
      long size = variable(file);
      long end = after(file, file.position(), size);
      long type = variable(file);
      long flags = variable(file);
      long extra = (flags & 1) == 0 ? 0 : variable(file);
      long data = (flags & 2) == 0 ? 0 : variable(file);
      if (type == 4) {
        return HEADERS;
      }
      boolean member = type == 2 || type == 3;
      if (member && hasEncryptionRecord(file, Math.max(file.position(), end - extra), end)) {
        return MEMBERS;
      }
      if (type == 5) {
        return Optional.empty();
      }
      block = after(file, end, data);
    }
  }

  private static boolean hasEncryptionRecord(PagedBytes file, long from, long end)
      throws IOException, BrokenFileException {
    long record = from;
    while (record < end) {
      file.seek(record);
      long size = variable(file);
      long next = after(file, file.position(), size);
      if (variable(file) == 1) {
        return true;
      }
      record = next;
    }
    return false;
  }

  /** Never before {@code place}: so that each loop above moves on. */
  private static long after(PagedBytes file, long place, long length) throws BrokenFileException {
    if (length < 0 || length > file.size() - place) {
      throw new BrokenFileException();
    }
    return place + length;
  }

  /** Seven bits a byte, the lowest first, the eighth says that more follow. */
  private static long variable(PagedBytes file) throws IOException, BrokenFileException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int part = file.next();
      value |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new BrokenFileException();
  }
}
