package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;

/** The first bytes of something. Beyond them there is nothing: 0, and no match. */
final class Head {

  /** So far from the beginning a PDF may begin; all kinds but an ISO show in 512 bytes. */
  static final int LENGTH = 1024;

  private final byte[] bytes;
  private final int from;
  private final int length;

  Head(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  static Head of(ByteSource file, long position, int length) throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, file.size() - position))];
    return new Head(bytes, 0, file.read(position, bytes, 0, bytes.length));
  }

  int length() {
    return length;
  }

  /** Unsigned. */
  int u8(int at) {
    return at >= 0 && at < length ? bytes[from + at] & 0xff : 0;
  }

  /** Unsigned, little-endian. */
  int u16(int at) {
    return u8(at) | u8(at + 1) << 8;
  }

  /** Unsigned, little-endian. */
  long u32(int at) {
    return u16(at) | (long) u16(at + 2) << 16;
  }

  long u64(int at) {
    return u32(at) | u32(at + 4) << 32;
  }

  boolean has(int at, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (u8(at + i) != expected[i]) {
        return false;
      }
    }
    return at + expected.length <= length;
  }

  boolean has(int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (u8(at + i) != expected.charAt(i)) {
        return false;
      }
    }
    return at + expected.length() <= length;
  }

  /** The same bytes, from their first on. */
  ByteSource source() {
    return new SliceSource(new ByteArraySource(bytes, from + length), from, length);
  }

  /** As ISO 8859-1. */
  String text() {
    return new String(bytes, from, length, ISO_8859_1);
  }
}
