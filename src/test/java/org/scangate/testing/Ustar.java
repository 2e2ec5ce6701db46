package org.scangate.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The little of the USTAR format that fixtures need: a regular file's header. */
final class Ustar {
  static final int BLOCK = 512;

  private static final int CHECKSUM_AT = 148;

  private Ustar() {}

  static byte[] header(String name, long size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", size));
    put(header, 136, "00000000000");
    put(header, CHECKSUM_AT, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM_AT, String.format("%06o\0 ", sum));
    return header;
  }

  /** A whole entry: header, content, padding to the block. */
  static byte[] entry(String name, byte[] content) {
    byte[] entry = Arrays.copyOf(header(name, content.length), BLOCK + padded(content.length));
    System.arraycopy(content, 0, entry, BLOCK, content.length);
    return entry;
  }

  private static int padded(int size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
