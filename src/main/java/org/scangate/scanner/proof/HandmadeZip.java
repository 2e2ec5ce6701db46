package org.scangate.scanner.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a zip of one member by any method (PKWARE APPNOTE 6.3.10, 4.3). */
final class HandmadeZip {

  static final int DEFLATED = 8;
  static final int DEFLATE64 = 9;
  static final int ZSTD = 93;
  static final int XZ = 95;

  private static final byte[] NAME = "eicar.com".getBytes(US_ASCII);
  private static final short VERSION = 63;
  private static final short FIRST_OF_2020 = (40 << 9) | (1 << 5) | 1;
  private static final int LOCAL_SIZE = 30;
  private static final int DIRECTORY_SIZE = 46;
  private static final int END_SIZE = 22;

  private HandmadeZip() {}

  /**
   * A zip.
   *
   * @param packed the member as it stands in the zip
   * @param plain the member unpacked
   */
  static byte[] of(int method, byte[] packed, byte[] plain) {
    int directoryAt = LOCAL_SIZE + NAME.length + packed.length;
    int directorySize = DIRECTORY_SIZE + NAME.length;
    ByteBuffer zip =
        ByteBuffer.allocate(directoryAt + directorySize + END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50);
    putMember(zip, method, packed, plain);
    zip.put(NAME).put(packed);
    zip.putInt(0x02014b50).putShort(VERSION);
    putMember(zip, method, packed, plain);
    // comment's length, disk, attributes inside (2) and outside (4), offset of the local header
    zip.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(NAME);
    zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    zip.putInt(directorySize).putInt(directoryAt).putShort((short) 0);
    return zip.array();
  }

  /** EICAR repeats nothing of three bytes, so this is literals alone. */
  static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[plain.length * 2];
      return Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }

  static int crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** What the local header and the directory have in common. */
  private static void putMember(ByteBuffer zip, int method, byte[] packed, byte[] plain) {
    zip.putShort(VERSION).putShort((short) 0).putShort((short) method);
    zip.putShort((short) 0).putShort(FIRST_OF_2020);
    zip.putInt(crc32(plain)).putInt(packed.length).putInt(plain.length);
    zip.putShort((short) NAME.length).putShort((short) 0);
  }
}
